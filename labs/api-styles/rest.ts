import type { Reply, Request } from '../../src/lab/http-door.ts';
import { type Library, stockOf } from './library.ts';

/** The REST door: a URL for each thing, links between them, answers that caches may keep. */
export function rest(library: Library) {
  return ({ method, path }: Request): Reply => {
    const found = represent(library, path);
    if (!found) return problem(404, 'no-such-thing', 'There is nothing at this URL');
    if (method !== 'GET' && method !== 'HEAD') {
      return problem(405, 'read-only', 'This can only be read', { Allow: 'GET, HEAD' });
    }
    return found;
  };
}

function represent({ books, authors, ofTheDay }: Library, path: string): Reply | undefined {
  const [, kind, id, part] = /^\/(books|authors)\/(\d+)(\/stock)?$/.exec(path) ?? [];
  const book = kind === 'books' ? books.get(Number(id)) : undefined;
  if (book && part) return stock(() => stockOf(book));
  if (book) {
    const { author, ...shown } = book;
    return kept({ ...shown }, `</authors/${author}>; rel="author", </books/${book.id}/stock>; rel="stock"`);
  }
  const author = kind === 'authors' && !part ? authors.get(Number(id)) : undefined;
  if (author) return kept({ ...author });
  if (path === '/books') return kept([...books.values()].map(({ id, title }) => ({ id, title })));
  if (path === '/') return kept({ bookOfTheDay: `/books/${ofTheDay.id}`, books: '/books' });
  return undefined;
}

function kept(body: object, links?: string): Reply {
  return { status: 200, headers: { 'Cache-Control': 'max-age=300', ...(links && { Link: links }) }, body };
}

function stock(count: () => number): Reply {
  try {
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body: { stock: count() } };
  } catch (error) {
    return problem(503, 'stock', (error as Error).message, { 'Retry-After': '60' });
  }
}

/** An error with its details in the standard form (RFC 9457 §3). */
function problem(status: number, type: string, title: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { ...headers, 'Content-Type': 'application/problem+json' },
    body: { type: `https://shop.test/problems/${type}`, title, status },
  };
}
