import { createServer, type RequestListener } from 'node:http';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { byHand, reply, statusOf, talk } from '../http.ts';
import { rows, sqlite } from '../sqlite.ts';

const HOST = { Host: 'shop.test' };
const get = (target: string, fields: Record<string, string> = {}) => ({
  method: 'GET',
  target,
  fields: { ...HOST, ...fields },
});
const BOOKS = `CREATE TABLE books (id integer, title text, price integer, shown integer);
  INSERT INTO books VALUES (7, 'Dune', 6, 1), (8, 'Emma', 4, 1), (9, 'Gift for Theo', 9, 0)`;

/** The code of a block as a function of the given names; `result` is what it gives back. */
function code(
  course: Course,
  place: string,
  names: string[],
  result = '',
): (...values: unknown[]) => unknown {
  const text = course.read(place).replace(/^import .*$/gm, '');
  return new Function(...names, `${text}\n${result}`) as (...values: unknown[]) => unknown;
}

/** Every line `expression // value` of a block must be true. */
function comments(course: Course, place: string): void {
  for (const line of course.read(place).split('\n')) {
    const [expression, value] = line.split(/ +\/\/ /) as [string, string];
    expects(line, String(new Function(`return ${expression}`)()), value);
  }
}

/** Programs of lessons and questions whose outcome is taught. */
export const programs: Exchange[] = [
  {
    name: 'the first server',
    play: async (course) => {
      let server = createServer();
      const http = {
        createServer: (listener: RequestListener) => {
          server = createServer(listener);
          return { listen: () => {} };
        },
      };
      code(course, 'lessons/servers-http/01-what-a-server-is.md#', ['http'])(http);
      const [passed] = await talk(server, get('/'));
      expects('the shop', passed!.response.toString().endsWith('\r\n\r\nThe shop is open'), true);
    },
  },
  {
    name: 'lengths',
    play: async (course) => {
      comments(course, 'lessons/servers-http/03-how-long-is-the-body.md#the-common-mistake');
      const send = code(course, 'quizzes/servers-http.yaml#length-from-a-string', ['response']);
      const bytes = 'GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n';
      const answer = await byHand((_, response) => void send(response), bytes);
      const [head, body] = answer.split('\r\n\r\n') as [string, string];
      const announced = Number(/Content-Length: (\d+)/.exec(head)![1]);
      expects('cut', [announced, Buffer.from(body).subarray(0, announced).toString()], [6, 'Bront\ufffd']);
    },
  },
  {
    name: 'CORS for several origins',
    play: async (course) => {
      const list = code(course, 'lessons/web-security/04-cors-with-cookies.md#several-origins', [
        'req',
        'res',
      ]);
      const echo = code(course, 'quizzes/web-security.yaml#echo-of-any-origin', ['req', 'res']);
      const allowed = async (server: typeof list, origin: string) => {
        const listener: RequestListener = (request, response) => {
          server(request, response);
          reply(response, 200, {});
        };
        const [passed] = await talk(listener, get('/', { Origin: origin }));
        return /Allow-Origin: (\S+)/.exec(passed!.response.toString())?.[1];
      };
      const staff = 'https://staff.shop.test';
      expects('known', await allowed(list, staff), staff);
      expects('unknown', await allowed(list, 'https://evil.test'), undefined);
      expects('echo', await allowed(echo, 'https://evil.test'), 'https://evil.test');
    },
  },
  {
    name: 'SQL that cannot be bound, and numbers without quotes',
    play: (course) => {
      const db = sqlite(BOOKS);
      const titles = (sql: string, values?: string[]) => rows(db, sql, values).map(({ title }) => title);
      const sorted = code(
        course,
        'lessons/web-security/07-sql-injection.md#what-cannot-be-bound',
        ['wish', 'refuse'],
        'return sql;',
      );
      expects('by price', titles(sorted('price') as string), ['Emma', 'Dune', 'Gift for Theo']);
      expects(
        'refused',
        sorted('price; DROP TABLE books', (status: number) => status),
        400,
      );
      const asked: [string, string[]][] = [];
      const bound = { all: (sql: string, values: string[]) => asked.push([sql, values]) };
      code(course, 'quizzes/web-security.yaml#sort-by-wish', ['db', 'wish'])(bound, 'price');
      expects('not sorted', titles(...asked[0]!), titles('SELECT title FROM books'));
      const number = code(
        course,
        'quizzes/web-security.yaml#number-without-quotes',
        ['input'],
        'return sql;',
      );
      expects('no quote needed', titles(number('0 OR 1=1') as string).length, 3);
      const strange = code(course, 'quizzes/web-security.yaml#pre-strange-title', ['q'], 'return sql;');
      expects('every title', titles(strange("x' OR 1=1 --") as string).length, 3);
    },
  },
  {
    name: 'an address that begins rightly',
    play: (course) => {
      const place = 'quizzes/auth.yaml#prefix-is-not-enough';
      const ok = code(course, place, ['redirectUri'], 'return ok;');
      expects('another host', ok('https://shelf.example.evil.test/'), true);
    },
  },
  {
    name: 'draining',
    play: async (course) => {
      const later: (() => void)[] = [];
      const process = { on: (_: string, handler: () => void) => Object.assign(holder, { handler }) };
      const holder = { handler: () => {} };
      const timer = (done: () => void) => later.push(done);
      const place = 'quizzes/deployment.yaml#one-second-after-sigterm';
      const text = course.read(place).replace(/^server\.listen.*$/m, 'return server;');
      const http = { createServer };
      const server = new Function('http', 'process', 'setTimeout', text)(http, process, timer) as ReturnType<
        typeof createServer
      >;
      server.on('listening', () => holder.handler());
      const answers = (await talk(server, get('/ready'), get('/books'))).map(statusOf);
      expects('one second after SIGTERM', [answers, later.length], [[503, 200], 1]);
    },
  },
  {
    name: 'which code does it get',
    play: async (course) => {
      const place = 'quizzes/realtime-messaging.yaml#which-code-does-it-get';
      const line = (status: string) => (socket: { end(text: string): void }) =>
        socket.end(`HTTP/1.1 ${status}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      const accept = (_: unknown, socket: { end(text: string): void }) =>
        line('101 Switching Protocols')(socket);
      const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket' };
      const found: number[] = [];
      for (const fields of [
        { ...upgrade, Origin: 'https://shop.test' },
        { ...upgrade, Origin: 'https://shop.test.evil.example' },
        { ...upgrade, Origin: 'http://shop.test' },
        { Origin: 'https://shop.test' },
      ]) {
        const server = createServer();
        code(course, place, ['server', 'refuse403', 'accept101'])(server, line('403 Forbidden'), accept);
        const [passed] = await talk(server, get('/live', fields));
        found.push(statusOf(passed!));
      }
      expects('codes', found, [101, 403, 403, 426]);
    },
  },
];
