import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { WireEvent } from '../../../src/lab/wire.ts';
import type { Book } from '../shop/book.ts';
import { answered, describe, isChange, pathOf, seen } from './look.ts';
import { refusal } from './refusal.ts';
import { type Change, changes, differing } from './shelf-state.ts';

type Books = Readonly<Record<string, Book>>;

const TASK = 'the task';

/** A book by POST, and a look at the address that the server chose. */
export function create(events: readonly WireEvent[]): Verdict {
  const all = seen(events);
  const made = all.filter(
    (each) => each.method === 'POST' && pathOf(each) === '/books' && each.status === 201,
  );
  const looked = made.some((post) =>
    all.some(
      (get) =>
        get.method === 'GET' &&
        get.status === 200 &&
        get.n > post.n &&
        pathOf(get) === answered(post, 'location'),
    ),
  );
  if (looked) return DONE;
  const last = all.findLast(
    (each) => /^\/books(\/|$)/.test(pathOf(each)) && (isChange(each) || each.bytes.in > 0),
  );
  const expected = 'a POST to /books with a book in JSON';
  if (!last) return notYet(expected, 'no POST yet', 'RFC 9110 §9.3.3');
  const got = describe(last);
  if (!isChange(last)) {
    return wrong(
      expected,
      `${got}, with content, which has no defined meaning in a ${last.method}`,
      'RFC 9110 §9.3.1',
    );
  }
  if (last.status === 201 && last.method === 'POST') {
    const place = answered(last, 'location');
    return notYet(
      `a GET of ${place}, the address in Location`,
      `${got}, and no look at it`,
      'RFC 9110 §9.3.3',
    );
  }
  if (last.status === 201) {
    return wrong('a POST to /books, so that the server chooses the address', `${got}: you chose it`, TASK);
  }
  return refusal(last) ?? notYet(expected, got, 'RFC 9110 §9.3.3');
}

/** A book that is there, replaced as a whole by PUT. */
export function replace(events: readonly WireEvent[], first: Books): Verdict {
  const all = seen(events);
  const puts = changes(all, first).filter(({ exchange }) => exchange.method === 'PUT');
  if (puts.some(isReplaced)) return DONE;
  const last = all.findLast(
    (each) =>
      (['PUT', 'PATCH'].includes(each.method) && /^\/books(\/|$)/.test(pathOf(each))) ||
      (each.method === 'POST' && pathOf(each).startsWith('/books/')),
  );
  const expected = 'a PUT of the whole book, with another price, to its address';
  if (!last) return notYet(expected, 'no PUT yet', 'RFC 9110 §9.3.4');
  const got = describe(last);
  const put = puts.find(({ exchange }) => exchange === last);
  if (put && !put.before) {
    return wrong('a PUT to the address of a book that is there', `${got}: a second book`, 'RFC 9110 §9.3.4');
  }
  if (put?.before) {
    const lost = Object.keys(put.before).filter((name) => !(name in (put.after ?? {})));
    if (lost.length > 0) {
      return wrong(
        'all fields, also those that stay: PUT replaces the whole state',
        `${got}; the book has lost its ${lost.join(' and ')}`,
        'RFC 9110 §9.3.4',
      );
    }
    return notYet('another price, and all else as it was', `${got}; ${differences(put)}`, TASK);
  }
  if (last.method === 'POST') {
    return wrong('a PUT: it says “make it so” at this address', got, 'RFC 9110 §9.3.4');
  }
  if (last.method === 'PATCH') return notYet(expected, got, TASK);
  return refusal(last) ?? notYet(expected, got, TASK);
}

/** One field taken away by a merge patch, and nothing else touched. */
export function patch(events: readonly WireEvent[], first: Books): Verdict {
  const all = seen(events);
  const stuck = changes(all, first).filter(({ before }) => before && 'sticker' in before);
  if (stuck.some(isUnstuck)) return DONE;
  const last = all.findLast(
    (each) =>
      (each.method === 'PATCH' && pathOf(each).startsWith('/books')) ||
      stuck.some(({ exchange }) => exchange === each),
  );
  const expected = 'a PATCH that takes away the sticker and touches nothing else';
  if (!last) return notYet(expected, 'no PATCH yet', 'RFC 5789 §2');
  const got = describe(last);
  const change = stuck.find(({ exchange }) => exchange === last);
  if (change && last.method !== 'PATCH') {
    return notYet('a PATCH, on a book that still has its sticker', got, TASK);
  }
  if (change?.after && 'sticker' in change.after) {
    if (!differing(change.before!, change.after).includes('sticker')) return notYet(expected, got, TASK);
    const value = JSON.stringify(change.after.sticker);
    return wrong(
      '"sticker": null, which removes the field',
      `${got}; the sticker is ${value}`,
      'RFC 7396 §2',
    );
  }
  if (change) {
    const others = differing(change.before!, change.after).filter((name) => name !== 'sticker');
    const touched = others.length > 0 ? `it changed ${others.join(' and ')} too` : 'it added more';
    return wrong('nothing but the sticker in the patch', `${got}; ${touched}`, TASK);
  }
  return refusal(last) ?? notYet('a book that has a sticker', got, TASK);
}

function isReplaced({ before, after }: Change): boolean {
  if (!before || !after) return false;
  return differing(before, after).join() === 'price' && 'price' in after;
}

function isUnstuck({ exchange, before, after }: Change): boolean {
  return (
    exchange.method === 'PATCH' &&
    after !== undefined &&
    differing(before!, after).join() === 'sticker' &&
    differing(after, before).length === 0 &&
    !('sticker' in after)
  );
}

function differences({ before, after }: Change): string {
  const others = differing(after!, before);
  return others.length === 0 ? 'nothing has changed' : `it changed ${others.join(' and ')}`;
}
