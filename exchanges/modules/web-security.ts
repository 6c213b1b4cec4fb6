import { timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { bodyOf, exchange, reply, serve, statusOf } from '../http.ts';
import { rows, sqlite } from '../sqlite.ts';

const L = 'lessons/web-security/';
const Q = 'quizzes/web-security.yaml#';
const AT = 'Fri, 20 Nov 2026 10:00:00 GMT';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const DUNE = '{"title":"Dune","price":6}';

/** An API that lets one origin read it: answers the question before a request, then the request. */
const api =
  (origin: string, methods: string, headers?: string, age?: number): RequestListener =>
  async (request, response) => {
    const known = request.headers.origin === origin;
    if (request.method !== 'OPTIONS') return reply(response, known ? 200 : 403, { Date: AT });
    return reply(response, 204, {
      Date: AT,
      ...(known ? { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Methods': methods } : {}),
      ...(headers ? { 'Access-Control-Allow-Headers': headers } : {}),
      ...(age ? { 'Access-Control-Max-Age': String(age) } : {}),
    });
  };

/** Takes a new mail address by a cookie alone, or only with the token of the form. */
const account =
  (token?: string): RequestListener =>
  async (request, response) => {
    const form = new URLSearchParams(await bodyOf(request));
    const given = Buffer.from(form.get('token') ?? '');
    if (token && (given.length !== token.length || !timingSafeEqual(given, Buffer.from(token))))
      return reply(
        response,
        403,
        { Date: AT, 'Content-Type': 'text/plain' },
        'Request refused: no valid token.',
      );
    return reply(response, 303, { Date: AT, Location: '/account' });
  };

/** An order that is taken whatever its type says. */
const careless: RequestListener = async (request, response) => {
  JSON.parse(await bodyOf(request));
  reply(response, 201, { Date: AT });
};

const BOOKS = `CREATE TABLE books (id integer, title text, price integer, shown integer);
  INSERT INTO books VALUES (7, 'Dune', 6, 1), (8, 'Emma', 4, 1), (9, 'Gift for Theo', 9, 0);
  CREATE TABLE users (name text, email text);
  INSERT INTO users VALUES ('mina', 'mina@shop.test'), ('theo', 'theo@mail.example')`;

/** The query that the code of a block builds from what a visitor typed. */
function built(course: Course, place: string, q: string): string {
  return new Function('q', `${course.read(place)}; return sql;`)(q) as string;
}

/** What the module web-security shows on the wire. */
export const webSecurity: Exchange[] = [
  {
    name: 'a response without a stamp',
    play: (course) =>
      exchange(
        course,
        (_, response) => reply(response, 200, { Date: AT, ...JSON_TYPE }, DUNE),
        `${L}02-cors.md#who-said-no`,
        `${L}02-cors.md#who-said-no/2`,
      ).then(() => {}),
  },
  {
    name: 'a preflight and its request',
    play: async (course) => {
      const place = `${L}03-preflight.md#the-exchange`;
      const server = () => api('https://app.shop.test', 'PUT, DELETE', 'authorization, content-type', 600);
      await exchange(course, server(), place, `${place}/2`);
      expects('PUT', statusOf(await exchange(course, server(), `${place}/3`)), 200);
      const question = `${Q}missing-permission`;
      await exchange(course, api('https://app.shop.test', 'PUT'), question, `${question}/2`);
    },
  },
  {
    name: 'CORS with cookies',
    play: async (course) => {
      const place = `${L}04-cors-with-cookies.md#two-fields-both-exact`;
      await exchange(
        course,
        (request, response) =>
          reply(
            response,
            200,
            {
              Date: AT,
              ...JSON_TYPE,
              'Access-Control-Allow-Origin': request.headers.origin!,
              'Access-Control-Allow-Credentials': 'true',
              Vary: 'Origin',
            },
            '[{"id":881,"book":7}]',
          ),
        place,
        `${place}/2`,
      );
    },
  },
  { name: 'Allow instead of CORS', play: (course) => serve(course, `${Q}allow-is-not-enough`) },
  { name: 'a star and a cookie', play: (course) => serve(course, `${Q}cp-star-and-cookie`) },
  {
    name: 'forged requests',
    play: async (course) => {
      const cats = `${L}05-csrf.md#what-the-page-with-cats-did`;
      await exchange(course, account(), `${cats}/2`, `${cats}/3`);
      const name = /name="(\w+)" value="([^"]+)"/.exec(course.read(cats))!;
      const form = new URLSearchParams([[name[1]!, name[2]!]]).toString();
      expects('the body of the form', course.peek(`${cats}/2`).endsWith(form), true);
      const order = `${L}05-csrf.md#json-is-no-shield-by-itself`;
      expects('order', statusOf(await exchange(course, careless, order)), 201);
      expects('order', statusOf(await exchange(course, careless, `${Q}json-in-plain-clothes`)), 201);
      const asked = `${L}06-csrf-defences.md#ask-for-what-a-forger-lacks`;
      await exchange(course, account('uG2f9qYw'), asked, `${asked}/2`);
    },
  },
  {
    name: 'a foreign WebSocket',
    play: async (course) => {
      const lesson = `${L}06-csrf-defences.md#websockets`;
      const refused: RequestListener = (request, response) =>
        request.headers.origin === 'https://shop.test'
          ? reply(response, 426, { Date: AT })
          : reply(response, 403, { Date: AT });
      await exchange(course, refused, lesson, `${lesson}/2`);
      expects('403', statusOf(await exchange(course, refused, `${Q}foreign-websocket`)), 403);
    },
  },
  {
    name: 'SQL injection',
    play: (course) => {
      const page = `${L}07-sql-injection.md#`;
      const db = sqlite(BOOKS);
      const asked = (q: string) => built(course, `${page}one-text-two-kinds-of-thing`, q);
      const attack = asked("x' OR 1=1 --");
      course.record(`${page}one-text-two-kinds-of-thing/2`, attack.replace(' WHERE', '\nWHERE'));
      const lines = (sql: string) =>
        rows(db, sql)
          .map((row) => Object.values(row).join('|'))
          .join('\n');
      course.record(`${page}one-text-two-kinds-of-thing/3`, lines(attack));
      const union = asked("x' UNION SELECT name, email FROM users --");
      course.record(`${page}one-text-two-kinds-of-thing/4`, lines(union));
      const bound = new Function(
        'find',
        `${course.read(`${page}keep-the-two-apart`).split('\n')[0]}; return sql;`,
      )('SELECT title, price FROM books WHERE ') as string;
      expects('bound', rows(db, bound, ["x' OR 1=1 --"]), []);
      const five = sqlite(`${BOOKS}; INSERT INTO books VALUES (1, 'A', 1, 1), (2, 'B', 1, 0)`);
      expects(
        'all five',
        rows(five, built(course, `${Q}cp-rows-for-the-attacker`, "x' OR 1=1 --")).length,
        5,
      );
    },
  },
  {
    name: 'a review that runs, and one that is shown',
    play: (course) => {
      const page = `${L}08-xss.md#`;
      const review = 'Nice. <script src=//evil.test/x></script>';
      const code = course.read(`${page}the-review-that-ran`);
      const written = (text: string) =>
        new Function('review', `let page = ''; ${code} return page;`)(text) as string;
      course.record(`${page}the-review-that-ran/2`, written(review));
      const encoded: Record<string, string> = {
        '&': '&amp;',
        '<': '&lt;',
        '>': '&gt;',
        '"': '&quot;',
        "'": '&#x27;',
      };
      const safe = review.replace(/[&<>"']/g, (sign) => encoded[sign]!);
      course.record(`${page}encode-on-the-way-out/2`, written(safe));
      for (const [sign, name] of Object.entries(encoded))
        expects(sign, course.read(`${page}encode-on-the-way-out`).includes(`${sign}  ─► ${name}`), true);
    },
  },
];
