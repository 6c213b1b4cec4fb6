// Runs the correct server with one fault, or right in another way: node ../changed.js <what>
import { readFileSync } from 'node:fs';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are pieces of source
/** What is changed: pieces of the correct server, each followed by what stands there instead. */
const CHANGES = {
  // All of this is as right as what it replaces.
  otherwise: [
    'return { status: before ? 204 : 201 };',
    'return { status: before ? 200 : 201, content: book };',
    'checkConditions(request, present(id));',
    'if (!books.has(id)) return { status: 204 };\n    checkConditions(request, books.get(id));',
    'Location: `/books/${id}`',
    'Location: `http://localhost:${process.env.PORT}/books/${id}`',
    "response.setHeader('Content-Length', Buffer.byteLength(text))",
    "response.setHeader('X-Length', 'none')",
    ".replace('GET', 'GET, HEAD')",
    '',
    "'Content-Type', 'application/json')",
    "'Content-Type', 'application/json; charset=utf-8')",
    "throw new Refused(404, 'There is no such book.')",
    "throw new Refused(404, 'No.', { 'Cache-Control': 'no-store' })",
  ],
  'no-location': [
    '{ status: 201, headers: { Location: `/books/${id}` }, content: book }',
    '{ status: 200, content: book }',
  ],
  characters: ['Buffer.byteLength(text)', 'text.length'],
  'wrong-location': ['Location: `/books/${id}`', 'Location: `http://localhost:1/books/${id}`'],
  'unknown-200': ["throw new Refused(404, 'Nothing here.');", 'return { status: 200 };'],
  'no-href': ['{ href: `/books/${id}`, ...book }', '({ id, ...book })'],
  'head-content': [
    'response.end(text);',
    "if (response.req.method !== 'HEAD') response.end(text);\n  else response.socket.end(`HTTP/1.1 ${status} OK\\r\\nContent-Type: application/json\\r\\nETag: ${headers.ETag}\\r\\nContent-Length: ${text.length}\\r\\n\\r\\n${text}`);",
  ],
  'head-fields': [
    'if (method) return method(request);',
    "if (request.method === 'HEAD') return { status: 200 };\n  if (method) return method(request);",
  ],
  'put-always-204': ['{ status: before ? 204 : 201 }', '{ status: 204 }'],
  'put-merges': [
    'books.set(id, book);\n    return { status: before',
    'books.set(id, { ...before, ...book });\n    return { status: before',
  ],
  'put-appends': [
    'books.set(id, book);\n    return { status: before',
    'books.set(id, book);\n    if (before) books.set(randomUUID(), book);\n    return { status: before',
  ],
  'post-forgets': [
    'const id = randomUUID();',
    'const id = createHash("sha256").update(book.title).digest("hex");',
  ],
  'delete-another': [
    'checkConditions(request, present(id));\n    books.delete(id);',
    'checkConditions(request, books.get(id));\n    const ids = [...books.keys()];\n    books.delete(ids.splice(ids.indexOf(id), 1)[0]);',
  ],
  'delete-fails': [
    'checkConditions(request, present(id));',
    'checkConditions(request, books.get(id));\n    books.get(id).removed = true;',
  ],
  'no-304': ["=== 'unchanged') return", "=== 'never') return"],
  'stuck-tag': ['.update(JSON.stringify(book))', ".update('v1')"],
  'bare-tag': [
    "return `\"${createHash('sha256').update(JSON.stringify(book)).digest('hex').slice(0, 16)}\"`;",
    "return createHash('sha256').update(JSON.stringify(book)).digest('hex');",
  ],
  'lost-update': [
    "if (match !== undefined && !matches) throw new Refused(412, 'The book has changed since.');",
    '',
  ],
  'one-tag': ['tagsIn(match).includes(tag)', 'match === tag'],
  'delete-unconditional': ['checkConditions(request, present(id));', 'present(id);'],
  '412-but-stored': [
    'checkConditions(request, before);\n    books.set(id, book);',
    'books.set(id, book);\n    checkConditions(request, before);',
  ],
  overwrites: ["throw new Refused(412, 'There is a book here already.');", "return 'go on';"],
  'no-allow': [', { Allow: allow });', ');'],
  'allow-lies': ['{ Allow: allow }', "{ Allow: 'GET, HEAD, POST, PUT, DELETE' }"],
  '404-for-405': ['throw new Refused(405,', 'throw new Refused(404,'],
  'any-type': ["if (type !== 'application/json')", 'if (false)'],
  'strict-type': [".split(';')[0].trim().toLowerCase()", ''],
  'malformed-500': ["throw new Refused(400, 'That is no JSON.');", "throw new Error('JSON.parse');"],
  'malformed-crash': ["throw new Refused(400, 'That is no JSON.');", 'process.exit(3);'],
  'no-422': ['if (problem) throw', 'if (false) throw'],
  'null-500': [
    "if (typeof book !== 'object' || book === null || Array.isArray(book)) return 'A book is an object.';",
    '',
  ],
  'path-crash': [
    'server.listen(',
    "server.prependListener('request', (request) => decodeURIComponent(request.url));\nserver.listen(",
  ],
  'crash-when-left': [
    'for await (const chunk of request) {',
    "request.on('close', () => request.complete || process.exit(4));\n  for await (const chunk of request) {",
  ],
};
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are pieces of source

let source = readFileSync(new URL('correct-js/server.js', import.meta.url), 'utf8');
const pieces = CHANGES[process.argv[2]];
for (let n = 0; n < pieces.length; n += 2) {
  const [from, to] = pieces.slice(n, n + 2);
  if (source.split(from).length !== 2) throw new Error(`The correct server does not hold this once: ${from}`);
  source = source.replace(from, () => to);
}
await import(`data:text/javascript,${encodeURIComponent(source)}`);
