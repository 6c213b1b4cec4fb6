import type { Reply, Request } from '../../../src/lab/http-door.ts';
import { type Book, type Library, stockOf } from '../library.ts';
import { envelope, Fault, faultXml, STATUS_OF } from './fault.ts';
import { readMessage } from './message.ts';
import { type Element, escapeXml } from './xml.ts';

export const CATALOGUE = 'http://shop.test/catalogue';
const MEDIA_TYPE = 'application/soap+xml; charset=utf-8';

/** The SOAP 1.2 door, at /soap. */
export function soap(library: Library) {
  return ({ method, path, header, text }: Request): Reply => {
    if (path !== '/soap') return { status: 404, body: 'SOAP is at /soap.\n' };
    if (method !== 'POST')
      return { status: 405, headers: { Allow: 'POST' }, body: 'Send an envelope by POST.\n' };
    if (!/^application\/soap\+xml\s*(;|$)/i.test(header('content-type') ?? '')) {
      return {
        status: 415,
        headers: { Accept: 'application/soap+xml' },
        body: 'SOAP 1.2 travels as Content-Type: application/soap+xml.\n',
      };
    }
    const headers = { 'Content-Type': MEDIA_TYPE };
    try {
      return { status: 200, headers, body: envelope(perform(library, readMessage(text))) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { status: STATUS_OF[error.code], headers, body: faultXml(error) };
    }
  };
}

/** Does what the body asks for, and answers what to put into the body of the answer. */
function perform(library: Library, request: Element): string {
  const { space, name } = request;
  if (space !== CATALOGUE || (name !== 'GetBookPage' && name !== 'GetStock')) {
    throw new Fault(
      'Sender',
      `There is no such request. There are GetBookPage and GetStock, of ${CATALOGUE}.`,
    );
  }
  const book = bookIn(library, request);
  if (name === 'GetBookPage') {
    const author = library.authors.get(book.author)!;
    return answer(name, { title: book.title, author: author.name });
  }
  try {
    return answer(name, { stock: String(stockOf(book)) });
  } catch (error) {
    throw new Fault('Receiver', (error as Error).message);
  }
}

function bookIn({ books }: Library, { children }: Element): Book {
  const [id, ...more] = children;
  if (id?.name !== 'id' || id.space !== CATALOGUE || more.length > 0) {
    throw new Fault('Sender', 'The request must hold one id, of the same namespace.');
  }
  const number = id.text.trim();
  if (!/^\d{1,9}$/.test(number)) throw new Fault('Sender', 'The id must be a number.');
  const book = books.get(Number(number));
  if (!book) throw new Fault('Sender', `There is no book with the id ${number}.`);
  return book;
}

function answer(request: string, fields: Record<string, string>): string {
  const lines = Object.entries(fields).map(
    ([name, value]) => `   <m:${name}>${escapeXml(value)}</m:${name}>`,
  );
  return `  <m:${request}Response xmlns:m="${CATALOGUE}">\n${lines.join('\n')}\n  </m:${request}Response>`;
}
