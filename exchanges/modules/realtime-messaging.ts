import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { type Exchange, expects } from '../exchange.ts';
import { answerTo, frame, hex, webSocketServer } from '../frames.ts';
import { exchange, reply, statusOf } from '../http.ts';
import { refusal, rows, sqlite } from '../sqlite.ts';

const L = 'lessons/realtime-messaging/';
const Q = 'quizzes/realtime-messaging.yaml#';
const at = (time: string) => `Fri, 20 Nov 2026 ${time} GMT`;

const NEWS = [
  { id: 41, data: { book: 7, left: 2 } },
  { id: 42, data: { book: 7, left: 1 } },
  { id: 43, data: { book: 9, left: 0 } },
];

/** A stream of events up to number `last`, beginning after the one that the browser got last. */
const stream =
  (date: string, last: number): RequestListener =>
  (request, response) => {
    response.setHeader('Date', date);
    response.setHeader('Content-Type', 'text/event-stream');
    response.setHeader('Cache-Control', 'no-store');
    // The end of the connection is the end of the stream: no length, no chunks.
    response.useChunkedEncodingByDefault = false;
    const seen = Number(request.headers['last-event-id'] ?? 0);
    if (seen === 0) response.write('retry: 3000\n\n');
    for (const { id, data } of NEWS.filter((each) => each.id > seen && each.id <= last))
      response.write(`id: ${id}\nevent: stock\ndata: ${JSON.stringify(data)}\n\n`);
    response.end(seen === 0 ? ': still here\n\n' : '');
  };

/** What the module realtime-messaging shows on the wire. */
export const realtimeMessaging: Exchange[] = [
  {
    name: 'long polling',
    play: async (course) => {
      const place = `${L}01-ways-to-hear-the-news.md#ask-once-and-wait`;
      const server: RequestListener = (_, response) =>
        reply(
          response,
          200,
          { Date: at('10:00:27'), 'Content-Type': 'application/json' },
          JSON.stringify(NEWS[0]!.data),
        );
      await exchange(course, server, place, `${place}/2`);
    },
  },
  {
    name: 'server-sent events',
    play: async (course) => {
      const page = `${L}02-server-sent-events.md#`;
      await exchange(course, stream(at('10:00:00'), 42), `${page}what-travels`, `${page}what-travels/2`);
      const again = `${page}when-the-line-breaks`;
      await exchange(course, stream(at('10:01:10'), 43), again, `${again}/2`);
    },
  },
  {
    name: 'the opening handshake',
    play: async (course) => {
      const page = `${L}03-the-websocket-handshake.md#`;
      await exchange(course, webSocketServer().http, page, `${page}/2`);
      const code = course.read(`${page}the-key-and-its-answer`).replace(/^import .*$/m, '');
      const key = /Key: (\S+)/.exec(course.peek(page))![1]!;
      const accept = new Function('createHash', 'key', `${code}\nreturn accept;`)(createHash, key) as string;
      expects('the code of the lesson', course.peek(`${page}/2`).includes(`Accept: ${accept}\n`), true);
      const raw = course.read(`${Q}browsers-refuse-the-value`);
      const other = new Function('createHash', 'key', 'FIXED', `${raw}\nreturn accept;`);
      const fixed = /FIXED = '([^']+)'/.exec(code)![1];
      expects('the decoded key gives another value', other(createHash, key, fixed) === accept, false);
      const lacking = await exchange(course, webSocketServer().http, `${Q}one-field-is-missing`);
      expects('no Connection', statusOf(lacking), 426);
    },
  },
  {
    name: 'frames',
    play: async (course) => {
      const page = `${L}04-frames.md#`;
      const first = hex(await frame('Dune is back'));
      course.record(page, first);
      course.record(`${page}the-mask`, hex(await frame('one for me', '5b0ec291')));
      expects('the tool', course.read(`${Q}the-tool-complains`).endsWith(first.slice(0, 11)), true);
      course.record(`${Q}read-the-frame`, hex(await frame('read')));
      course.record(`${Q}what-the-bytes-tell`, hex(await frame('hello', '1fa43370')));
      course.record(`${Q}a-longer-frame`, hex((await frame(Buffer.alloc(300))).subarray(0, 4)));
      const unmasked = await frame('hello');
      const answer = await answerTo(unmasked);
      course.record(`${Q}tls-is-enough-he-says`, `client  ${hex(unmasked)}\nserver  ${hex(answer)}`);
    },
  },
  {
    name: 'doing it twice safely',
    play: (course) => {
      const place = `${L}07-doing-it-twice-safely.md#remember-it-with-the-work`;
      const db = sqlite(`CREATE TABLE done (message_id text PRIMARY KEY);
        CREATE TABLE books (id integer, stock integer); INSERT INTO books VALUES (7, 3)`);
      const work = course.read(place);
      db.exec(work);
      course.record(`${place}/2`, refusal(db, work)!);
      db.exec('ROLLBACK');
      expects('once', rows(db, 'SELECT stock FROM books'), [{ stock: 2 }]);
    },
  },
];
