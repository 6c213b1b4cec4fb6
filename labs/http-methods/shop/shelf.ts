import type { Reply, Request } from '../../../src/lab/http-door.ts';
import { type Book, readBook, tagOf } from './book.ts';
import { checkConditions } from './conditions.ts';
import { Refused } from './refused.ts';
import { bookAt, type Methods } from './resource.ts';

/** Most books on a shelf, and most results that are kept for idempotency keys. */
const MOST = 500;

/** A collection of books: `/books` or `/cellar`, and the books below it. */
export class Shelf {
  private readonly books = new Map<string, Book>();
  /** First results, by idempotency key. */
  private readonly results = new Map<string, { text: string; reply: Exclude<Reply, 'drop'> }>();

  constructor(
    private readonly root: string,
    private readonly newId: () => string,
  ) {}

  /** Puts a book on the shelf and answers its address. Throws Refused when there is no room. */
  add(book: Book): string {
    let id = this.newId();
    while (this.books.has(id)) id = this.newId();
    this.write(id, book);
    return `${this.root}/${id}`;
  }

  /** The methods of the shelf as a whole. */
  readonly whole: Methods = {
    GET: (request) => {
      const list = { books: [...this.books].map(([id, book]) => ({ href: `${this.root}/${id}`, ...book })) };
      const headers = { ETag: tagOf(list) };
      if (checkConditions(request, headers.ETag) === 'unchanged') return { status: 304, headers };
      return { status: 200, headers, body: list };
    },
    POST: (request) => this.post(request),
  };

  /** The methods of one book, or of the place where one could be. */
  one(id: string): Methods {
    return bookAt({
      read: () => this.books.get(id),
      write: (book) => this.write(id, book),
      remove: () => this.books.delete(id),
    });
  }

  /** A POST with an `Idempotency-Key` (an Internet-Draft) that is known is answered with the first result. */
  private post(request: Request): Reply {
    const book = readBook(request);
    const key = request.header('idempotency-key');
    const known = key === undefined ? undefined : this.results.get(key);
    if (known && known.text !== request.text) {
      throw new Refused(422, 'This Idempotency-Key has been used with another content.');
    }
    if (known) return known.reply;
    const location = this.add(book);
    const reply = { status: 201, headers: { Location: location, ETag: tagOf(book) }, body: book };
    if (key !== undefined) {
      this.results.set(key, { text: request.text, reply });
      if (this.results.size > MOST) this.results.delete(this.results.keys().next().value!);
    }
    return reply;
  }

  private write(id: string, book: Book): void {
    if (this.books.size >= MOST && !this.books.has(id)) throw new Refused(507, 'The shelf is full.');
    this.books.set(id, book);
  }
}
