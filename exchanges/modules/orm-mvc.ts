import express, { type Express, type Request, type RequestHandler } from 'express';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { exchange, statusOf, talk } from '../http.ts';
import { CONNECTION, parseAsk } from '../message.ts';
import { refusal, rows, sqlite } from '../sqlite.ts';

const L = 'lessons/orm-mvc/';
const Q = 'quizzes/orm-mvc.yaml#';
const DUNE = { id: 7, title: 'Dune', price: 6 };
const SHOP = `CREATE TABLE author (id integer, name text);
  INSERT INTO author VALUES (1, 'Herbert'), (2, 'Austen'), (3, 'Joyce');
  CREATE TABLE book (id integer, title text, price integer, stock integer CHECK (stock >= 0), author_id integer);
  INSERT INTO book VALUES (7, 'Dune', 6, 0, 1), (8, 'Emma', 4, 2, 2), (9, 'Ulysses', 9, 1, 3), (10, 'Persuasion', 4, 1, 2);
  CREATE TABLE orders (id integer, book_id integer, copies integer, day text, total integer);
  INSERT INTO orders VALUES (881, 7, 1, '2026-11-20', 6), (882, 8, 1, '2026-12-01', 4)`;

/** An Express program made of the routes of a block; each handler answers with its own name and parameter. */
function routes(course: Course, place: string): Express {
  const shop = express();
  const code = course.read(place);
  const names = [...code.matchAll(/, +(\w+)\)/g)].map((match) => match[1]!);
  const handlers = names.map(
    (name): RequestHandler =>
      (request, response) =>
        void response.send(`${name} ${Object.values(request.params).join()}`.trim()),
  );
  new Function('shop', ...names, code)(shop, ...handlers);
  return shop;
}

/** What such a program answers: a handler's name and parameter, or the status. */
async function called(shop: Express, line: string): Promise<string | number> {
  const [passed] = await talk(shop, parseAsk(`${line} HTTP/1.1\nHost: shop.test\n`));
  return statusOf(passed!) === 200 ? passed!.response.toString().split('\r\n\r\n')[1]! : statusOf(passed!);
}

/** What the module orm-mvc shows on the wire. */
export const ormMvc: Exchange[] = [
  {
    name: 'routes',
    play: async (course) => {
      const shop = () => routes(course, `${L}01-routing.md#a-table-of-routes`);
      for (const [line, result] of [
        ['GET /books/7', 'showBook 7'],
        ['GET /books/7.html', 'showBook 7.html'],
        ['GET /books/new', 'showBook new'],
        ['DELETE /books/7', 404],
      ] as const)
        expects(line, await called(shop(), line), result);
      const authors = () => routes(course, `${Q}what-is-in-the-parameter`);
      await exchange(course, authors(), `${Q}what-is-in-the-parameter/2`);
      const line = course.peek(`${Q}what-is-in-the-parameter/2`).split(' HTTP')[0]!;
      const name = String(await called(authors(), line)).split(' ')[1]!;
      course.says(`${Q}what-is-in-the-parameter`, `accept: [${name}]`);
      const sale = () => routes(course, `${Q}who-reaches-show-book`);
      const found = [];
      for (const ask of [
        'GET /books/sale',
        'GET /books/new',
        'GET /books/7/new',
        'GET /books/9.html',
        'POST /books/417',
      ])
        found.push(await called(sale(), ask));
      expects('showBook', found, ['showBook sale', 'newBookForm', 404, 'showBook 9.html', 404]);
      expects(
        'today',
        await called(routes(course, `${Q}todays-orders`), 'GET /orders/today'),
        'showOrder today',
      );
    },
  },
  {
    name: 'one book in two forms',
    play: async (course) => {
      const place = `${L}03-views.md#any-written-form`;
      const names = {
        Book: { find: async () => DUNE },
        bookPage: ({ title, price }: typeof DUNE) => `<h1>${title}</h1><p>${price} euros</p>`,
        bookData: (book: typeof DUNE) => book,
      };
      const make = new Function(...Object.keys(names), `${course.read(place)}\nreturn showBook;`);
      const app = () => {
        const shop = express();
        shop.get('/books/:id', (request: Request, response) => {
          response.setHeader('Date', 'Fri, 20 Nov 2026 12:19:06 GMT');
          return make(...Object.values(names))(request, response);
        });
        return shop;
      };
      // The lesson says that a few fields are left out.
      const shown = { leaveOut: [...CONNECTION, 'X-Powered-By', 'ETag'] };
      await exchange(course, app(), `${place}/2`, `${place}/3`, shown);
      await exchange(course, app(), `${place}/4`, `${place}/5`, shown);
    },
  },
  {
    name: 'statements of an ORM',
    play: (course) => {
      const page = `${L}04-objects-and-rows.md#`;
      const db = sqlite(SHOP);
      db.exec(course.read(`${page}the-translator/2`));
      expects('the new price', rows(db, 'SELECT price FROM book WHERE id = 7'), [{ price: 5 }]);
      const lines = course.read(`${page}two-comfortable-beliefs/3`).split('\n');
      const results = lines.map((line) => refusal(db, line.replace(/ +\(refused\)$/, '')) !== undefined);
      expects(
        'refused',
        results,
        lines.map((line) => line.endsWith('(refused)')),
      );
      expects('no order', rows(db, 'SELECT * FROM orders WHERE id = 885'), []);
      const loop = `${L}05-one-plus-n.md#`;
      const log = ['SELECT * FROM book;'];
      for (const { author_id } of rows(db, 'SELECT author_id FROM book'))
        log.push(`SELECT * FROM author WHERE id = ${author_id};`);
      course.record(`${loop}a-loop-that-talks-too-much/2`, log.join('\n'));
      db.exec(course.read(`${loop}the-repair/2`));
      expects('JOIN', rows(db, course.read(`${loop}the-repair/3`)).length, 4);
      const months = rows(db, course.read(`${L}06-by-hand.md#let-the-engine-do-it`));
      expects('months', months, [
        { month: '2026-11', turnover: 6 },
        { month: '2026-12', turnover: 4 },
      ]);
      db.exec(course.read(`${L}06-by-hand.md#which-tool-for-which-job`));
    },
  },
  {
    name: 'a side door',
    play: (course) => {
      const place = `${L}06-by-hand.md#raw-stays-raw`;
      const where = (text: string) => `SELECT * FROM book\nWHERE ${text}`;
      const code = course.read(place);
      const sent = new Function('Book', 'q', `return ${code}`)({ where }, "x' OR price < 100 --") as string;
      course.record(`${place}/2`, sent);
      expects('every book', rows(sqlite(SHOP), sent).length, 4);
    },
  },
  {
    name: 'SQL of the quiz',
    play: (course) => {
      const db = sqlite(`${SHOP}; CREATE TABLE review (id, book_id); CREATE TABLE photo (id, book_id);
        INSERT INTO review VALUES (1, 7), (2, 7), (3, 7), (4, 7), (5, 7);
        INSERT INTO photo VALUES (1, 7), (2, 7), (3, 7), (4, 7);
        CREATE TABLE customer (id); CREATE TABLE publisher (id); ALTER TABLE book ADD COLUMN publisher_id`);
      course.says(
        `${Q}two-lists-in-one-join`,
        `answer: ${rows(db, course.read(`${Q}two-lists-in-one-join`)).length}`,
      );
      for (const id of ['forty-one-statements', 'read-the-log', 'price-history'])
        db.exec(course.read(Q + id));
      db.exec(course.read(`${Q}the-missing-word`).replace('??????', 'IN'));
    },
  },
];
