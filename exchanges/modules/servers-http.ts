import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { bodyOf, byHand, exchange, reply, statusOf, talk } from '../http.ts';
import { show } from '../message.ts';
import { listen } from '../tap.ts';

const L = 'lessons/servers-http/';
const Q = 'quizzes/servers-http.yaml#';
const AT = 'Fri, 20 Nov 2026 10:00:00 GMT';
const ALL = { leaveOut: [], at: AT };

const crlf = (text: string) => text.replaceAll('\n', '\r\n');
const open: RequestListener = (_, response) => void response.end('The shop is open');
/** The status codes of all responses that came back. */
const statuses = (answer: string) =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => Number(match[1]));

/** A block typed by hand; its lines before the body end with CRLF. */
async function typed(course: Course, place: string, server: RequestListener): Promise<string> {
  const text = course.read(place);
  const [head, ...body] = text.split('\n\n') as [string, ...string[]];
  return byHand(server, `${crlf(head.trimEnd())}\r\n\r\n${body.join('\n\n')}`);
}

/** Sends a list of texts in pieces, so that Node.js does not know the length beforehand. */
const inPieces =
  (...pieces: string[]): RequestListener =>
  async (_, response) => {
    response.setHeader('Date', AT);
    response.setHeader('Content-Type', 'text/plain');
    for (const piece of pieces) {
      await new Promise<void>((done) => response.write(piece, () => done()));
    }
    response.end();
  };

async function chunks(course: Course, place: string, ...pieces: string[]): Promise<void> {
  const [passed] = await talk(inPieces(...pieces), {
    method: 'GET',
    target: '/',
    fields: { Host: 'shop.test' },
  });
  course.record(place, show(passed!.response, ALL));
}

/** What the module servers-http shows on the wire. */
export const serversHttp: Exchange[] = [
  {
    name: 'joining the waiting list',
    play: async (course) => {
      const place = `${L}02-a-message-on-the-wire.md#`;
      await exchange(
        course,
        (_, response) =>
          reply(
            response,
            201,
            { Date: AT, Location: '/waitlist/3', 'Content-Type': 'application/json' },
            '{"waiting":3}',
          ),
        place,
        `${place}/2`,
      );
    },
  },
  {
    name: 'one byte too few',
    play: async (course) => {
      const sent = '{"name":"Zoë"}';
      const seen = new Promise<string>((done) => {
        byHand(async (request, response) => {
          done(await bodyOf(request));
          response.end();
        }, `POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: ${sent.length}\r\nConnection: close\r\n\r\n${sent}`);
      });
      course.record(`${L}03-how-long-is-the-body.md#`, await seen);
    },
  },
  {
    name: 'chunks',
    play: async (course) => {
      const place = `${L}03-how-long-is-the-body.md#when-the-length-is-not-known-yet`;
      await chunks(course, place, 'Dune, Emma', ', Persuasion');
      await chunks(course, `${Q}add-up-the-chunks`, 'Dune, Emma, Ulysses', ', Ivanhoe');
      course.says(`${Q}add-up-the-chunks`, String('Dune, Emma, Ulysses, Ivanhoe'.length));
    },
  },
  {
    name: 'HTTP by hand',
    play: async (course) => {
      const command = course.read(`${L}04-speaking-http-by-hand.md#`);
      const bytes = /printf '([^']*)'/.exec(command)![1]!.replaceAll('\\r\\n', '\r\n');
      const answer = await byHand(open, bytes);
      course.record(`${L}04-speaking-http-by-hand.md#/2`, show(Buffer.from(answer), ALL));
    },
  },
  {
    name: 'a body longer than announced spoils the next message',
    play: async (course) => {
      const bodies: string[] = [];
      const take: RequestListener = async (request, response) => {
        bodies.push(await bodyOf(request));
        response.end();
      };
      const places = [`${L}05-when-framing-breaks.md#`, `${Q}one-byte-left-over`, `${Q}empty-order`];
      for (const place of places) expects(place, statuses(await typed(course, place, take)).at(-1), 400);
      expects('bodies', bodies, ['{"book":42', '{"copies":100}', '']);
    },
  },
  {
    name: 'requests that are refused',
    play: async (course) => {
      expects('no Host', statuses(await typed(course, `${Q}which-field-is-missing`, open)), [400]);
      const both = course.read(`${Q}both-length-and-chunks`);
      for (const [fields, status] of [
        ['X: y', 400],
        ['Host: shop.test\nContent-Length: ten', 400],
        ['Host : shop.test', 400],
        [`Host: shop.test\n${both}`, 400],
        ['Host: shop.test\nHost: cakes.test', 200],
      ] as const) {
        const answer = await byHand(open, crlf(`GET / HTTP/1.1\n${fields}\nConnection: close\n\n`));
        expects(fields, statuses(answer), [status]);
      }
      course.read(`${Q}two-host-lines`);
    },
  },
  {
    name: 'a page of opening hours',
    play: async (course) => {
      const place = `${Q}sort-the-lines`;
      const server: RequestListener = (_, response) =>
        reply(response, 200, { Date: AT, 'Content-Type': 'text/plain' }, '10 to 18');
      await exchange(course, server, place, `${place}/2`);
    },
  },
  {
    name: 'fields and a body that looks like one',
    play: async (course) => {
      let body = '';
      const server: RequestListener = async (request, response) => {
        body = await bodyOf(request);
        response.end();
      };
      await exchange(course, server, `${Q}field-after-the-gap`);
      expects('body', body, 'Content-Language: en\nHi');
      expects('*/*', statusOf(await exchange(course, open, `${Q}changes-that-still-work`)), 200);
    },
  },
  {
    name: 'counting bytes, not letters',
    play: (course) => {
      for (const id of ['city-in-json', 'price-with-euro-sign']) {
        const body = course.read(Q + id);
        course.says(Q + id, String(Buffer.byteLength(body)));
      }
    },
  },
  {
    name: 'a port that is taken',
    play: async (course) => {
      const first = createServer();
      const port = await listen(first);
      const second = createServer();
      const failed = once(second, 'error') as Promise<[Error]>;
      second.listen(port, '127.0.0.1');
      const words = (await failed)[0].message.replace(String(port), '8080');
      first.close();
      course.record(`${L}01-what-a-server-is.md#a-program-that-waits`, words);
      course.record(`${Q}second-start-fails`, words);
    },
  },
];
