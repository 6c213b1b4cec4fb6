import type { Reply, Request } from '../../../src/lab/http-door.ts';
import type { Book } from './book.ts';
import { Cable } from './cable.ts';
import { Refused } from './refused.ts';
import { carryOut, type Methods } from './resource.ts';
import { Shelf } from './shelf.ts';
import { openWindow } from './window.ts';

/** The bookshop: what it answers, and what stood where when it opened. */
export interface Shop {
  handle(request: Request): Reply;
  /** Books on the shelf upstairs, by address. */
  books: Readonly<Record<string, Book>>;
  /** Address of the one book in the cellar. */
  cellarBook: string;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const UPSTAIRS: Book[] = [
  { title: 'Emma', author: 'Jane Austen', price: 9, sticker: 'half price' },
  { title: 'Dracula', author: 'Bram Stoker', price: 8, sticker: 'as seen on TV' },
];

/** Opens the shop. `random` answers a number from 0 to 1; it makes the addresses of the books. */
export function openShop(random: () => number): Shop {
  const newId = () =>
    Array.from({ length: 4 }, () => 'abcdefghjkmnpqrstvwxyz23456789'[Math.floor(random() * 30)]).join('');
  const upstairs = new Shelf('/books', newId);
  const cellar = new Shelf('/cellar', newId);
  const window = openWindow({ title: 'Dune', author: 'Frank Herbert', price: 6 });
  const cable = new Cable();
  const books = Object.fromEntries(UPSTAIRS.map((book) => [upstairs.add(book), book]));
  const cellarBook = cellar.add({ title: 'Moby-Dick', price: 4 });
  const index = { books: '/books', window: '/window', cellar: '/cellar' };

  const find = (path: string): Methods | undefined => {
    if (path === '/') return { GET: () => ({ status: 200, body: index }) };
    if (path === '/window') return window;
    // The old link that deleted by GET: disabled for every method, as RFC 9110 §9.2.1 demands at least for the safe ones.
    if (path === '/cellar/delete') return {};
    const [, root, id] = /^\/(books|cellar)(?:\/([\w.~-]{1,40}))?$/.exec(path) ?? [];
    if (root === undefined) return undefined;
    const shelf = root === 'books' ? upstairs : cellar;
    return id === undefined ? shelf.whole : shelf.one(id);
  };

  const respond = (request: Request, path: string): Reply => {
    if (!METHODS.includes(request.method))
      throw new Refused(501, `No resource here knows ${request.method}.`);
    if (request.method === 'OPTIONS' && request.target === '*')
      return { status: 204, headers: { Allow: METHODS.join(', ') } };
    const methods = find(path);
    if (!methods) throw new Refused(404, 'Nothing here. GET / shows the way.');
    return carryOut(methods, request);
  };

  return {
    books,
    cellarBook,
    handle(request) {
      // A whole URI as the target must be understood as well (RFC 9112 §3.2.2).
      const path = request.path.replace(/^https?:\/\/[^/]*/i, '') || '/';
      try {
        const reply = respond(request, path);
        return /^\/cellar(\/|$)/.test(path) ? cable.carry(request, reply) : reply;
      } catch (error) {
        if (error instanceof Refused) return error.reply;
        throw error;
      }
    },
  };
}
