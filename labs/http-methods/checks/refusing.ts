import type { Judge } from '../../../src/lab/build/judge.ts';
import { type Book, countOf, DONE_CODES, demandBook, demandStatus, given, newBook, sending } from './kit.ts';

/** 405 with `Allow`, where the method is not for this resource. */
export async function methods(judge: Judge): Promise<void> {
  const { path, book } = await given(judge);
  const wrong: [method: string, path: string, offered: string[]][] = [
    ['DELETE', '/books', ['GET', 'POST']],
    ['PUT', '/books', ['GET', 'POST']],
    ['POST', path, ['GET', 'PUT', 'DELETE']],
  ];
  for (const [method, target, offered] of wrong) {
    const answer = await judge.request({ method, path: target, ...(method !== 'DELETE' && { body: book }) });
    const rule = 'RFC 9110 §15.5.6';
    demandStatus(judge, answer, 405, '405: the method is known, but not offered here', rule);
    const allow = answer.header('allow');
    judge.demand(allow !== undefined, { expected: 'Allow, which a 405 must have', got: 'none', rule });
    const names = allow!.split(',').map((name) => name.trim());
    const fits = offered.every((name) => names.includes(name)) && !names.includes(method);
    const expected = `Allow with ${offered.join(', ')} and without ${method}`;
    judge.demand(fits, { expected, got: `Allow: ${allow}`, rule: 'RFC 9110 §10.2.1' });
  }
  await demandBook(judge, path, book, 'a book that a 405 has left as it was', 'RFC 9110 §15.5.6');
  const unknown = await judge.request({ method: 'PROPFIND', path: '/books' });
  demandStatus(judge, unknown, [501, 405], '501 (or 405) to a method that you know nowhere', 'RFC 9110 §9.1');
}

/** 415 for any content but JSON. */
export async function contentTypes(judge: Judge): Promise<void> {
  const { path, book } = await given(judge);
  const next = newBook(judge);
  const text = JSON.stringify(next);
  for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
    for (const [method, target] of [
      ['POST', '/books'],
      ['PUT', path],
    ] as const) {
      const answer = await judge.request(sending(method, target, type, text));
      demandStatus(judge, answer, 415, `415 to content that calls itself ${type}`, 'RFC 9110 §15.5.16');
    }
  }
  await demandUnchanged(judge, path, book, next, 'RFC 9110 §15.5.16');
  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
    const answer = await judge.request(sending('PUT', path, type, text));
    const expected = `200 or 204: ${type} is JSON too`;
    demandStatus(judge, answer, DONE_CODES, expected, 'RFC 9110 §8.3.1');
  }
}

/** 400 for what cannot be read. */
export async function malformed(judge: Judge): Promise<void> {
  const { path, book } = await given(judge);
  const next = newBook(judge);
  const text = JSON.stringify(next);
  for (const broken of [text.slice(0, -1), `${text}}`, text.replaceAll('"', "'"), '']) {
    for (const [method, target] of [
      ['POST', '/books'],
      ['PUT', path],
    ] as const) {
      const answer = await judge.request(sending(method, target, 'application/json', broken));
      const what = broken === '' ? 'no content at all' : 'broken JSON';
      demandStatus(
        judge,
        answer,
        400,
        `400 to ${what}: the request is at fault, not the server`,
        'RFC 9110 §15.5.1',
      );
    }
  }
  const nested = await judge.request(sending('POST', '/books', 'application/json', '['.repeat(50_000)));
  demandStatus(judge, nested, [400, 413], '400 (or 413) to 50,000 open brackets', 'RFC 9110 §15.5.1');
  await demandUnchanged(judge, path, book, next, 'RFC 9110 §15.5.1');
}

/** 422 for JSON that is no book. */
export async function rules(judge: Judge): Promise<void> {
  const { path, book } = await given(judge);
  const next = newBook(judge);
  const { title, price } = next;
  const bad: [content: unknown, what: string][] = [
    [{ title, price: -1 }, 'a price below 0'],
    [{ title, price: '7' }, 'a price that is a text'],
    [{ title }, 'a book without a price'],
    [{ price }, 'a book without a title'],
    [{ title: '', price }, 'an empty title'],
    [{ title: 7, price }, 'a title that is a number'],
    [[next], 'an array'],
    [null, 'null'],
    ['book', 'a text'],
  ];
  for (const [content, what] of bad) {
    for (const [method, target] of [
      ['POST', '/books'],
      ['PUT', path],
    ] as const) {
      const answer = await judge.request(
        sending(method, target, 'application/json', JSON.stringify(content)),
      );
      demandStatus(
        judge,
        answer,
        422,
        `422 to ${what}: correct JSON that breaks a rule`,
        'RFC 9110 §15.5.21',
      );
    }
  }
  await demandUnchanged(judge, path, book, next, 'RFC 9110 §15.5.21');
}

/** A refused request has changed nothing. */
async function demandUnchanged(
  judge: Judge,
  path: string,
  book: Book,
  next: Book,
  rule: string,
): Promise<void> {
  await demandBook(judge, path, book, 'a book that a refused request has left as it was', rule);
  const count = await countOf(judge, next);
  judge.demand(count === 0, { expected: 'no new book after refused requests', got: `${count}`, rule });
}
