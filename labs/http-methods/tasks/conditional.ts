import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import { tagsIn } from '../shop/conditions.ts';
import { answered, asked, describe, isChange, pathOf, seen, worked } from './look.ts';
import { refusal } from './refusal.ts';

/** A GET that only wants what is new, and a server that says that nothing is. */
export function notModified(events: readonly WireEvent[]): Verdict {
  const all = seen(events);
  if (all.some(({ method, status }) => method === 'GET' && status === 304)) return DONE;
  const expected = 'a GET with If-None-Match and the tag that ETag told';
  const rule = 'RFC 9110 §13.1.2';
  const last = all.findLast(
    (each) =>
      (asked(each, 'if-none-match') ?? '*') !== '*' ||
      (!isChange(each) && asked(each, 'if-match') !== undefined),
  );
  const plain = all.findLast((each) => each.method === 'GET' && answered(each, 'etag') !== undefined);
  if (!last) {
    const got = plain ? `${describe(plain)} with ETag: ${answered(plain, 'etag')}` : 'no ETag seen yet';
    return notYet(expected, got, rule);
  }
  const sent = asked(last, 'if-none-match');
  const got = describe(last);
  if (sent === undefined)
    return wrong('If-None-Match: send it only if it differs', `${got}, with If-Match`, rule);
  if (last.method === 'HEAD') return notYet('a GET', got, 'the task');
  if (last.method !== 'GET') return wrong('If-None-Match on a GET', got, rule);
  if (sent.trim() !== '*' && tagsIn(sent).length === 0) {
    return wrong(
      'the tag with its quotation marks, which belong to it',
      `${got}, with If-None-Match: ${sent}`,
      'RFC 9110 §8.8.3',
    );
  }
  const tag = answered(last, 'etag');
  if (tag === undefined) return refusal(last) ?? notYet(expected, got, rule);
  const known = all.some(
    (each) => each.n < last.n && pathOf(each) === pathOf(last) && tagOfAnswer(each, sent),
  );
  const why = known ? 'the book has changed since you read that tag' : 'that is no tag of this resource';
  return notYet(`its present tag, ${tag}`, `${got}, with If-None-Match: ${sent}; ${why}`, rule);
}

/** A write that is refused because somebody else was quicker, a new look, and a write with the new tag. */
export function lostUpdate(events: readonly WireEvent[]): Verdict {
  const all = seen(events).filter((each) => pathOf(each) === '/window');
  const writes = all.filter(({ method }) => method === 'PUT' || method === 'PATCH');
  const refused = writes.find((each) => each.status === 412);
  const isSafe = (write: HttpExchange) =>
    refused !== undefined &&
    write.n > refused.n &&
    worked(write) &&
    look(all, write, refused.n) !== undefined;
  if (writes.some(isSafe)) return DONE;
  const last = writes.at(-1);
  const rule = 'RFC 9110 §13.1.1';
  if (!last) {
    const looked = all.findLast(({ method }) => method === 'GET');
    return notYet(
      'a PUT to /window with If-Match and the tag that you saw',
      looked ? describe(looked) : 'no look at /window yet',
      rule,
    );
  }
  const got = describe(last);
  const sent = asked(last, 'if-match');
  if (sent === undefined && worked(last)) {
    return wrong(
      'If-Match, so that nobody loses a change',
      `${got}, without a condition: ${loss(all, last, refused)}`,
      rule,
    );
  }
  if (sent?.trim() === '*') {
    return wrong(
      'the tag of the version that you saw',
      `${got}, with If-Match: *, which fits any version`,
      rule,
    );
  }
  if (sent !== undefined && tagsIn(sent).length === 0) {
    return wrong(
      'the tag with its quotation marks, which belong to it',
      `${got}, with If-Match: ${sent}`,
      'RFC 9110 §8.8.3',
    );
  }
  if (last.status === 412) {
    const again = writes.filter((each) => each.status === 412 && asked(each, 'if-match') === sent).length > 1;
    return again
      ? wrong(
          'a GET, to see what has changed, and then its new tag',
          `${got}, with the old tag again`,
          'RFC 9110 §15.5.13',
        )
      : notYet('a GET of the new version, then a PUT with its tag', got, 'RFC 9110 §15.5.13');
  }
  if (worked(last)) {
    const before = refused
      ? 'a GET between the 412 and this write'
      : 'a 412 first: look, and let the assistant save before you';
    return notYet(before, got, 'the task');
  }
  return refusal(last) ?? notYet('a PUT with If-Match', got, rule);
}

/** What a write without a condition has done. */
function loss(all: readonly HttpExchange[], write: HttpExchange, refused?: HttpExchange): string {
  if (refused) return 'the lost update with extra steps';
  const before = all.findLast(({ n }) => n < write.n);
  return before?.method === 'GET'
    ? 'the assistant’s price is lost, and nobody was told'
    : 'whoever had saved meanwhile would not be told';
}

/** The GET after `from` whose tag a write names. */
function look(all: readonly HttpExchange[], write: HttpExchange, from: number): HttpExchange | undefined {
  const tags = tagsIn(asked(write, 'if-match') ?? '');
  return all.find(
    (each) =>
      each.method === 'GET' &&
      each.n > from &&
      each.n < write.n &&
      tags.includes(answered(each, 'etag') ?? '-'),
  );
}

function tagOfAnswer(exchange: HttpExchange, sent: string): boolean {
  return tagsIn(sent).includes(answered(exchange, 'etag') ?? '-');
}
