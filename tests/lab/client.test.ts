import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Client } from '../../src/lab/client/client.ts';
import { parseRequest } from '../../src/lab/client/request-line.ts';
import { bytesOf } from '../../src/lab/client/tcp.ts';
import { splitWords } from '../../src/lab/client/words.ts';
import { openHttpDoor, type Reply, type Request } from '../../src/lab/http-door.ts';
import type { Scene } from '../../src/lab/lab.ts';
import { openStage } from '../../src/lab/stage.ts';
import { exchanges } from '../../src/lab/wire.ts';
import { told } from '../labs/kit.ts';

describe('a line is split as a shell does', () => {
  test.each<[string, string[]]>([
    ['GET /books', ['GET', '/books']],
    [`  a  'b c' "d e"`, ['a', 'b c', 'd e']],
    [`X-Name:'two words' "a \\"b\\""`, ['X-Name:two words', 'a "b"']],
    [`"back\\\\slash" 'no \\escape'`, ['back\\slash', 'no \\escape']],
    [`it's`, [`it's`]],
    ['""', ['']],
    ['', []],
  ])('%s', (line, words) => {
    expect(splitWords(line).map(({ word }) => word)).toEqual(words);
  });

  test('any line, without an error, and `at` is where a word begins', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        for (const { at } of splitWords(line)) expect(line[at]).toMatch(/\S/);
      }),
    );
  });
});

