import http, { type RequestListener } from 'node:http';
import { connect, createServer } from 'node:http2';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { exchange, reply, statusOf, talk } from '../http.ts';
import { show } from '../message.ts';
import { shop } from '../shop.ts';
import { listen } from '../tap.ts';

const AT = 'Fri, 20 Nov 2026 10:00:00 GMT';
const METHODS = 'quizzes/http-methods.yaml#';
const SECURITY = 'quizzes/web-security.yaml#';
const HOST = { Host: 'shop.test' };
const GET = { method: 'GET', target: '/', fields: HOST };

/** Plays the lines `METHOD /path status` of a log against a server, and compares the status where one is named. */
async function log(course: Course, place: string, server: RequestListener): Promise<number[]> {
  const found: number[] = [];
  for (const line of course.read(place).split('\n')) {
    const [, method, target, rest] = /([A-Z]+) +(\/\S*)(.*)/.exec(line)!;
    const fields = rest!.includes('tag "A"') ? { ...HOST, 'If-Match': '"A"' } : HOST;
    const ask = { method: method!, target: target!, fields, ...(method === 'PUT' ? { body: '{}' } : {}) };
    const [passed] = await talk(server, ask);
    const named = /\b[1-5]\d\d\b/.exec(rest!)?.[0];
    if (named) expects(line, statusOf(passed!), Number(named));
    found.push(statusOf(passed!));
  }
  return found;
}

/** Fields that stand alone: a real server sends them, and only they are shown. */
async function fieldsAlone(course: Course, place: string): Promise<void> {
  const lines = course.peek(place).split('\n');
  const names = lines.map((line) => line.split(': ')[0]!);
  const server: RequestListener = (_, response) => {
    for (const line of lines)
      response.appendHeader(...(line.split(/: (.*)/s).slice(0, 2) as [string, string]));
    response.end();
  };
  const [passed] = await talk(server, GET);
  const shown = show(passed!.response, { leaveOut: [] }).split('\n');
  course.record(place, shown.filter((line) => names.includes(line.split(':')[0]!)).join('\n'));
}

/** A first line that stands alone. */
async function firstLine(course: Course, place: string, status: number, reason: string): Promise<void> {
  const [passed] = await talk((_, response) => {
    response.statusCode = status;
    response.statusMessage = reason;
    response.end();
  }, GET);
  course.record(place, show(passed!.response).split('\n')[0]!);
}

/** What a program sees when a request has come through proxies, each of which appends its peer's address. */
async function forwarded(course: Course, place: string, given: string, peers: string[]): Promise<void> {
  let field = given;
  for (const peer of peers) {
    const append: RequestListener = (request, response) =>
      reply(response, 200, { 'X-Forwarded-For': `${request.headers['x-forwarded-for']}, ${peer}` });
    const [passed] = await talk(append, { ...GET, fields: { ...HOST, 'X-Forwarded-For': field } });
    field = /X-Forwarded-For: (.*)\r\n/.exec(passed!.response.toString())![1]!;
  }
  course.record(place, `X-Forwarded-For: ${field}`);
}

/** Lines of logs and single fields, over the whole course. */
export const shortForms: Exchange[] = [
  {
    name: 'lines of access logs',
    play: async (course) => {
      const things = {
        '/wishlist/4': {},
        '/customers/12': {},
        '/reports/2025': {},
        '/books/7': { title: 'Dune' },
      };
      const server = shop({ at: AT, things, readOnly: ['/reports/2025'] });
      await log(course, `${METHODS}before-second-delete`, server);
      await log(course, `${METHODS}what-204-to-delete-says`, server);
      const [, refused] = await log(course, `${METHODS}read-only-resource`, server);
      expects('read only', refused, 405);
      course.says(`${METHODS}read-only-resource`, `answer: ${refused}`);
      await log(course, `${METHODS}refused-second-try`, server);
      const strict: RequestListener = (request, response) =>
        reply(response, request.headers.authorization ? 204 : 401, {});
      await log(course, `${SECURITY}preflight-and-login`, strict);
    },
  },
  {
    name: 'a POST that became a GET',
    play: async (course) => {
      const lines: string[] = [];
      const server = http.createServer((request, response) => {
        const moved = request.url === '/cart';
        const target = moved ? '   Location: /basket' : '';
        lines.push(`${request.method!.padEnd(4)} ${request.url!.padEnd(9)} ${moved ? 302 : 200}${target}`);
        reply(response, moved ? 302 : 200, moved ? { Location: '/basket' } : {});
      });
      const port = await listen(server);
      const headers = { Connection: 'close' };
      await fetch(`http://127.0.0.1:${port}/cart`, { method: 'POST', body: '{}', headers });
      server.close();
      course.record(`${METHODS}post-became-get`, lines.join('\n'));
    },
  },
  {
    name: 'first lines',
    play: async (course) => {
      await firstLine(course, `${METHODS}unknown-code`, 478, 'Voucher Expired');
      await firstLine(course, 'quizzes/servers-http.yaml#sold-out-with-200', 200, 'Sold Out');
    },
  },
  {
    name: 'fields that stand alone',
    play: async (course) => {
      await fieldsAlone(course, 'lessons/web-security/02-cors.md#who-said-no/3');
      await fieldsAlone(course, `${SECURITY}without-cookies`);
      await fieldsAlone(course, 'lessons/proxies/06-shared-caches-and-cdns.md#one-user-or-many');
      await fieldsAlone(course, 'quizzes/proxies.yaml#two-lifetimes');
    },
  },
  {
    name: 'addresses on the way',
    play: async (course) => {
      const lesson = 'lessons/proxies/07-who-is-calling.md#read-from-the-right';
      await forwarded(course, lesson, '198.51.100.23', ['203.0.113.7']);
      const quiz = 'quizzes/proxies.yaml#';
      await forwarded(course, `${quiz}cp-seen-by-nginx`, '192.0.2.99', ['198.51.100.7']);
      await forwarded(course, `${quiz}behind-two-of-our-own`, '192.0.2.99', ['203.0.113.50', '198.51.100.7']);
    },
  },
  {
    name: 'one function, two versions of HTTP',
    play: async (course) => {
      const headers = { 'Content-Type': 'text/plain', Date: AT };
      const [passed] = await talk((_, response) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        response.end();
      }, GET);
      const one = show(passed!.response, { leaveOut: ['Connection', 'Keep-Alive', 'Content-Length'] });
      const server = createServer((_, response) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        response.end();
      });
      const client = connect(`http://127.0.0.1:${await listen(server)}`);
      const two = await new Promise<string>((done) => {
        client.request({ ':path': '/' }).on('response', (got) => {
          const lines = Object.entries(got).filter(([name]) => !name.startsWith(':'));
          done([`HTTP/2 ${got[':status']}`, ...lines.map(([name, value]) => `${name}: ${value}`)].join('\n'));
        });
      });
      client.destroy();
      server.close();
      course.record('lessons/servers-http/07-http-versions.md#', `${one}\n${two}`);
    },
  },
  {
    name: 'an opaque token',
    play: async (course) => {
      const place = 'lessons/auth/04-tokens.md#two-kinds-of-token';
      await exchange(course, (_, response) => reply(response, 200, {}), place);
    },
  },
];
