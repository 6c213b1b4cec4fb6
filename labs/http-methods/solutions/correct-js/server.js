import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** The longest content that is taken, in bytes. */
const LONGEST = 100_000;
const books = new Map();

/** Thrown where a request cannot be carried out. */
class Refused extends Error {
  constructor(status, detail, headers = {}) {
    super(detail);
    this.answer = { status, headers, content: { detail } };
  }
}

/** The methods of the whole shelf. */
const shelf = {
  GET() {
    const list = [...books].map(([id, book]) => ({ href: `/books/${id}`, ...book }));
    return { status: 200, content: { books: list } };
  },
  async POST(request) {
    const book = await readBook(request);
    const id = randomUUID();
    books.set(id, book);
    return { status: 201, headers: { Location: `/books/${id}` }, content: book };
  },
};

/** The methods of one book. */
const bookAt = (id) => ({
  GET(request) {
    const book = present(id);
    const headers = { ETag: tagOf(book) };
    if (checkConditions(request, book) === 'unchanged') return { status: 304, headers };
    return { status: 200, headers, content: book };
  },
  async PUT(request) {
    const book = await readBook(request);
    const before = books.get(id);
    checkConditions(request, before);
    books.set(id, book);
    return { status: before ? 204 : 201 };
  },
  DELETE(request) {
    checkConditions(request, present(id));
    books.delete(id);
    return { status: 204 };
  },
});

function find(path) {
  if (path === '/books') return shelf;
  const [, id] = /^\/books\/([\w-]+)$/.exec(path) ?? [];
  return id && bookAt(id);
}

function present(id) {
  const book = books.get(id);
  if (!book) throw new Refused(404, 'There is no such book.');
  return book;
}

function tagOf(book) {
  return `"${createHash('sha256').update(JSON.stringify(book)).digest('hex').slice(0, 16)}"`;
}

/** RFC 9110 §13.2.2. */
function checkConditions({ method, headers }, book) {
  const tag = book && tagOf(book);
  const match = headers['if-match'];
  const matches = book && (match === '*' || tagsIn(match).includes(tag));
  if (match !== undefined && !matches) throw new Refused(412, 'The book has changed since.');
  const noneMatch = headers['if-none-match'];
  const known =
    book && (noneMatch === '*' || tagsIn(noneMatch).some((each) => each.replace('W/', '') === tag));
  if (!known) return 'go on';
  if (method === 'GET' || method === 'HEAD') return 'unchanged';
  throw new Refused(412, 'There is a book here already.');
}

function tagsIn(value = '') {
  return value.match(/(W\/)?"[^"]*"/g) ?? [];
}

async function readBook(request) {
  const type = (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  if (type !== 'application/json') throw new Refused(415, 'Send JSON.', { Accept: 'application/json' });
  const text = await readText(request);
  const book = parse(text);
  const problem = problemOf(book);
  if (problem) throw new Refused(422, problem);
  return book;
}

async function readText(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LONGEST) throw new Refused(413, 'That is too much.', { Connection: 'close' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, 'That is no JSON.');
  }
}

function problemOf(book) {
  if (typeof book !== 'object' || book === null || Array.isArray(book)) return 'A book is an object.';
  if (typeof book.title !== 'string' || book.title.trim() === '') return 'A book has a title.';
  if (typeof book.price !== 'number' || book.price < 0) return 'A book has a price of 0 or more.';
  return undefined;
}

async function answer(request) {
  const methods = find(request.url.split('?')[0]);
  if (!methods) throw new Refused(404, 'Nothing here.');
  const method = methods[request.method === 'HEAD' ? 'GET' : request.method];
  if (method) return method(request);
  const allow = Object.keys(methods).join(', ').replace('GET', 'GET, HEAD');
  throw new Refused(405, `No ${request.method} here.`, { Allow: allow });
}

function send(response, { status, headers = {}, content }) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const text = content === undefined ? '' : JSON.stringify(content);
  if (content !== undefined) response.setHeader('Content-Type', 'application/json');
  if (status !== 204 && status !== 304) response.setHeader('Content-Length', Buffer.byteLength(text));
  response.statusCode = status;
  response.end(text);
}

const server = createServer(async (request, response) => {
  try {
    send(response, await answer(request));
  } catch (error) {
    if (!(error instanceof Refused)) console.error(error);
    send(response, error.answer ?? { status: 500, content: { detail: 'My fault.' } });
  }
});
server.listen(Number(process.env.PORT), '127.0.0.1');
