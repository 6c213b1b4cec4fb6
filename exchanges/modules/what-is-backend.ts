import { createServer, type RequestListener } from 'node:http';
import type { Server } from 'node:net';
import { type Exchange, expects } from '../exchange.ts';
import { bodyOf, exchange, reply, statusOf, talk } from '../http.ts';
import { show } from '../message.ts';

const L = 'lessons/what-is-backend/';
const Q = 'quizzes/what-is-backend.yaml#';
const BOOKS = [
  { id: 7, title: 'Dune', price: 6 },
  { id: 9, title: 'Emma', price: 4 },
];
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Takes orders; `checks` is what Mina had forgotten. */
const orders =
  (date: string, checks: boolean): RequestListener =>
  async (request, response) => {
    const { book, copies } = JSON.parse(await bodyOf(request));
    const { price } = BOOKS.find(({ id }) => id === book)!;
    if (checks && !(copies >= 1)) {
      // The name of RFC 9110; Node.js still has the older one.
      response.statusMessage = 'Unprocessable Content';
      const error = JSON.stringify({ error: 'copies must be at least 1' });
      return reply(response, 422, { Date: date, ...JSON_TYPE }, error);
    }
    const order = JSON.stringify({ id: 2, total: copies * price });
    return reply(response, 201, { Date: date, Location: '/api/orders/2', ...JSON_TYPE }, order);
  };

/** What the module what-is-backend shows on the wire. */
export const whatIsBackend: Exchange[] = [
  {
    name: 'the core of shop.js',
    play: async (course) => {
      const code = course.read(`${L}02-who-asks-and-who-answers.md#two-roles`);
      const make = new Function(
        'require',
        `${code.replace('http.createServer', 'return http.createServer').replace('.listen(8080)', '')}`,
      );
      const server = make(() => ({ createServer })) as Server;
      const [passed] = await talk(server, { method: 'GET', target: '/', fields: { Host: 'shop.test' } });
      expects('the list', passed!.response.toString().split('\r\n\r\n')[1], JSON.stringify([BOOKS[0]]));
    },
  },
  {
    name: 'what crosses the line',
    play: async (course) => {
      const place = `${L}04-one-click-eight-steps.md#what-crosses-the-line`;
      const date = 'Fri, 27 Nov 2026 21:14:00 GMT';
      const server: RequestListener = (_, response) =>
        reply(response, 200, { Date: date, ...JSON_TYPE }, JSON.stringify(BOOKS));
      await exchange(course, server, place, `${place}/2`);
    },
  },
  {
    name: 'minus three books',
    play: async (course) => {
      const page = `${L}06-the-trust-boundary.md#`;
      await exchange(course, orders('Tue, 17 Nov 2026 20:02:11 GMT', false), page, `${page}/2`);
      const [refused] = await talk(orders('Wed, 18 Nov 2026 09:30:00 GMT', true), {
        method: 'POST',
        target: '/api/orders',
        fields: { Host: 'shop.test', ...JSON_TYPE },
        body: '{"book":7,"copies":-3}',
      });
      course.record(`${page}what-the-server-checks-again`, show(refused!.response));
      const checking = () => orders('Wed, 18 Nov 2026 09:30:00 GMT', true);
      const good = await exchange(course, checking(), `${Q}what-to-test-again`);
      const bad = await exchange(course, checking(), `${Q}a-browser-or-so-it-says`);
      expects('checked', [statusOf(good), statusOf(bad)], [201, 422]);
      const form: RequestListener = async (request, response) => {
        const sent = new URLSearchParams(await bodyOf(request));
        reply(response, Number(sent.get('price')) * Number(sent.get('copies')) === 2 ? 201 : 400, {});
      };
      expects('paid 2', statusOf(await exchange(course, form, `${Q}price-in-a-hidden-field`)), 201);
    },
  },
];
