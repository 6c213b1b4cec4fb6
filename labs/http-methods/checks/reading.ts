import type { Judge } from '../../../src/lab/build/judge.ts';
import { demandBook, demandStatus, entriesOf, fresh, given, newBook } from './kit.ts';
import { bare } from './raw.ts';

/** POST creates, answers 201 and tells the address. */
export async function create(judge: Judge): Promise<void> {
  const book = newBook(judge);
  const answer = await judge.request({ method: 'POST', path: '/books', body: book });
  demandStatus(judge, answer, 201, '201 Created to a POST that creates a book', 'RFC 9110 §9.3.3');
  const location = answer.header('location');
  const rule = 'RFC 9110 §15.3.2';
  judge.demand(location !== undefined, {
    expected: 'Location with the address of the book',
    got: 'none',
    rule,
  });
  const url = addressOf(location!, judge.url);
  const got = `Location: ${location}`;
  const expected = 'an address on your server in Location, such as /books/7';
  judge.demand(url !== undefined, { expected, got, rule: 'RFC 9110 §10.2.2' });
  await demandBook(judge, url!.pathname, book, 'the new book at the address in Location', rule);
}

/** A reference resolved against the target of the POST; undefined when it leads away from the server. */
function addressOf(reference: string, base: string): URL | undefined {
  if (!URL.canParse(reference, `${base}/books`)) return undefined;
  const url = new URL(reference, `${base}/books`);
  const { hostname, port } = new URL(base);
  return [hostname, 'localhost'].includes(url.hostname) && url.port === port ? url : undefined;
}

/** GET answers a book, the list, or 404. */
export async function read(judge: Judge): Promise<void> {
  const { path, book } = await given(judge);
  const answer = await judge.request({ method: 'GET', path });
  demandStatus(judge, answer, 200, '200 and the book', 'RFC 9110 §9.3.1');
  const type = answer.header('content-type') ?? 'none';
  const isJson = /^application\/json\s*(;|$)/i.test(type);
  judge.demand(isJson, { expected: 'Content-Type: application/json', got: type, rule: 'RFC 9110 §8.3' });
  await demandBook(judge, path, book, 'the book as it was put', 'RFC 9110 §9.3.4');
  const [entry, ...more] = await entriesOf(judge, book);
  const times = `${(entry ? 1 : 0) + more.length} times`;
  judge.demand(entry !== undefined && more.length === 0, {
    expected: 'the book once in the list',
    got: times,
    rule: 'the task',
  });
  const href = entry!.href;
  const leads = typeof href === 'string' && addressOf(href, judge.url)?.pathname === path;
  const got = `href ${JSON.stringify(href) ?? 'missing'}`;
  judge.demand(leads, { expected: `the book in the list with its href, ${path}`, got, rule: 'the task' });
  for (const absent of [`/books/${fresh(judge)}`, `/${fresh(judge)}`]) {
    const none = await judge.request({ method: 'GET', path: absent });
    demandStatus(judge, none, 404, '404 where nothing is', 'RFC 9110 §15.5.5');
  }
  await demandBytesCounted(judge);
}

/** A title in which characters and bytes differ must come back whole. */
async function demandBytesCounted(judge: Judge): Promise<void> {
  const book = newBook(judge, { author: 'Emily Brontë' });
  const { path } = await given(judge, book);
  try {
    const answer = await bare(judge, 'GET', path);
    const claimed = answer.header('content-length');
    const got = `Content-Length: ${claimed} for ${answer.body.length} bytes`;
    const expected = 'Content-Length in bytes, not in characters';
    const fits = claimed === undefined || Number(claimed) === answer.body.length;
    judge.demand(fits, { expected, got, rule: 'RFC 9110 §8.6' }, answer);
    await demandBook(judge, path, book, 'every letter as it was put, in UTF-8', 'RFC 8259 §8.1');
  } finally {
    // The list would break off as well, and with it every check to come.
    await judge.request({ method: 'DELETE', path });
  }
}

/** HEAD answers like GET, without content. */
export async function head(judge: Judge): Promise<void> {
  const { path } = await given(judge);
  const rule = 'RFC 9110 §9.3.2';
  for (const target of [path, '/books']) {
    const get = await bare(judge, 'GET', target);
    const answer = await bare(judge, 'HEAD', target);
    demandStatus(judge, answer, get.status, `${get.status} to HEAD, as to GET`, rule);
    const got = `${answer.body.length} bytes behind the head`;
    judge.demand(
      answer.body.length === 0,
      { expected: 'no content in the answer to HEAD', got, rule },
      answer,
    );
    for (const name of ['Content-Type', 'ETag']) {
      const [expected, found] = [get.header(name), answer.header(name)];
      const unmet = { expected: `${name}: ${expected}, as to GET`, got: found ?? 'none', rule };
      judge.demand(expected === found, unmet, answer);
    }
    const [length, claimed] = [get.body.length, answer.header('content-length')];
    const unmet = {
      expected: `Content-Length: ${length}, as to GET, or none`,
      got: `${claimed}`,
      rule: 'RFC 9110 §8.6',
    };
    judge.demand(claimed === undefined || isChunked(get) || Number(claimed) === length, unmet, answer);
  }
  const absent = `/books/${fresh(judge)}`;
  const { status } = await bare(judge, 'GET', absent);
  demandStatus(judge, await bare(judge, 'HEAD', absent), status, `${status} to HEAD, as to GET`, rule);
}

function isChunked(answer: { header(name: string): string | undefined }): boolean {
  return answer.header('transfer-encoding') !== undefined;
}
