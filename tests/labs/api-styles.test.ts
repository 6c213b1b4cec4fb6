import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import lab from '../../labs/api-styles/lab.ts';
import type { HttpExchange } from '../../src/lab/wire.ts';
import { Explored } from './kit.ts';

const SCREEN = 'query Q($id:ID!){book(id:$id){title author{name}}}';
const SOAP = 'application/soap+xml';

async function open() {
  const explored = await Explored.open('api-styles', lab, { random: () => 0.5 });
  const what = (name: string) => explored.exploration.doors.find((door) => door.name === name)!.what;
  const id = Number(/\/books\/(\d+)/.exec(what('rest'))![1]);
  return { lab: explored, id, file: /file:\S+/.exec(what('soap'))![0] };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** An envelope of SOAP 1.2; `header` and `request` are XML. */
function envelope(request: string, { header = '', space = 'http://www.w3.org/2003/05/soap-envelope' } = {}) {
  const head = header && `<e:Header>${header}</e:Header>`;
  return `<e:Envelope xmlns:e="${space}">${head}<e:Body>${request}</e:Body></e:Envelope>`;
}

function ask(name: string, id: number | string) {
  return `<m:${name} xmlns:m="http://shop.test/catalogue"><m:id>${id}</m:id></m:${name}>`;
}

/** A block that must be understood, or another one. */
function block(attributes: string) {
  return `<x:Seal xmlns:x="urn:theo" ${attributes}/>`;
}

function doctype(declaration: string) {
  return `<!DOCTYPE e [${declaration}]>`;
}

/** Sends by curl and answers what came back: the head and the content. */
async function graphql({ lab }: Opened, body: unknown, ...more: string[]) {
  const data = typeof body === 'string' ? body : JSON.stringify(body);
  const type = ['-H', 'Content-Type: application/json'];
  return (await lab.curl('-i', ...type, ...more, '-d', data, `${lab.at('graphql')}/graphql`)).out;
}

async function soap({ lab }: Opened, message: string, type = SOAP) {
  return (await lab.curl('-i', '-H', `Content-Type: ${type}`, '-d', message, `${lab.at('soap')}/soap`)).out;
}

/** Waits until the log has heard of every request, and tells how a task stands. */
async function verdict({ lab }: Opened, id: string, requests: number): Promise<string> {
  await expect.poll(() => lab.wire.length, { timeout: 5000, interval: 5 }).toBe(requests);
  const { verdict: found } = lab.task(id);
  return found.state === 'done' ? 'done' : `${found.state}: ${found.got} | ${found.rule}`;
}

test('the messages of the hints for the SOAP door do what they are for', async () => {
  const { lab, id, file } = await open();
  await lab.type('use soap');
  const hints = lab.exploration.tasks.flatMap(({ text }) => {
    const found = text.hints.map((hint) => /^`(POST \/soap .*)`$/.exec(hint.trim())?.[1]).find(Boolean);
    return found ? [{ id: text.id, line: found.replace('>ID<', `>${id}<`).replace('FILE', file) }] : [];
  });
  expect(hints).toHaveLength(4);
  for (const { line } of hints) await lab.type(line);
  await expect.poll(() => lab.done).toEqual(hints.map((hint) => hint.id));
});

test('the right way at the prompt fulfils every task, ends with the bill, and leaves nothing behind', async () => {
  const { lab, id, file } = await open();
  const book = await lab.type(`GET /books/${id}`);
  const author = /<(\/authors\/\d+)>; rel="author"/.exec(book)![1];
  expect(await lab.type(`GET ${author}`)).toContain('Ines Holm');
  await lab.type('use graphql');
  const query = JSON.stringify({ query: SCREEN, variables: { id } });
  expect(await lab.type(`POST /graphql ${query}`)).toContain('{"data":{"book":{"title":"Tidal Maps"');
  await lab.type('use soap');
  const post = `POST /soap Content-Type:${SOAP} `;
  const message = envelope(ask('GetBookPage', id));
  expect(await lab.type(post + message)).toContain('<m:author>Ines Holm</m:author>');
  await expect.poll(() => lab.done).toEqual(['rest', 'graphql', 'soap']);
  await lab.type('use graphql');
  expect(await lab.type('POST /graphql {"query":"{books{title stock}}"}')).toMatch(
    /HTTP\/1\.1 294 Partial Success.*"path":\["books",0,"stock"\].*"stock":null/s,
  );
  expect(await lab.type('GET /graphql?query=mutation{reserve(bookId:7){title}}')).toMatch(
    /405.*Allow: POST/s,
  );
  expect(await lab.type('POST /graphql {"query":"{books{author{books{author{books{title}}}}}}"}')).toMatch(
    /422.*6 fields deep; this server allows 5/s,
  );
  await lab.type('use soap');
  expect(await lab.type(post + envelope(ask('GetBookPage', 'seven')))).toMatch(
    /HTTP\/1\.1 400 .*env:Sender.*The id must be a number/s,
  );
  const header = block('e:mustUnderstand="true"');
  expect(await lab.type(post + envelope(ask('GetBookPage', id), { header }))).toMatch(
    /HTTP\/1\.1 500 .*<env:NotUnderstood qname="n:Seal" xmlns:n="urn:theo"\/>.*env:MustUnderstand/s,
  );
  await expect.poll(() => lab.exploration.current?.text.id).toBe('entity');
  expect(lab.exploration.summary).toBeUndefined();
  const evil = doctype(`<!ENTITY x SYSTEM "${file}">`) + envelope(ask('GetBookPage', '&x;'));
  expect(await lab.type(post + evil)).toMatch(/HTTP\/1\.1 400 .*env:Sender.*must not have a document type/s);
  await expect.poll(() => lab.exploration.current).toBeUndefined();

  const bytes = (side: 'in' | 'out', from: number, to: number) =>
    (lab.wire as HttpExchange[]).slice(from, to).reduce((sum, each) => sum + each.bytes[side], 0);
  const { summary } = lab.exploration;
  expect(summary).toContain(`| REST | 2 | 0 + ${bytes('out', 0, 2)} |`);
  expect(summary).toContain(`| GraphQL | 1 | ${query.length} + ${bytes('out', 2, 3)} |`);
  expect(summary).toContain(`| SOAP 1.2 | 1 | ${message.length} + ${bytes('out', 3, 4)} |`);
  expect(summary).toContain('| GraphQL | 4 |');

  const path = fileURLToPath(file);
  expect(existsSync(path)).toBe(true);
  const addresses = lab.exploration.doors.map(({ address }) => address);
  await lab.exploration.close();
  expect(existsSync(path)).toBe(false);
  for (const address of addresses) expect((await lab.curl(address)).code).toBe(7);
});

test('the right way with curl fulfils every task', async () => {
  const opened = await open();
  const { lab, id, file } = opened;
  const rest = lab.at('rest');
  const { out } = await lab.curl('-i', `${rest}/books/${id}`);
  await lab.curl(`${rest}${/<(\/authors\/\d+)>/.exec(out)![1]}`);
  await graphql(opened, { query: SCREEN, variables: { id: String(id) } });
  await soap(opened, envelope(ask('GetBookPage', id)));
  await graphql(opened, { query: `{book(id:${id}){title author{email}}}` });
  const mutation = 'query=mutation{reserve(bookId:7){title}}';
  await lab.curl('-G', '--data-urlencode', mutation, `${lab.at('graphql')}/graphql`);
  await graphql(opened, { query: '{books{author{books{author{books{title}}}}}}' });
  await soap(opened, envelope(ask('GetBookPage', 'seven')));
  await soap(opened, envelope(ask('GetBookPage', id), { header: block('e:mustUnderstand="1"') }));
  await soap(opened, doctype(`<!ENTITY x SYSTEM "${file}">`) + envelope(ask('GetBookPage', '&x;')));
  await expect.poll(() => lab.exploration.current).toBeUndefined();
});

test('rest: other books, a needless request between, and the wrong order do not count', async () => {
  const opened = await open();
  const { lab, id } = opened;
  const rest = lab.at('rest');
  const get = async (path: string) => (await lab.curl('-i', `${rest}${path}`)).out;
  expect(await verdict(opened, 'rest', 0)).toContain('no request to rest yet');
  expect(await get('/books/9')).toMatch(/404.*application\/problem\+json/s);
  expect(await verdict(opened, 'rest', 1)).toContain('a GET of /books/9, answered 404');
  const list: { id: number }[] = JSON.parse((await lab.curl(`${rest}/books`)).out);
  await get(`/books/${list.find((book) => book.id !== id)!.id}`);
  expect(await verdict(opened, 'rest', 3)).toContain('not the book of the day');
  await lab.curl('-X', 'DELETE', `${rest}/books/${id}`);
  expect(await verdict(opened, 'rest', 4)).toContain('a DELETE of');
  const author = /<(\/authors\/\d+)>/.exec(await get(`/books/${id}`))![1]!;
  expect(await verdict(opened, 'rest', 5)).toContain('its author is still missing');
  expect(await get(`/books/${id}/stock`)).toMatch(/503.*Retry-After: 60/s);
  await get(author);
  expect(await verdict(opened, 'rest', 7)).toContain('both, among 7 requests; do it again');
  expect(lab.done).toEqual([]);
});

test('graphql: an id in the query, more fields, less, GET, and no JSON are told apart', async () => {
  const opened = await open();
  const { lab, id } = opened;
  const told = (requests: number) => verdict(opened, 'graphql', requests);
  await graphql(opened, { query: `{book(id:${id}){title author{name}}}` });
  expect(await told(1)).toContain('the id written into the query and not in a variable');
  const more = SCREEN.replace('title', 'title pages');
  await graphql(opened, { query: more, variables: { id } });
  expect(await told(2)).toContain('the screen, and besides it book.pages');
  await graphql(opened, { query: 'query Q($id:ID!){book(id:$id){title}}', variables: { id } });
  expect(await told(3)).toContain("book.title, which is not this book's screen");
  expect(await graphql(opened, { query: SCREEN })).toMatch(/HTTP\/1\.1 422/);
  expect(await told(4)).toMatch(/answered 422: Variable "\$id" of required type/);
  expect(await graphql(opened, { query: SCREEN, variables: { id: '1' } })).toMatch(
    /200.*{"data":{"book":null}}/s,
  );
  expect(await told(5)).toContain("not this book's screen");
  await lab.curl('-d', '{}', `${lab.at('graphql')}/graphql`);
  expect(await told(6)).toContain('not marked as application/json');
  const url = `${lab.at('graphql')}/graphql`;
  await lab.curl('-G', '--data-urlencode', `query=${SCREEN}`, '-d', `variables={"id":${id}}`, url);
  expect(await told(7)).toContain('a GET of /graphql, answered 200');
  expect(lab.done).toEqual([]);
});

test('soap: the wrong media type, another namespace, another shape and another book are told apart', async () => {
  const opened = await open();
  const { id } = opened;
  const told = (requests: number) => verdict(opened, 'soap', requests);
  const message = envelope(ask('GetBookPage', id));
  expect(await soap(opened, message, 'text/xml')).toMatch(/415/);
  expect(await told(1)).toMatch(/not marked as application\/soap\+xml.*Part 2 §7\.1\.4/);
  const old = envelope(ask('GetBookPage', id), { space: 'http://schemas.xmlsoap.org/soap/envelope/' });
  expect(await soap(opened, old)).toMatch(/500.*<env:Upgrade>.*env:VersionMismatch/s);
  expect(await told(2)).toContain('must be the Envelope of SOAP 1.2');
  await soap(opened, message.replaceAll('e:Body', 'e:Boby'));
  expect(await told(3)).toContain('an optional Header, then one Body');
  await soap(opened, message.slice(0, -5));
  expect(await told(4)).toContain('no well-formed XML');
  await soap(opened, envelope('<GetBookPage/>'));
  expect(await told(5)).toContain('There is no such request');
  await soap(opened, envelope(ask('GetBookPage', 9)));
  expect(await told(6)).toContain('There is no book with the id 9.');
  const { out } = await opened.lab.curl(`${opened.lab.at('rest')}/books`);
  const other = (JSON.parse(out) as { id: number }[]).find((book) => book.id !== id)!;
  await soap(opened, envelope(ask('GetBookPage', other.id)));
  expect(await told(8)).toContain('an answer about another book');
  expect(opened.lab.done).not.toContain('soap');
});

test('partial: whole data, a request error and a real null are no partial answers', async () => {
  const opened = await open();
  const told = (requests: number) => verdict(opened, 'partial', requests);
  await graphql(opened, { query: '{books{title}}' });
  expect(await told(1)).toContain('data, and no errors');
  await graphql(opened, { query: '{book(id:9){title stock}}' });
  expect(await told(2)).toContain('data, and no errors');
  expect(await graphql(opened, { query: '{books{isbn}}' })).not.toContain('"data"');
  expect(await told(3)).toMatch(/errors without data \(422\).*Cannot query field.*request error has no data/);
  expect(await graphql(opened, { query: '{books(first:99){title}}' })).toMatch(/294.*"data":null/s);
  expect(await told(4)).toContain('the null climbed to the top');
  expect(opened.lab.done).not.toContain('partial');
});

test('mutation: by POST it runs, a query by GET is fine, and neither is the refusal', async () => {
  const opened = await open();
  const { lab, id } = opened;
  const told = (requests: number) => verdict(opened, 'mutation', requests);
  const get = (query: string) =>
    lab.curl('-i', '-G', '--data-urlencode', `query=${query}`, `${lab.at('graphql')}/graphql`);
  const reserve = await graphql(opened, { query: `mutation{reserve(bookId:${id}){title}}` });
  expect(reserve).toMatch(/200 OK.*{"data":{"reserve":{"title":"Tidal Maps"}}}/s);
  expect(await told(1)).toContain('a mutation by POST, answered 200, as it should be sent');
  await get('{books{title}}');
  expect(await told(2)).toContain('a query by GET, answered 200: reading by GET is fine');
  expect((await get('mutation{')).out).toMatch(/400/);
  expect(await told(3)).toContain('could not be read as GraphQL: Syntax Error');
  await lab.curl('-X', 'PUT', `${lab.at('graphql')}/graphql`);
  expect(await told(4)).toContain('a PUT of /graphql, answered 405');
  expect(lab.done).toEqual([]);
});

test('depth: five levels, another refusal and breadth do not count; fragments hide nothing', async () => {
  const opened = await open();
  const told = (requests: number) => verdict(opened, 'depth', requests);
  await graphql(opened, { query: '{books{author{books{author{name}}}}}' });
  expect(await told(1)).toContain('it was not deep enough');
  await graphql(opened, { query: '{books{author{books{author{books}}}}}' });
  expect(await told(2)).toContain('another refusal (422)');
  const many = Array.from({ length: 101 }, (_, n) => `a${n}:title`).join(' ');
  await graphql(opened, { query: `{book(id:1){${many}}}` });
  expect(await told(3)).toContain('too broad, which is another limit');
  const bomb = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Book{...F${n + 1} ...F${n + 1}}`).join(
    ' ',
  );
  const whole = `{books{...F0}} ${bomb} fragment F30 on Book{title}`;
  expect(await graphql(opened, { query: whole })).toMatch(/422/);
  expect(opened.lab.done).toEqual([]);
  const hidden = '{books{author{...A}}} fragment A on Author{books{author{books{title}}}}';
  expect(await graphql(opened, { query: hidden })).toMatch(/6 fields deep/);
  expect(await told(5)).toBe('done');
});

test('sender: Receiver, MustUnderstand, 415, a DTD and a good message are no Sender fault', async () => {
  const opened = await open();
  const { id } = opened;
  const told = (requests: number) => verdict(opened, 'sender', requests);
  await soap(opened, doctype('') + envelope(ask('GetBookPage', id)));
  expect(await told(1)).toContain('no message to soap yet');
  expect(await soap(opened, envelope(ask('GetStock', id)))).toMatch(/HTTP\/1\.1 500.*env:Receiver.*is down/s);
  expect(await told(2)).toContain('the fault code Receiver: the message was fine');
  await soap(opened, envelope(ask('GetBookPage', id), { header: block('e:mustUnderstand="true"') }));
  expect(await told(3)).toContain('the fault code MustUnderstand with 500');
  await soap(opened, 'x', 'application/xml');
  expect(await told(4)).toContain('turned away by HTTP');
  await soap(opened, envelope(ask('GetBookPage', id)));
  expect(await told(5)).toContain('nothing was wrong with it');
  expect(opened.lab.done).not.toContain('sender');
});

test('must-understand: no mark, false, no prefix, another role and no block are passed over', async () => {
  const opened = await open();
  const { id } = opened;
  let requests = 0;
  for (const [header, got] of [
    ['', 'without such a mark'],
    [block(''), 'without such a mark'],
    [block('e:mustUnderstand="false"'), 'may be passed over, and was'],
    [block('mustUnderstand="true"'), "without the envelope's prefix"],
    [block('e:mustUnderstand="true" e:role="urn:somebody-else"'), 'it is for another receiver'],
  ] as const) {
    expect(await soap(opened, envelope(ask('GetBookPage', id), { header }))).toMatch(/HTTP\/1\.1 200/);
    expect(await verdict(opened, 'must-understand', ++requests)).toContain(got);
  }
  await soap(opened, envelope(ask('GetBookPage', id).replace('<m:id>', '<m:id e:mustUnderstand="true">')));
  expect(await verdict(opened, 'must-understand', ++requests)).toContain('does not stand on a header block');
  await soap(opened, envelope(ask('GetBookPage', id), { header: block('e:mustUnderstand="yes"') }));
  expect(await verdict(opened, 'must-understand', ++requests)).toContain('must be true or false');
  await soap(opened, envelope(ask('GetBookPage', id), { header: '<Seal e:mustUnderstand="true"/>' }));
  expect(await verdict(opened, 'must-understand', ++requests)).toContain('must belong to a namespace');
  expect(opened.lab.done).not.toContain('must-understand');
});

test('entity: no DTD, an entity without one, and an internal one are something else', async () => {
  const opened = await open();
  const told = (requests: number) => verdict(opened, 'entity', requests);
  await soap(opened, envelope(ask('GetBookPage', 'seven')));
  expect(await told(1)).toContain('no message with a DTD');
  await soap(opened, envelope(ask('GetBookPage', '&x;')));
  expect(await told(2)).toContain('that no DTD defines');
  await soap(opened, doctype('<!ENTITY x "7">') + envelope(ask('GetBookPage', '&x;')));
  expect(await told(3)).toContain('no ENTITY with SYSTEM and a URL');
  expect(opened.lab.done).not.toContain('entity');
});

test('entity: what an external entity names is never asked for', async () => {
  const opened = await open();
  let asked = 0;
  const witness = createServer((_, response) => {
    asked++;
    response.end('<!ENTITY y "7">');
  });
  await new Promise<void>((resolve) => witness.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void witness.close());
  const url = `http://127.0.0.1:${(witness.address() as { port: number }).port}/`;
  const message = envelope(ask('GetBookPage', '&x;'));
  for (const dtd of [
    doctype(`<!ENTITY x SYSTEM "${url}">`),
    doctype(`<!ENTITY % x SYSTEM "${url}"> %x;`),
    `<!DOCTYPE e SYSTEM "${url}">`,
  ]) {
    expect(await soap(opened, dtd + message)).toMatch(
      /HTTP\/1\.1 400.*env:Sender.*must not have a document type/s,
    );
  }
  expect(await soap(opened, doctype(`<!ENTITY x SYSTEM "${opened.file}">`) + message)).not.toContain(
    'sold for 19',
  );
  expect(asked).toBe(0);
});

test('GraphQL over HTTP: media types and codes are those of the draft', async () => {
  const opened = await open();
  const { lab } = opened;
  const legacy = ['-H', 'Accept: application/json'];
  const hurt = { query: '{books{stock}}' };
  expect(await graphql(opened, hurt, ...legacy)).toMatch(
    /200 OK.*Content-Type: application\/json; charset=utf-8/s,
  );
  expect(await graphql(opened, { query: '{x}' }, ...legacy)).toMatch(
    /422.*Content-Type: application\/graphql-response\+json/s,
  );
  expect(await graphql(opened, hurt, '-H', 'Accept: text/html')).toMatch(/406/);
  expect(await graphql(opened, hurt, '-H', 'Accept: application/graphql-response+json')).toMatch(/294/);
  expect(await graphql(opened, '{"query":')).toMatch(/400/);
  expect(await graphql(opened, [hurt])).toMatch(/422/);
  expect(await graphql(opened, { query: '{', variables: [] })).toMatch(/422/);
  expect(await graphql(opened, { query: 'query A{books{id}} query B{books{id}}' })).toMatch(
    /422.*operationName/s,
  );
  expect(
    await graphql(opened, { query: 'query A{books{id}} query B{books{title}}', operationName: 'B' }),
  ).toMatch(/200.*Tidal Maps/s);
  expect((await lab.curl('-i', `${lab.at('graphql')}/graphql`)).out).toMatch(/422/);
  expect(await graphql(opened, { query: `{${'a '.repeat(3000)}}` })).toMatch(/400.*token/s);
  // A mutation hidden among others by name is one all the same.
  const hidden = 'query A{books{id}} mutation B{reserve(bookId:7){id}}';
  const url = `${lab.at('graphql')}/graphql`;
  const get = await lab.curl('-i', '-G', '--data-urlencode', `query=${hidden}`, '-d', 'operationName=B', url);
  expect(get.out).toMatch(/405/);
});
