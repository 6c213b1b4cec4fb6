import type { Judge } from '../../../src/lab/build/judge.ts';
import { countOf, DONE_CODES, demandBook, demandGone, demandStatus, fresh, given, newBook } from './kit.ts';

const PUT_RULE = 'RFC 9110 §9.3.4';
const REPEAT_RULE = 'RFC 9110 §9.2.2';

/** PUT creates or replaces, as a whole. */
export async function put(judge: Judge): Promise<void> {
  const path = `/books/${fresh(judge)}`;
  const first = newBook(judge, { author: 'Ada' });
  const created = await judge.request({ method: 'PUT', path, body: first });
  demandStatus(judge, created, 201, '201 to a PUT where nothing was', PUT_RULE);
  await demandBook(judge, path, first, 'the book at the address that the client chose', PUT_RULE);
  const second = newBook(judge, { price: 6.5 });
  const replaced = await judge.request({ method: 'PUT', path, body: second });
  demandStatus(judge, replaced, DONE_CODES, '200 or 204 to a PUT that replaces', PUT_RULE);
  await demandBook(judge, path, second, 'the new book only: PUT replaces the whole state', PUT_RULE);
}

/** The same PUT again leaves one book, the same POST again makes one more. */
export async function repeat(judge: Judge): Promise<void> {
  const { path, book } = await given(judge);
  for (let n = 0; n < 2; n++) {
    const answer = await judge.request({ method: 'PUT', path, body: book });
    demandStatus(judge, answer, DONE_CODES, '200 or 204 to the same PUT again', PUT_RULE);
  }
  const one = await countOf(judge, book);
  judge.demand(one === 1, { expected: 'one book after three equal PUTs', got: `${one}`, rule: REPEAT_RULE });
  const other = newBook(judge);
  for (let n = 0; n < 2; n++) await judge.request({ method: 'POST', path: '/books', body: other });
  const two = await countOf(judge, other);
  const expected = 'two books after two equal POSTs: each one adds a book';
  judge.demand(two === 2, { expected, got: `${two}`, rule: 'the task; RFC 9110 §9.3.3' });
}

/** DELETE removes one book, and however often it comes, no other. */
export async function remove(judge: Judge): Promise<void> {
  const [first, { path, book }, last] = [await given(judge), await given(judge), await given(judge)];
  const answer = await judge.request({ method: 'DELETE', path });
  demandStatus(judge, answer, DONE_CODES, '204 (or 200) to a DELETE that is done', 'RFC 9110 §9.3.5');
  await demandGone(judge, path, '404 (or 410) after the DELETE', 'RFC 9110 §9.3.5');
  for (let n = 0; n < 2; n++) {
    const again = await judge.request({ method: 'DELETE', path });
    demandStatus(
      judge,
      again,
      [404, 410, ...DONE_CODES],
      '404 (or 204) to the same DELETE again',
      REPEAT_RULE,
    );
  }
  for (const other of [first, last]) {
    const expected = 'the other books where they were: three equal DELETEs have the effect of one';
    await demandBook(judge, other.path, other.book, expected, REPEAT_RULE);
  }
  const left = await countOf(judge, book);
  judge.demand(left === 0, {
    expected: 'the book gone from the list too',
    got: `${left} in it`,
    rule: 'the task',
  });
}
