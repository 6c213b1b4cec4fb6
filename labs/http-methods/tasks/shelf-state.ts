import type { HttpExchange } from '../../../src/lab/wire.ts';
import type { Book } from '../shop/book.ts';
import { answered, object, pathOf, worked } from './look.ts';

/** A change that was carried out upstairs, and what was at the address before and after it. */
export interface Change {
  exchange: HttpExchange;
  path: string;
  before: Book | undefined;
  after: Book | undefined;
}

/** Follows the books at `/books/…` through all exchanges, beginning with what stood there at first. */
export function changes(all: readonly HttpExchange[], first: Readonly<Record<string, Book>>): Change[] {
  const books = new Map(Object.entries(first));
  const found: Change[] = [];
  for (const exchange of all) {
    const after = outcome(exchange);
    const path = exchange.method === 'POST' ? answered(exchange, 'location') : pathOf(exchange);
    if (after === 'none' || !path?.startsWith('/books/')) continue;
    found.push({ exchange, path, before: books.get(path), after });
    if (after) books.set(path, after);
    else books.delete(path);
  }
  return found;
}

/** The book after a change, undefined when it was removed, `none` when nothing was changed. */
function outcome(exchange: HttpExchange): Book | undefined | 'none' {
  if (!worked(exchange)) return 'none';
  switch (exchange.method) {
    case 'POST':
    case 'PUT':
      return object(exchange.body);
    case 'PATCH':
      return object(exchange.answer);
    case 'DELETE':
      return undefined;
    default:
      return 'none';
  }
}

/** Names of the fields of `book` that `other` lacks or has otherwise. */
export function differing(book: Book, other: Book | undefined): string[] {
  return Object.keys(book).filter((name) => JSON.stringify(book[name]) !== JSON.stringify(other?.[name]));
}
