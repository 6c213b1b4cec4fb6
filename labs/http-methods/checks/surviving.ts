import { type Asked, CheckFailed, type Judge, type Judged } from '../../../src/lab/build/judge.ts';
import { demandBook, demandStatus, fresh, given, PUT_CODES } from './kit.ts';

/** Nothing that a client sends ends the server or makes it fail. */
export async function survive(judge: Judge): Promise<void> {
  const { path, book } = await given(judge);
  const rule = 'RFC 9110 §15.6';
  const demandCalm = (answer: Judged, what: string) =>
    judge.demand(
      answer.status < 500 || answer.status === 501,
      { expected: `no 5xx to ${what}`, got: `${answer.status}`, rule },
      answer,
    );
  for (const target of [
    '/books/%',
    '/books/%E0%A4%A',
    '/books/__proto__',
    '/books/constructor',
    '//',
    '/books/?a=%',
    '/books/..%2f',
  ]) {
    const answer = await judge.request({ method: 'GET', path: target });
    demandCalm(answer, `GET ${target}`);
    const isBook = target.startsWith('/books/_') || target.startsWith('/books/c');
    if (isBook)
      demandStatus(judge, answer, 404, `404: no book has the id ${target.slice(7)}`, 'RFC 9110 §15.5.5');
  }
  demandCalm(await judge.request({ method: 'GET', path: `/books/${'a'.repeat(4000)}` }), 'a long address');
  await judge.raw('This is no HTTP.\r\n\r\n');
  await tolerate(judge, { body: 'a'.repeat(2 * 1024 * 1024) });
  await tolerate(judge, { headers: { 'Content-Length': '90' }, body: '{"title":', deadline: 100 });
  const crowd = Array.from({ length: 20 }, () => judge.request({ method: 'GET', path, deadline: 10_000 }));
  for (const answer of await Promise.all(crowd)) demandCalm(answer, 'one of twenty requests at a time');
  const made = `/books/${fresh(judge)}`;
  const created = await judge.request({ method: 'PUT', path: made, body: book });
  demandStatus(judge, created, PUT_CODES, 'a server that goes on as if nothing had happened', 'the task');
  await demandBook(judge, path, book, 'the book that was there before all this', 'the task');
}

/** Sends a POST that may go without an answer; whether the server has survived it is asked next. */
async function tolerate(judge: Judge, { headers, ...rest }: Partial<Asked>): Promise<void> {
  const type = { 'Content-Type': 'application/json' };
  try {
    await judge.request({ method: 'POST', path: '/books', headers: { ...type, ...headers }, ...rest });
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
  }
}