describe('a request line', () => {
  const request = (line: string) => parseRequest(line);

  test.each<[string, object]>([
    ['GET /books', { method: 'GET', target: '/books', fields: [] }],
    ['GET /books?page=2 Accept:text/html', { fields: [['Accept', 'text/html']] }],
    [
      'GET /x If-None-Match:W/"a" X-Name:"b c"',
      {
        fields: [
          ['If-None-Match', 'W/"a"'],
          ['X-Name', 'b c'],
        ],
      },
    ],
    [
      `PUT /books/1 If-Match:'"a"' {"title": "Emma"}`,
      {
        method: 'PUT',
        fields: [
          ['If-Match', '"a"'],
          ['Content-Type', 'application/json'],
        ],
        body: '{"title": "Emma"}',
      },
    ],
    ['POST /x <a/>', { fields: [['Content-Type', 'application/xml']], body: '<a/>' }],
    ['POST /x Content-Type:text/csv {1}', { fields: [['Content-Type', 'text/csv']], body: '{1}' }],
    [
      'POST /x -d a=1 -d b=2',
      { body: 'a=1&b=2', fields: [['Content-Type', 'application/x-www-form-urlencoded']] },
    ],
    ['FROB /', { method: 'FROB' }],
    ['OPTIONS *', { method: 'OPTIONS', target: '*' }],
    ['curl http://127.0.0.1:1/', { method: 'GET', target: 'http://127.0.0.1:1/' }],
    ['curl -i -d a=1 http://127.0.0.1:1/', { method: 'POST', body: 'a=1' }],
    [
      `curl -X PUT -H 'If-Match: "a"' --noproxy '*' /books/1`,
      { method: 'PUT', target: '/books/1', fields: [['If-Match', '"a"']] },
    ],
    [
      `curl --json '{"a":1}' /x`,
      { method: 'POST', body: '{"a":1}', fields: [['Content-Type', 'application/json']] },
    ],
    ['curl -I /x', { method: 'HEAD' }],
    ['curl -u aladdin:opensesame /x', { fields: [['Authorization', 'Basic YWxhZGRpbjpvcGVuc2VzYW1l']] }],
    ['curl --cacert ca.pem https://shop.test/', { trustLab: true }],
  ])('%s', (line, wanted) => {
    expect(request(line)).toMatchObject(wanted);
  });

  test.each<[string, string]>([
    ['GET', 'Name what to ask for: GET /path'],
    ['GET /x what', '"what" is neither a header'],
    ['GET 127.0.0.1:80/x what', '"what" is neither a header'],
    [
      'GET /x Authorization: Bearer abc',
      'A value with a space in it goes into quotation marks, with its name: "Authorization: Bearer"',
    ],
    ['POST /x user=theo', 'A field of a form comes with -d: -d user=theo'],
    ['curl --proxy http://x /y', '--proxy is not known here.'],
    ['curl -X "A B" /y', '"A B" cannot be a method.'],
  ])('%s is refused with a sentence', (line, sentence) => {
    expect(request(line)).toMatchObject({ problem: expect.stringContaining(sentence) });
  });

  test('never lets a header end early', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const read = request(`GET /x ${line}`);
        if ('fields' in read) for (const [, value] of read.fields) expect(value).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

test('escapes stand for single bytes, and all else is UTF-8', () => {
  expect(bytesOf('GET / HTTP/1.1\\r\\n\\r\\n').toString('latin1')).toBe('GET / HTTP/1.1\r\n\r\n');
  expect([...bytesOf('\\xff\\0é\\\\')]).toEqual([0xff, 0, 0xc3, 0xa9, 0x5c]);
});

describe('the client at the prompt', () => {
  const stage = openStage({ now: () => 0 });
  async function open(handle: (request: Request) => Reply, extra: Partial<Scene> = {}) {
    const own = openStage();
    onTestFinished(() => own.closing.close());
    const door = await openHttpDoor(own, { name: 'shop', what: 'a shop', hosts: ['shop.test'], handle });
    const scene: Scene = { doors: [door], tasks: {}, ...extra };
    const client = new Client(scene, own);
    onTestFinished(() => client.close());
    return { client, own, door, type: async (line: string) => told(await client.enter(line)) };
  }

  test('shows what was sent and what came back', async () => {
    const { type, door, own } = await open(({ text }) => ({
      status: 201,
      headers: { Location: '/books/1' },
      body: `got ${text}`,
    }));
    const shown = await type('POST /books X-Mine:1 {"a":1}');
    expect(shown).toContain(
      `POST /books HTTP/1.1\nHost: 127.0.0.1:${door.port}\nX-Mine: 1\nContent-Type: application/json\n\n{"a":1}\nHTTP/1.1 201 Created\nLocation: /books/1`,
    );
    expect(shown.endsWith('\n\ngot {"a":1}')).toBe(true);
    await expect.poll(() => exchanges(own.log.events).length).toBe(1);
    expect(exchanges(own.log.events)[0]).toMatchObject({
      method: 'POST',
      target: '/books',
      body: '{"a":1}',
      status: 201,
    });
  });

  test('tells in a sentence when the answer never came', async () => {
    const { type } = await open(() => 'drop');
    expect(await type('GET /')).toContain('The connection was closed before a whole answer had come');
  });

  test('talks to nothing but this machine', async () => {
    const { type } = await open(() => ({ status: 200 }));
    for (const line of [
      'GET http://192.0.2.1/',
      'GET http://example.com/',
      'connect 192.0.2.1:80',
      'curl http://[2001:db8::1]/',
    ]) {
      expect(await type(line)).toContain('labs connect to nothing else');
    }
    expect(await type('GET file:///etc/passwd')).toContain('no http or https URL');
    expect(stage.log.events).toEqual([]);
  });

  test('asks the lab for names, and connects where they point to on this machine only', async () => {
    const names: Record<string, string> = { 'shop.test': '127.0.0.1', 'far.test': '192.0.2.1' };
    const { type, door } = await open(() => ({ status: 200, body: 'hello' }), {
      resolve: async (name) => [names[name] ?? ''],
    });
    expect(await type(`GET http://shop.test:${door.port}/`)).toContain('hello');
    expect(await type('GET http://far.test/')).toContain('far.test is not on this machine');
    expect(await type('resolve shop.test')).toBe('127.0.0.1');
  });

  test('sends raw bytes on a connection of its own', async () => {
    const { type, door } = await open(() => ({ status: 200, body: 'raw' }));
    expect(await type('send x')).toContain('There is no open connection');
    expect(await type(`connect ${door.port}`)).toContain(`Connected to 127.0.0.1 port ${door.port}`);
    const shown = await type('send GET / HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n');
    expect(shown).toMatch(/^HTTP\/1\.1 200 OK\n[\s\S]*raw\nThe other side closed the connection\.$/);
  });

  test('sees a refused connection as an event', async () => {
    const { type, own, door } = await open(() => ({ status: 200 }));
    await own.closing.close();
    expect(await type(`connect ${door.port}`)).toContain('Connection refused (ECONNREFUSED)');
    const refused = { kind: 'connection', outcome: 'refused', port: door.port };
    expect(own.log.events).toMatchObject([refused]);
    // A request that found nobody is one as well, and shows nothing as sent.
    expect(await type('GET /')).toBe(
      `Connection refused (ECONNREFUSED): nobody listens on port ${door.port}.`,
    );
    expect(own.log.events).toMatchObject([refused, refused]);
  });

  test('connects to a door by its name', async () => {
    const { type, door } = await open(() => ({ status: 200 }));
    expect(await type('connect shop')).toContain(`Connected to 127.0.0.1 port ${door.port}`);
    expect(await type('connect door')).toContain('Say where to');
  });

  test('offers to resolve names only where somebody can', async () => {
    const usages = ({ words }: Client) => words.map(({ usage }) => usage).join('\n');
    expect(usages((await open(() => ({ status: 200 }))).client)).not.toContain('resolve');
    const named = await open(() => ({ status: 200 }), { resolve: async () => [] });
    expect(usages(named.client)).toContain('resolve <name>');
  });

  test('helps with what it does not know', async () => {
    const { type } = await open(() => ({ status: 200 }));
    expect(await type('hello')).toContain('Type ? to see what can be typed.');
    expect(await type('use door')).toContain('Doors: shop.');
    expect(await type('connect')).toContain('Say where to');
  });
});
