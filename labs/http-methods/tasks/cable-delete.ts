import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import { attempts, copies, inCellar, isLook, LOOK } from './cable-look.ts';
import { describe, isChange, listed, pathOf, seen } from './look.ts';
import { obstacle } from './refusal.ts';

/** A DELETE that is repeated: the second answer is another one, the effect is the same. */
export function cableDelete(events: readonly WireEvent[]): Verdict {
  const all = seen(events);
  const cellar = inCellar(all);
  const found = attempts(all, 'DELETE');
  const rule = 'RFC 9110 §9.2.2';
  const attempt = found.at(-1);
  const verdicts = found.filter(({ repeat, look }) => repeat?.status === 404 && look);
  const judged = verdicts.map(({ lost, look }) => ({ ...titles(cellar, lost, look!), lost, look: look! }));
  if (judged.some(({ left, twice }) => left !== 0 && twice === undefined)) return DONE;
  const trap = cellar.findLast((each) => pathOf(each) === '/cellar/delete');
  const newest = found.at(-1)?.lost.n ?? 0;
  if (trap && trap.n > newest) {
    const safe = trap.method === 'GET' || trap.method === 'HEAD';
    const why = safe ? ': who only looks must not remove anything' : ': it has been taken out of use';
    return safe
      ? wrong('a DELETE to the address of the book', describe(trap) + why, 'RFC 9110 §9.2.1')
      : notYet('a DELETE to the address of the book', describe(trap) + why, 'RFC 9110 §9.3.5');
  }
  const state = judged.at(-1);
  if (state && state.lost === attempt?.lost) {
    if (state.left === 0) {
      return wrong('one copy that stays', `no copy of “${state.title}” is left`, 'the task');
    }
    return notYet('one copy of each', `“${state.twice}” is there more than once`, 'the task');
  }
  const last = cellar.findLast(isChange);
  // A lost DELETE before the copies were made is another story.
  const isOld = attempt && !attempt.repeat && last!.method !== 'DELETE' && last!.n > attempt.lost.n;
  if (!attempt || isOld) {
    const expected = 'a DELETE to the address of one of the two copies';
    if (last?.method !== 'DELETE') {
      return notYet(expected, last ? describe(last) : 'no DELETE yet', 'RFC 9110 §9.3.5');
    }
    return obstacle(last) ?? notYet(expected, describe(last), 'RFC 9110 §9.3.5');
  }
  if (attempt.repeat && !attempt.look) return notYet(LOOK, describe(attempt.repeat), 'the task');
  if (last!.method === 'DELETE' && last!.n > attempt.lost.n) {
    return notYet('the same DELETE again', `${describe(last!)}: another address`, rule);
  }
  return notYet('the same DELETE again: it may be repeated', describe(last!), rule);
}

/** How many copies of the removed title are left, as far as an earlier look told it, and which title is there twice. */
function titles(cellar: readonly HttpExchange[], lost: HttpExchange, look: HttpExchange) {
  const earlier = cellar.findLast((each) => isLook(each) && each.n < lost.n);
  const title = earlier && listed(earlier).find((book) => book.href === pathOf(lost))?.title;
  const left = title === undefined ? undefined : copies(look, title);
  const twice = listed(look).find((book) => copies(look, book.title) > 1)?.title;
  return { title, left, twice };
}
