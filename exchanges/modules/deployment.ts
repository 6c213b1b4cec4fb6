import type { RequestListener } from 'node:http';
import { type Exchange, expects } from '../exchange.ts';
import { exchange, reply, serve, talk } from '../http.ts';
import { show } from '../message.ts';
import { Postgres } from '../postgres.ts';
import { rows, sqlite } from '../sqlite.ts';

const L = 'lessons/deployment/';
const Q = 'quizzes/deployment.yaml#';
const PLAIN = { 'Content-Type': 'text/plain' };

/** A program that lives, and is ready once its database is there. */
const copy =
  (database: boolean): RequestListener =>
  (request, response) =>
    request.url === '/live' || database
      ? reply(response, 200, PLAIN, 'alive')
      : reply(response, 503, PLAIN, 'no database yet');

/** What the module deployment shows on the wire. */
export const deployment: Exchange[] = [
  {
    name: 'errors that help whom?',
    play: async (course) => {
      const page = `${L}04-errors-that-help.md#`;
      const db = await Postgres.shared();
      await db.begin('');
      const said = (await db.psql('SELECT * FROM orders_v2')).split('\n')[0]!.replace('ERROR:  ', '');
      expects('the first line', course.peek(page).includes(`\n\nError: ${said}\n`), true);
      for (const place of [`${page}two-readers`, `${Q}allowed-in-the-answer`])
        expects(place, course.read(place).includes(said), true);
      await serve(course, page);
      await serve(course, `${page}two-readers/2`);
      await serve(course, `${Q}two-statuses`);
    },
  },
  {
    name: 'a column that is gone',
    play: async (course) => {
      const db = await Postgres.shared();
      await db.begin('CREATE TABLE book (price integer); ALTER TABLE book RENAME price TO price_cents');
      const said = (await db.psql('SELECT price FROM book')).split('\n')[0]!.replace('ERROR:  ', '');
      course.record(`${L}07-changing-versions.md#what-does-not-roll-back`, said);
      course.says(`${Q}price-does-not-exist`, `v60: ${said}`);
    },
  },
  {
    name: 'alive and ready',
    play: async (course) => {
      const place = `${L}05-alive-and-ready.md#two-questions`;
      const shown = { at: 'Fri, 20 Nov 2026 18:02:11 GMT' };
      await exchange(course, copy(false), place, `${place}/2`, shown);
      await exchange(course, copy(false), `${place}/3`, `${place}/4`, shown);
    },
  },
  {
    name: 'not ready any more',
    play: async (course) => {
      const [passed] = await talk(
        (_, response) => reply(response, 503, { Connection: 'close', ...PLAIN }, 'draining'),
        { method: 'GET', target: '/ready', fields: { Host: 'shop.test' } },
      );
      const shown = { leaveOut: [], at: 'Fri, 20 Nov 2026 18:05:02 GMT' };
      course.record(`${L}06-stopping-politely.md#drain-then-go/3`, show(passed!.response, shown));
    },
  },
  {
    name: 'one pattern, two databases',
    play: async (course) => {
      const setup = "CREATE TABLE book (title text); INSERT INTO book VALUES ('Dune')";
      const find = "SELECT title FROM book WHERE title LIKE 'dune'";
      const db = await Postgres.shared();
      await db.begin(setup);
      const name = (found: Record<string, unknown>[]) => String(found[0]?.title ?? '(nothing)');
      const home = name(rows(sqlite(setup), find));
      const production = name(await db.rows(find));
      course.record(
        `${L}03-what-a-test-can-catch.md#false-comfort`,
        `at home      SQLite       ${home}\nproduction   PostgreSQL   ${production}`,
      );
      course.record(
        `${Q}dune-is-missing`,
        `place       database    title LIKE 'dune' finds\nat home     SQLite      ${home}\nproduction  PostgreSQL  ${production}`,
      );
    },
  },
];
