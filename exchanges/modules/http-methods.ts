import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Exchange, expects } from '../exchange.ts';
import { bodyOf, exchange, reply, serve, statusOf, talk } from '../http.ts';
import { CONNECTION, show } from '../message.ts';
import { shop, type Thing } from '../shop.ts';

const L = 'lessons/http-methods/';
const Q = 'quizzes/http-methods.yaml#';
const at = (time: string) => `Fri, 20 Nov 2026 ${time} GMT`;
const HOST = { Host: 'shop.test' };
const BOOK = { method: 'GET', target: '/books/7', fields: HOST };
const DUNE = { title: 'Dune', price: 6 };
const WITH_STOCK = { ...DUNE, stock: 1 };

/** A question whose request goes to a shop, and the status that the key names. */
function answered(id: string, status: number, things: Record<string, Thing>, options = {}): Exchange {
  return {
    name: id,
    play: async (course) => {
      const passed = await exchange(course, shop({ at: at('10:00:00'), things, ...options }), Q + id);
      expects(id, statusOf(passed), status);
    },
  };
}

/** A request that changes a thing, and what is there afterwards. */
function changed(
  place: string,
  before: Thing | undefined,
  after: Thing,
  times = 1,
  path = '/books/7',
): Exchange {
  return {
    name: place,
    play: async (course) => {
      const things: Record<string, Thing> = before ? { [path]: before } : {};
      for (let i = 0; i < times; i += 1) await exchange(course, shop({ at: at('10:05:00'), things }), place);
      expects(place, things[path], after);
    },
  };
}

/** Takes an order in JSON, and refuses it by what is wrong: its format, its syntax or what it says. */
async function takeOrder(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers['content-type'] !== 'application/json') return reply(response, 415, {});
  let day: string;
  try {
    ({ day } = JSON.parse(await bodyOf(request)));
  } catch {
    return reply(response, 400, {});
  }
  const isADay = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  return reply(response, isADay ? 201 : 422, {});
}

/** What the module http-methods shows on the wire. */
export const httpMethods: Exchange[] = [
  {
    name: 'reading a book',
    play: async (course) => {
      const server = shop({ at: at('10:00:00'), things: { '/books/7': DUNE } });
      await exchange(course, server, `${L}01-asking-and-changing.md#`, `${L}01-asking-and-changing.md#/2`);
    },
  },
  {
    name: 'placing an order',
    play: async (course) => {
      const place = `${L}01-asking-and-changing.md#post-has-no-fixed-job`;
      await exchange(
        course,
        (_, response) =>
          reply(
            response,
            201,
            { Date: at('10:01:00'), Location: '/orders/881', 'Content-Type': 'application/json' },
            '{"id":881}',
          ),
        place,
        `${place}/2`,
      );
    },
  },
  {
    name: 'replacing a book',
    play: async (course) => {
      const place = `${L}02-put-patch-delete.md#put-makes-it-so`;
      const things: Record<string, Thing> = { '/books/7': WITH_STOCK };
      await exchange(course, shop({ at: at('10:05:00'), things }), place, `${place}/2`);
      expects('PUT', things['/books/7'], { ...WITH_STOCK, price: 5 });
    },
  },
  changed(`${L}02-put-patch-delete.md#patch-says-what-to-change`, WITH_STOCK, { ...WITH_STOCK, price: 5 }),
  {
    name: 'a method that the resource does not offer',
    play: async (course) => {
      const place = `${L}05-telling-codes-apart.md#what-is-wrong-with-my-request`;
      const server = shop({ at: at('10:10:00'), readOnly: ['/reports/2025'] });
      const [passed] = await talk(server, {
        method: 'PUT',
        target: '/reports/2025',
        fields: HOST,
        body: '{}',
      });
      course.record(place, show(passed!.response));
    },
  },
  {
    name: 'a labelled version',
    play: async (course) => {
      const [passed] = await talk(
        shop({ at: at('10:00:00'), things: { '/books/7': DUNE }, tags: true }),
        BOOK,
      );
      course.record(`${L}06-conditional-requests.md#a-label-for-every-version`, show(passed!.response));
      const [other] = await talk(
        shop({ at: at('10:30:00'), things: { '/books/7': WITH_STOCK }, tags: true }),
        BOOK,
      );
      course.record(`${Q}write-the-condition`, show(other!.response));
    },
  },
  {
    name: 'an API that lies',
    play: async (course) => {
      const place = `${L}08-an-api-that-lies.md#`;
      const lie = (_: unknown, response: ServerResponse) =>
        reply(
          response,
          200,
          { Date: at('10:20:00'), 'Cache-Control': 'max-age=600', 'Content-Type': 'application/json' },
          '{"ok":false,"error":"database busy"}',
        );
      await exchange(course, lie, place, `${place}/2`);
      await serve(course, `${Q}false-200`);
      await serve(course, `${L}08-an-api-that-lies.md#the-code-for-machines-the-content-for-details`);
    },
  },
  answered('before-no-login', 401, {}, { closed: ['/account'] }),
  answered('get-with-content', 200, { '/books': {} }),
  answered('put-on-empty-address', 201, {}),
  answered('copy-still-good', 304, { '/books/7': DUNE }, { tags: true }),
  answered('condition-demanded', 428, { '/books/7': WITH_STOCK }, { conditions: true }),
  changed(`${Q}put-one-field`, WITH_STOCK, { price: 5 }),
  changed(`${Q}patch-applied-twice`, { tags: ['a', 'b'] }, { tags: ['a', 'b', 'signed', 'signed'] }, 2),
  changed(`${Q}half-a-patch`, DUNE, DUNE),
  {
    name: 'an order for a day that there is not',
    play: async (course) => {
      const passed = await exchange(course, takeOrder, `${Q}an-order-for-30-february`);
      expects('an order for a day that there is not', statusOf(passed), 422);
    },
  },
  {
    name: 'asking for the head only',
    play: async (course) => {
      const size = 40 * 1024 * 1024;
      const passed = await exchange(
        course,
        (_, response) => {
          response.setHeader('Date', at('10:00:00'));
          response.setHeader('Content-Type', 'application/pdf');
          response.setHeader('Content-Length', size);
          response.end();
        },
        `${Q}head-bytes`,
      );
      course.record(`${Q}head-bytes/2`, show(passed.response).trimEnd());
    },
  },
  {
    name: 'a method that the server knows nowhere',
    play: async (course) => {
      const shown = { leaveOut: [...CONNECTION, 'Content-Length'] };
      const server = shop({ at: at('10:00:00'), things: { '/books/7': DUNE } });
      expects('501', statusOf(await exchange(course, server, `${Q}method-nowhere`, undefined, shown)), 501);
    },
  },
  { name: 'a response without Location', play: (course) => serve(course, `${Q}created-where`) },
  { name: 'too many requests', play: (course) => serve(course, `${Q}too-many-requests`) },
];
