import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import { attempts, copies, count, inCellar, isDoubled, isLook, keyOf, LOOK, titleOf } from './cable-look.ts';
import { describe, isChange, isLost, pathOf, seen } from './look.ts';
import { obstacle } from './refusal.ts';

/** A PUT that is repeated after its answer was lost: one book. */
export function cablePut(events: readonly WireEvent[], cellarBook: string): Verdict {
  const all = seen(events);
  const found = attempts(all, 'PUT').filter(({ lost }) => pathOf(lost) === cellarBook);
  const rule = 'RFC 9110 §9.2.2';
  if (found.some(({ repeat, look }) => repeat?.status === 204 && look)) return DONE;
  const attempt = found.at(-1);
  const last = inCellar(all).findLast(isChange);
  if (!attempt) {
    const expected = `a PUT to the book that is in the cellar`;
    if (!last) return notYet(expected, 'no change in the cellar yet', 'RFC 9110 §9.3.4');
    if (last.method === 'PUT' && isLost(last)) {
      return notYet(expected, `${describe(last)}: there was no book`, 'RFC 9110 §9.3.4');
    }
    return obstacle(last) ?? notYet(expected, describe(last), 'the task');
  }
  const { lost, repeat, look } = attempt;
  if (repeat && !look && repeat.status === 204) return notYet(LOOK, describe(repeat), 'the task');
  if (repeat?.status === 412) return changedBy(repeat);
  const after = last && last.n > lost.n ? last : undefined;
  const expected = 'the very same PUT again: it may be repeated';
  if (!after) {
    const looked = inCellar(all).findLast((each) => isLook(each) && each.n > lost.n);
    return notYet(expected, looked ? `${describe(lost)}, and a look` : describe(lost), rule);
  }
  if (after.method === 'POST' && titleOf(after) === titleOf(lost)) {
    return wrong(expected, `${describe(after)}: a POST adds one more book`, 'RFC 9110 §9.3.3');
  }
  if (after.method === 'PUT' && pathOf(after) !== pathOf(lost)) {
    return wrong(expected, `${describe(after)}: that is another address`, 'RFC 9110 §9.3.4');
  }
  if (after.method === 'PUT' && after.body !== lost.body) {
    return wrong(expected, `${describe(after)}, with another content: that is a new request`, rule);
  }
  return notYet(expected, describe(after), rule);
}

/** A POST that is repeated all the same: two books. */
export function cablePost(events: readonly WireEvent[]): Verdict {
  const all = seen(events);
  const found = attempts(all, 'POST').filter(({ lost }) => keyOf(lost) === undefined);
  if (found.some((each) => isDoubled(each.lost, each.repeat, each.look))) return DONE;
  const attempt = found.at(-1);
  const rule = 'RFC 9110 §9.2.2';
  const last = inCellar(all).findLast(isChange);
  if (!attempt) {
    const expected = 'a POST to /cellar with a new book, without a key';
    if (!last) return notYet(expected, 'no change in the cellar yet', 'the task');
    if (last.method === 'PUT') {
      return notYet(expected, `${describe(last)}: the harm comes with POST`, 'the task');
    }
    if (keyOf(last) !== undefined) return notYet(expected, `${describe(last)}, with a key`, 'the task');
    return obstacle(last) ?? notYet(expected, describe(last), 'the task');
  }
  const { lost, repeat, look } = attempt;
  if (repeat && look) {
    return notYet(
      `2 copies of “${titleOf(lost)}” in GET /cellar`,
      count(copies(look, titleOf(lost)), titleOf(lost)),
      rule,
    );
  }
  if (repeat) return notYet(LOOK, describe(repeat), 'the task');
  const after = last && last.n > lost.n ? last : undefined;
  const expected = 'the very same POST again, as an impatient app would send it';
  if (after?.method === 'POST' && keyOf(after) !== undefined) {
    return notYet(expected, `${describe(after)}, with a key that the first one did not have`, 'the task');
  }
  if (after?.method === 'POST')
    return notYet(expected, `${describe(after)}, with another content`, 'the task');
  return notYet(expected, describe(after ?? lost), 'the task');
}

function changedBy(repeat: HttpExchange): Verdict {
  return notYet(
    'the PUT without a condition here, or a new look first',
    `${describe(repeat)}: the first try has changed the tag itself`,
    'RFC 9110 §13.1.1',
  );
}
