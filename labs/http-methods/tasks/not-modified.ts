import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import { tagsIn } from '../shop/conditions.ts';
import { answered, asked, describe, isChange, pathOf, seen } from './look.ts';
import { refusal } from './refusal.ts';

/** A GET that only wants what is new, and a server that says that nothing is. */
export function notModified(events: readonly WireEvent[]): Verdict {
  const all = seen(events);
  const fresh = all.filter(({ method, status }) => method === 'GET' && status === 304);
  const isAny = (each: HttpExchange) => asked(each, 'if-none-match')?.trim() === '*';
  if (fresh.some((each) => !isAny(each))) return DONE;
  const expected = 'a GET with If-None-Match and the tag that ETag told';
  const rule = 'RFC 9110 §13.1.2';
  const any = fresh.at(-1);
  if (any && any === all.at(-1)) {
    const why = 'which fits any version, so that nothing would ever be sent';
    return notYet(
      'the tag of the version that you have',
      `${describe(any)}, with If-None-Match: *, ${why}`,
      rule,
    );
  }
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

function tagOfAnswer(exchange: HttpExchange, sent: string): boolean {
  return tagsIn(sent).includes(answered(exchange, 'etag') ?? '-');
}
