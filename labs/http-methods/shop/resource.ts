import type { Reply, Request } from '../../../src/lab/http-door.ts';
import { type Book, PATCH_TYPE, patchBook, readBook, tagOf } from './book.ts';
import { checkConditions } from './conditions.ts';
import { Refused } from './refused.ts';

/** What a resource does, by method. HEAD and OPTIONS are added for all alike. */
export type Methods = Record<string, (request: Request) => Reply>;

/** Where a book is, or could be. */
export interface Place {
  read(): Book | undefined;
  /** Throws Refused when there is no room. */
  write(book: Book): void;
  /** Absent where it is not offered. */
  remove?(): void;
}

/** The methods of a single book at an address of its own. */
export function bookAt(place: Place): Methods {
  const present = (): Book => {
    const book = place.read();
    if (!book) throw new Refused(404, 'There is no book here.');
    return book;
  };
  const check = (request: Request, book: Book | undefined) => checkConditions(request, book && tagOf(book));
  const { remove } = place;
  return {
    GET: (request) => {
      const book = present();
      const headers = { ETag: tagOf(book) };
      if (check(request, book) === 'unchanged') return { status: 304, headers };
      return { status: 200, headers, body: book };
    },
    PUT: (request) => {
      const book = readBook(request);
      const before = place.read();
      check(request, before);
      place.write(book);
      // No ETag: RFC 9110 §9.3.4 allows it only where the bytes are kept as they came, and here only their meaning is.
      return { status: before ? 204 : 201 };
    },
    PATCH: (request) => {
      const before = present();
      const book = patchBook(before, request);
      check(request, before);
      place.write(book);
      return { status: 200, headers: { ETag: tagOf(book) }, body: book };
    },
    ...(remove && {
      DELETE: (request) => {
        check(request, present());
        remove();
        return { status: 204 };
      },
    }),
  };
}

/** What happens to a request at a resource: HEAD, OPTIONS and 405 are the same everywhere. */
export function carryOut(methods: Methods, request: Request): Reply {
  const allow = allowed(methods);
  const headers: Record<string, string> = { Allow: allow };
  if (methods.PATCH) headers['Accept-Patch'] = PATCH_TYPE;
  if (request.method === 'OPTIONS' && allow !== '') return { status: 204, headers };
  const method = methods[request.method === 'HEAD' ? 'GET' : request.method];
  if (method) return method(request);
  const detail =
    allow === ''
      ? 'This has been taken out of use: no method is allowed any more.'
      : `${request.method} is not for this resource. Allow says what is.`;
  throw new Refused(405, detail, { Allow: allow });
}

/** The value of `Allow`; empty when nothing is allowed (RFC 9110 §10.2.1). */
function allowed(methods: Methods): string {
  const names = Object.keys(methods);
  if (names.length === 0) return '';
  return [...names.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])), 'OPTIONS'].join(', ');
}
