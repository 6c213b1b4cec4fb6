import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import { tagsIn } from '../shop/conditions.ts';
import { answered, asked, describe, object, pathOf, seen, worked } from './look.ts';
import { refusal } from './refusal.ts';

/** A write that is refused because somebody else was quicker, a new look, and a write with the new tag. */
export function lostUpdate(events: readonly WireEvent[]): Verdict {
  const all = seen(events).filter((each) => pathOf(each) === '/window');
  const writes = all.filter(({ method }) => method === 'PUT' || method === 'PATCH');
  const refused = writes.find((each) => each.status === 412);
  const outcomes = writes.map((write) => outcome(write, look(all, write, refused)));
  if (outcomes.includes('both changes')) return DONE;
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
  if (worked(last) && outcomes.at(-1) === 'his is lost') {
    return wrong(
      'his price in the new version: a tag cannot know what you leave out',
      `${got}, with the present tag, and without the price that you had seen under it`,
      'the task',
    );
  }
  if (worked(last) && outcomes.at(-1) === 'no change') return notYet('another title', got, 'the task');
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

/** The GET after the 412 whose tag a write names. */
function look(
  all: readonly HttpExchange[],
  write: HttpExchange,
  refused?: HttpExchange,
): HttpExchange | undefined {
  const tags = tagsIn(asked(write, 'if-match') ?? '');
  return all.find(
    (each) =>
      each.method === 'GET' &&
      refused !== undefined &&
      each.n > refused.n &&
      each.n < write.n &&
      tags.includes(answered(each, 'etag') ?? '-'),
  );
}

/** What became of the assistant's price and of the learner's title. */
function outcome(write: HttpExchange, seenBefore?: HttpExchange) {
  const [before, sent] = [object(seenBefore?.answer ?? ''), object(write.body)];
  if (!before || !sent || !worked(write)) return 'nothing';
  const after = write.method === 'PATCH' ? { ...before, ...sent } : sent;
  if (after.price !== before.price) return 'his is lost';
  return after.title === before.title ? 'no change' : 'both changes';
}
