import { createServer } from 'node:http';
import { cache } from '../cache.ts';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { exchange, reply, statusOf, talk } from '../http.ts';
import { show } from '../message.ts';
import { shop, type Thing } from '../shop.ts';
import { listen, tap } from '../tap.ts';

const L = 'lessons/proxies/';
const Q = 'quizzes/proxies.yaml#';
const at = (time: string) => `Fri, 20 Nov 2026 ${time} GMT`;
const DUNE = { title: 'Dune', price: 6 };
const BOOK = { method: 'GET', target: '/books/7', fields: { Host: 'shop.test' } };

/** A forward proxy: fetches whole addresses, and opens tunnels to the payment service. */
function forwardProxy(): ReturnType<typeof createServer> {
  const proxy = createServer((request, response) =>
    reply(response, URL.canParse(request.url!) ? 200 : 400, {}),
  );
  proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 200 Connection Established\r\n\r\n'));
  return proxy;
}

/** A copy out of a cache, `age` seconds after it was stored. */
async function aged(course: Course, place: string, thing: Thing, maxAge: number, age: number): Promise<void> {
  let second = 0;
  const origin = createServer(
    shop({
      at: at('12:00:00'),
      things: { '/books/7': thing },
      tags: true,
      cacheControl: `max-age=${maxAge}`,
    }),
  );
  const port = await listen(origin);
  const proxy = createServer(
    cache(
      () => port,
      () => second,
    ),
  );
  const line = await tap(await listen(proxy));
  const get = () => fetch(`http://127.0.0.1:${line.port}/books/7`, { headers: { Connection: 'close' } });
  await (await get()).text();
  const before = line.server().length;
  second = age;
  await (await get()).text();
  course.record(place, show(line.server().subarray(before)));
  for (const each of [origin, proxy]) {
    each.close();
    each.closeAllConnections();
  }
  line.close();
}

/** What a cache asks the origin about a stale copy, and what it gives its client then. */
async function validated(course: Course, place: string): Promise<void> {
  let second = 0;
  const things = { '/books/7': DUNE };
  const options = { things, tags: true, cacheControl: 'max-age=600' };
  const old = shop({ at: at('12:00:00'), ...options });
  const late = shop({ at: at('12:10:20'), ...options });
  const origin = createServer((request, response) => (second > 0 ? late : old)(request, response));
  const line = await tap(await listen(origin));
  const proxy = cache(
    () => line.port,
    () => second,
  );
  let sent = [0, 0];
  const [first] = await talk((request, response) => proxy(request, response), BOOK);
  sent = [line.client().length, line.server().length];
  second = 620;
  const [again] = await talk((request, response) => proxy(request, response), BOOK);
  course.record(place, show(line.client().subarray(sent[0])));
  course.record(`${place}/2`, show(line.server().subarray(sent[1])));
  expects('the client gets a 200', [statusOf(first!), statusOf(again!)], [200, 200]);
  origin.close();
  origin.closeAllConnections();
  line.close();
}

/** What the module proxies shows on the wire. */
export const proxies: Exchange[] = [
  {
    name: 'a forward proxy',
    play: async (course) => {
      const page = `${L}01-somebody-in-between.md#how-it-looks-on-the-wire`;
      for (const place of [page, `${Q}for-whom-is-this-line`])
        expects(place, statusOf(await exchange(course, forwardProxy(), place)), 200);
      await exchange(course, forwardProxy(), `${page}/2`, `${page}/3`);
      await exchange(course, forwardProxy(), `${Q}what-the-tunnel-sees`, `${Q}what-the-tunnel-sees/2`);
    },
  },
  {
    name: 'copies with an age',
    play: async (course) => {
      await aged(course, `${L}05-fresh-or-stale.md#a-copy-with-a-date-on-it`, DUNE, 600, 240);
      await aged(course, `${Q}cp-what-is-left`, { title: 'Emma', price: 4 }, 900, 840);
    },
  },
  {
    name: 'validating a stale copy',
    play: async (course) => {
      await validated(course, `${L}05-fresh-or-stale.md#ask-but-do-not-download`);
      await validated(course, `${Q}what-theo-gets-after-304`);
    },
  },
  {
    name: 'responses of the origin',
    play: async (course) => {
      const server = shop({
        at: at('12:00:00'),
        things: { '/books/7': DUNE },
        tags: true,
        cacheControl: 'no-cache',
      });
      const [passed] = await talk(server, BOOK);
      course.record(`${Q}truth-about-no-cache`, show(passed!.response));
      const place = `${Q}old-price-new-price`;
      const changing = shop({ at: at('12:05:00'), things: { '/books/7': DUNE }, tags: true });
      await exchange(course, changing, place, `${place}/2`);
    },
  },
];
