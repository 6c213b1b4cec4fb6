import type { Book } from './book.ts';
import { Refused } from './refused.ts';
import { bookAt, type Methods } from './resource.ts';

/** Prices that the assistant likes, in turn. */
const PRICES = [5, 4, 8, 3];

/**
 * The shop window: one book that has two editors. Right after every look at it, the assistant saves another price. When his
 * change has made the server refuse the learner's (412), he takes a break until the learner has saved.
 */
export function openWindow(first: Book): Methods {
  let book = first;
  let turns = 0;
  let pausing = false;
  const methods = bookAt({
    read: () => book,
    write: (next) => {
      book = next;
    },
  });
  const guarded =
    (save: Methods[string]): Methods[string] =>
    (request) => {
      try {
        const reply = save(request);
        pausing = false;
        return reply;
      } catch (error) {
        if (error instanceof Refused && error.status === 412) pausing = true;
        throw error;
      }
    };
  return {
    GET: (request) => {
      const reply = methods.GET!(request);
      if (request.method === 'GET' && !pausing) {
        const price = PRICES.filter((each) => each !== book.price)[turns++ % 3];
        book = { ...book, price };
      }
      return reply;
    },
    PUT: guarded(methods.PUT!),
    PATCH: guarded(methods.PATCH!),
  };
}
