import type { Asked, Judge, Judged } from '../../../src/lab/build/judge.ts';

export interface Book {
  title: string;
  price: number;
  author?: string;
}

/** What says that a change was carried out; 202 would leave it open. */
export const DONE_CODES = [200, 204];
/** The same, where it is no matter whether a PUT created or replaced. */
export const PUT_CODES = [201, ...DONE_CODES];

/** A few characters that nobody else uses: a server under `--url` may hold books already. */
export function fresh(judge: Judge): string {
  return `t${Math.floor(judge.random() * 36 ** 8).toString(36)}`;
}

/** A book with a title of its own. */
export function newBook(judge: Judge, more: Partial<Book> = {}): Book {
  return { title: `Book ${fresh(judge)}`, price: 7, ...more };
}

/** Demands one of some status codes. */
export function demandStatus(
  judge: Judge,
  answer: Judged,
  codes: number | number[],
  expected: string,
  rule: string,
): void {
  const got = `${answer.status} ${answer.reason} to ${answer.request.method} ${answer.request.target}`;
  judge.demand([codes].flat().includes(answer.status), { expected, got, rule }, answer);
}

/** Puts a book at an address of the client's choice, as a beginning for a check about something else. */
export async function given(
  judge: Judge,
  book: Book = newBook(judge),
): Promise<{ path: string; book: Book }> {
  const path = `/books/${fresh(judge)}`;
  const answer = await judge.request({ method: 'PUT', path, body: book });
  const rule = 'RFC 9110 §9.3.4';
  demandStatus(judge, answer, PUT_CODES, 'a PUT that creates a book (this check needs one)', rule);
  return { path, book };
}

/** Asks for an address and demands that exactly this book is there. */
export async function demandBook(
  judge: Judge,
  path: string,
  book: Book,
  expected: string,
  rule: string,
): Promise<Judged> {
  const answer = await judge.request({ method: 'GET', path });
  demandStatus(judge, answer, 200, expected, rule);
  const found = answer.json() as Partial<Book> | null;
  const names = ['title', 'price', 'author'] as const;
  const other = names.filter((name) => found?.[name] !== book[name]);
  const seen = other.map((name) => `${name} ${JSON.stringify(found?.[name])}`);
  judge.demand(other.length === 0, { expected, got: `a book with ${seen.join(' and ')}`, rule }, answer);
  return answer;
}

/** Demands that nothing is at an address any more. */
export async function demandGone(judge: Judge, path: string, expected: string, rule: string): Promise<void> {
  const answer = await judge.request({ method: 'GET', path });
  demandStatus(judge, answer, [404, 410], expected, rule);
}

/** The entries of a title in `GET /books`. */
export async function entriesOf(judge: Judge, { title }: Book): Promise<{ href?: unknown }[]> {
  const answer = await judge.request({ method: 'GET', path: '/books' });
  demandStatus(judge, answer, 200, '200 and the list of books', 'RFC 9110 §15.3.1');
  const list = (answer.json() as { books?: unknown } | null)?.books;
  const expected = 'the list as {"books":[…]}';
  judge.demand(Array.isArray(list), { expected, got: answer.text.slice(0, 60), rule: 'the task' });
  return (list as ({ title?: unknown } | null)[]).filter((book) => book !== null && book.title === title) as {
    href?: unknown;
  }[];
}

/** How many books of a title are in `GET /books`. */
export async function countOf(judge: Judge, book: Book): Promise<number> {
  return (await entriesOf(judge, book)).length;
}

/** The strong entity tag of what is at an address. */
export async function tagAt(judge: Judge, path: string): Promise<string> {
  const answer = await judge.request({ method: 'GET', path });
  demandStatus(judge, answer, 200, '200 with an ETag', 'RFC 9110 §8.8.3');
  const tag = answer.header('etag');
  judge.demand(tag !== undefined, {
    expected: 'an ETag with the book',
    got: 'none',
    rule: 'RFC 9110 §8.8.3',
  });
  const [weak, form] = [tag!.startsWith('W/'), /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(tag!)];
  const got = `ETag: ${tag}`;
  judge.demand(form, { expected: 'a tag between quotation marks', got, rule: 'RFC 9110 §8.8.3' });
  judge.demand(!weak, { expected: 'a strong tag, which If-Match needs', got, rule: 'RFC 9110 §13.1.1' });
  return tag!;
}

/** A request with content as bytes. */
export function sending(method: string, path: string, type: string, body: string): Asked {
  return { method, path, headers: { 'Content-Type': type }, body };
}
