import { createHash } from 'node:crypto';
import type { Request } from '../../../src/lab/http-door.ts';
import { applyMergePatch, isObject } from './merge-patch.ts';
import { Refused } from './refused.ts';

/** What the shop knows of a book: whatever fields the client sent, as long as they keep the shop's rules. */
export type Book = Record<string, unknown>;

export const JSON_TYPE = 'application/json';
export const PATCH_TYPE = 'application/merge-patch+json';

/** The content of a POST or PUT as a book. Throws Refused: 415, 400, 422, in this order. */
export function readBook(request: Request): Book {
  return checked(readJson(request, JSON_TYPE, { Accept: JSON_TYPE }));
}

/** A book after the merge patch in a request. Throws Refused like `readBook`, and changes nothing by itself. */
export function patchBook(book: Book, request: Request): Book {
  return checked(applyMergePatch(book, readJson(request, PATCH_TYPE, { 'Accept-Patch': PATCH_TYPE })));
}

/** A strong entity tag: another content has another one (RFC 9110 §8.8.3). */
export function tagOf(book: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(book)).digest('hex');
  return `"${digest.slice(0, 8)}"`;
}

function readJson(request: Request, type: string, accepted: Record<string, string>): unknown {
  const sent = request.header('content-type') ?? 'without a type';
  if (sent.split(';')[0]!.trim().toLowerCase() !== type) {
    throw new Refused(415, `Here, content must be ${type}; yours was ${sent}.`, accepted);
  }
  if (request.header('content-encoding') !== undefined) {
    throw new Refused(415, 'Send the content as it is, without an encoding.', {
      'Accept-Encoding': 'identity',
    });
  }
  try {
    return JSON.parse(request.text);
  } catch {
    throw new Refused(400, 'The content is not JSON: it cannot be read at all.');
  }
}

/** The rules of the shop. Fields may be missing: the shop believes what it is told. */
function checked(book: unknown): Book {
  if (!isObject(book)) throw new Refused(422, 'A book is a JSON object, such as {"title":"Dune"}.');
  const { title, price } = book;
  if (title !== undefined && (typeof title !== 'string' || title.trim() === '')) {
    throw new Refused(422, 'The title of a book is a text, and not an empty one.');
  }
  if (price !== undefined && (typeof price !== 'number' || price < 0)) {
    throw new Refused(422, 'The price of a book is a number, and not below 0.');
  }
  return book;
}
