import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import {
  type Attempt,
  attempts,
  copies,
  count,
  inCellar,
  isDoubled,
  keyOf,
  LOOK,
  titleOf,
} from './cable-look.ts';
import { describe, isChange, isLost, pathOf, seen } from './look.ts';
import { obstacle } from './refusal.ts';

/** The Internet-Draft that describes the field; it was not yet an RFC when this lab was written. */
const DRAFT = 'draft-ietf-httpapi-idempotency-key-header';
const SAFE = 'a PUT to an address of your own, or a POST with an Idempotency-Key';

/** A new book that is there once, although its request was sent twice. */
export function cableSafe(events: readonly WireEvent[], cellarBook: string): Verdict {
  const all = seen(events);
  const posts = attempts(all, 'POST');
  const puts = attempts(all, 'PUT').filter(({ lost }) => pathOf(lost) !== cellarBook);
  const keyed = posts.filter(({ lost }) => keyOf(lost) !== undefined);
  const isSafe = ({ lost, repeat, look }: Attempt) =>
    repeat !== undefined &&
    (repeat.method === 'PUT'
      ? repeat.status === 204
      : repeat.status === 201 && keyOf(repeat) === keyOf(lost)) &&
    look !== undefined &&
    copies(look, titleOf(lost)) === 1;
  const good = [...keyed, ...puts].filter(isSafe);
  if (good.length > 0) return DONE;
  // Before, the learner was asked to double a book; from then on it is a mistake.
  const lesson = posts.find(
    ({ lost, repeat, look }) => keyOf(lost) === undefined && isDoubled(lost, repeat, look),
  );
  const since = (lesson?.look ?? lesson?.repeat)?.n ?? 0;
  const tries = [...posts, ...puts].filter(({ lost }) => lost.n > since).sort((a, b) => a.lost.n - b.lost.n);
  const newest = tries.at(-1);
  if (!newest) {
    const last = inCellar(all).findLast((each) => isChange(each) && each.n > since && !isLost(each));
    if (!last || last.method === 'DELETE' || pathOf(last) === cellarBook) {
      return notYet(SAFE, 'no new book in the cellar since', 'the task');
    }
    return obstacle(last) ?? notYet(SAFE, describe(last), 'the task');
  }
  const isProtected = newest.lost.method === 'PUT' || keyOf(newest.lost) !== undefined;
  if (newest.look && isProtected) return tooMany(newest.look, titleOf(newest.lost));
  // The first of the tries that were to be the same request.
  const first = tries.find(({ lost }) => isMeantAs(newest.lost, lost))!;
  return first.lost.method === 'PUT' ? byPut(first, all) : byPost(first, all, lesson !== undefined);
}

function isMeantAs(later: HttpExchange, first: HttpExchange): boolean {
  if (later.method !== first.method) return false;
  return later.body === first.body || (keyOf(later) !== undefined && keyOf(later) === keyOf(first));
}

function byPut({ lost, repeat }: Attempt, all: readonly HttpExchange[]): Verdict {
  if (repeat) return notYet(LOOK, describe(repeat), 'the task');
  const other = inCellar(all).find(
    (each) => each.method === 'PUT' && each.n > lost.n && each.body === lost.body,
  );
  if (other) {
    return wrong(
      'the same address for the second try, chosen before the first',
      `${describe(other)}: with another address it is another book`,
      'RFC 9110 §9.3.4',
    );
  }
  return notYet('the very same PUT again', describe(lost), 'RFC 9110 §9.2.2');
}

function byPost({ lost }: Attempt, all: readonly HttpExchange[], warned: boolean): Verdict {
  const key = keyOf(lost);
  const later = inCellar(all).filter((each) => each.n > lost.n && isMeantAs(each, lost));
  if (key === undefined) {
    const again = later.find((each) => each.body === lost.body);
    if (!warned || !again) return notYet(SAFE, `${describe(lost)}, without a key`, 'RFC 9110 §9.2.2');
    return wrong(SAFE, `${describe(again)}, and the first one had no key: two books`, 'RFC 9110 §9.2.2');
  }
  const again = later.findLast((each) => keyOf(each) !== key || each.body !== lost.body) ?? later.at(-1);
  if (!again) return notYet('the same POST again, with the same key', describe(lost), DRAFT);
  if (keyOf(again) === undefined) {
    return wrong('the same key with the second try', `${describe(again)}, without it: a new order`, DRAFT);
  }
  if (keyOf(again) !== key) {
    return wrong(
      'the same key with the second try',
      `${describe(again)}, with a new key: a new order`,
      DRAFT,
    );
  }
  if (again.body !== lost.body) {
    return wrong(
      'the same content with the same key',
      `${describe(again)}: a key stands for one content`,
      DRAFT,
    );
  }
  return notYet(LOOK, describe(again), 'the task');
}

function tooMany(look: HttpExchange, title: unknown): Verdict {
  const number = copies(look, title);
  return notYet('one copy; take a title that is not there yet', count(number, title), 'the task');
}
