import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { Postgres } from '../postgres.ts';
import { redis } from '../redis.ts';
import { rows, sqlite } from '../sqlite.ts';

const L = 'lessons/databases/';
const Q = 'quizzes/databases.yaml#';
const TABLES = `${L}02-tables-and-joins.md#each-fact-in-one-place`;
const ROWS = `INSERT INTO book VALUES (7, 'Dune', 6), (8, 'Emma', 4), (9, 'Ulysses', 9);
  INSERT INTO orders VALUES (881, 7, 'gift'), (882, 9, NULL), (883, 7, 'ring twice')`;
const CREDIT = `CREATE TABLE credit (name text, amount integer CHECK (amount >= 0));
  INSERT INTO credit VALUES ('ann', 50), ('theo', 20)`;
const AMOUNTS = 'SELECT amount FROM credit ORDER BY name';
const amounts = async (db: Postgres) => (await db.rows(AMOUNTS)).map(({ amount }) => amount);

/** Runs the code of a block that speaks to `db.query`, with the given names. */
async function run(
  course: Course,
  place: string,
  db: Postgres,
  names: Record<string, unknown> = {},
): Promise<void> {
  const query = (sql: string, values?: unknown[]) => db.rows(sql, values);
  const code = course.read(place);
  const made = new Function('db', ...Object.keys(names), `return (async () => {${code}\n})();`);
  await made({ query }, ...Object.values(names));
}

/** The rows of a table as a question draws it, with NULL in words. */
const drawn = (text: string): (string | null)[][] =>
  text
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => (cell.trim() === 'NULL' ? null : cell.trim())));

async function tablesOfPostgres(course: Course, db: Postgres): Promise<void> {
  await db.begin(`${course.read(TABLES)} ${ROWS}`);
  course.recordWrapped(`${TABLES}/2`, await db.psql('INSERT INTO orders VALUES (884, 99, NULL)'));
  const join = course.read(`${L}02-tables-and-joins.md#ask-across-two-tables`);
  expects('JOIN', (await db.rows(join)).length, 3);
  course.record(
    `${L}02-tables-and-joins.md#ask-across-two-tables/2`,
    await db.psql(`SELECT book.title, orders.id FROM book
      LEFT JOIN orders ON orders.book_id = book.id ORDER BY title, id`),
  );
  expects('FROM book, orders', (await db.rows('SELECT 1 FROM book, orders')).length, 9);
  const glued = course.read(`${L}03-statements.md#when-a-value-becomes-code`);
  expects('every title', (await db.rows(glued)).length, 3);
  const cheap = `${L}01-four-words.md#four-things-can-be-missing`;
  await run(course, cheap, db);
  await run(course, `${L}03-statements.md#when-a-value-becomes-code/2`, db);
  await run(course, `${Q}stored-odd-note`, db);
  expects('odd notes', await db.rows("SELECT id FROM orders WHERE note LIKE '%DROP%' ORDER BY id"), [
    { id: 884 },
    { id: 885 },
  ]);
  const nothing = await db.rows(course.read(`${Q}null-note`));
  expects('= NULL', nothing.length, 0);
}

async function transactionsOfPostgres(course: Course, db: Postgres): Promise<void> {
  const page = `${L}04-all-or-nothing.md#`;
  await db.begin(CREDIT);
  course.recordWrapped(`${page}one-bundle/2`, await db.psql(course.read(`${page}one-bundle`)));
  expects('as before', await amounts(db), [50, 20]);
  const change = (sign: string) => `UPDATE credit SET amount = amount ${sign} $1 WHERE name = $2`;
  const both = { plus: change('+'), minus: change('-') };
  const failed = await run(course, `${page}in-a-program`, db, both).catch(() => 'thrown');
  expects('in a program', [failed, await amounts(db)], ['thrown', [50, 20]]);
  await db.psql(course.read(`${Q}ann-after-the-error`));
  expects('ann-after-the-error', await amounts(db), [50, 20]);
  await db.psql(course.read(`${Q}no-begin`));
  expects('no-begin', await amounts(db), [80, 20]);
}

async function smallStatements(course: Course, db: Postgres): Promise<void> {
  await db.begin('CREATE TABLE book (id integer, stock integer); INSERT INTO book VALUES (7, 1)');
  const buy = course.read(`${L}05-two-at-once.md#three-ways-out`);
  expects('the last copy', [await db.psql(buy), await db.psql(buy)], ['UPDATE 1', 'UPDATE 0']);
  expects('the same', course.read(`${Q}second-buyer`), buy);
  const [tables, remove] = course.read(`${Q}delete-ordered-book`).split('\nDELETE') as [string, string];
  await db.begin(`${tables} INSERT INTO book VALUES (7, 'Dune'); INSERT INTO orders VALUES (881, 7)`);
  const refused = await db.psql(`DELETE${remove}`);
  expects('delete-ordered-book', refused.startsWith('ERROR:  '), true);
  const notes = drawn(course.read(`${Q}not-a-gift`));
  await db.begin('CREATE TABLE orders (id integer, note text)');
  for (const row of notes) await db.rows('INSERT INTO orders VALUES ($1, $2)', row);
  const [counted] = await db.rows(course.read(`${Q}not-a-gift/2`));
  course.says(`${Q}not-a-gift`, `answer: ${counted!.count}`);
  await db.begin(`CREATE TABLE customer (id integer PRIMARY KEY, name text);
    CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer);
    INSERT INTO customer VALUES (1, 'Theo'); INSERT INTO orders VALUES (901, 1)`);
  const on = 'customer.id = orders.customer_id';
  course.says(`${Q}on-condition`, on);
  course.read(`${Q}on-condition`);
  const listed = await db.rows(course.read(`${Q}on-condition/2`).replace('??????', on));
  expects('on-condition', listed, [{ id: 901, name: 'Theo' }]);
}

/** What the module databases shows on the wire. */
export const databases: Exchange[] = [
  {
    name: 'PostgreSQL',
    play: async (course) => {
      const db = await Postgres.shared();
      await tablesOfPostgres(course, db);
      await transactionsOfPostgres(course, db);
      await smallStatements(course, db);
    },
  },
  {
    name: 'SQLite',
    play: (course) => {
      const db = sqlite('CREATE TABLE book (id integer, title text)');
      const plan = () =>
        String(rows(db, "EXPLAIN QUERY PLAN SELECT id FROM book WHERE title = 'Emma'")[0]!.detail);
      const before = plan();
      db.exec('CREATE INDEX book_title ON book (title)');
      course.record(`${L}03-statements.md#scan-or-index`, `${before}\n${plan()}`);
      course.record(`${Q}one-more-index`, plan());
      const credit = sqlite(CREDIT);
      const said = course.read(`${Q}sqlite-goes-on`).split('\n');
      const sent = ['BEGIN', ...['+ 30 ann', '- 30 theo'].map(update), 'COMMIT'];
      const real = sent.map((sql) => {
        try {
          credit.exec(sql);
          return 'ok';
        } catch (error) {
          return (error as Error).message.split(' ').slice(0, 1).concat('failed').join(' ');
        }
      });
      expects(
        'sqlite-goes-on',
        said.map((line) => line.split(/ {2,}/).at(-1)),
        real,
      );
      expects('amounts', rows(credit, AMOUNTS), [{ amount: 80 }, { amount: 20 }]);
    },
  },
  {
    name: 'rows of a left join',
    play: (course) => {
      const lines = course.read(`${Q}books-with-orders`).split('\n').slice(3);
      const db = sqlite('CREATE TABLE book (id, title); CREATE TABLE orders (id, book_id)');
      for (const line of lines) {
        const [book, order] = [line.slice(0, 14).trim(), line.slice(14).trim()];
        if (book) db.run('INSERT INTO book VALUES (?, ?)', book.split(' | '));
        if (order)
          db.run(
            'INSERT INTO orders VALUES (?, ?)',
            order.split('|').map((cell) => cell.trim()),
          );
      }
      const found = rows(db, course.read(`${Q}books-with-orders/2`)).length;
      course.says(`${Q}books-with-orders`, `answer: ${found}`);
    },
  },
  {
    name: 'the bytes of Redis',
    play: async (course) => {
      const called = await redis(['SET', 'book:8', 'Cosé'], ['INCR', 'visits'], ['GET', 'book:99']);
      const lines = called.flatMap(({ sent, answered }) => [`C: ${sent}`, `S: ${answered}`]);
      course.record(`${L}07-redis-bytes.md#the-first-byte-tells-the-type`, lines.join('\n'));
      expects('no such key', called[2]!.value, null);
      course.record(`${Q}bytes-of-incr`, called[1]!.sent);
      course.says(`${Q}bytes-of-incr`, `answer: ${called[1]!.bytes}`);
      course.record(`${Q}no-such-key`, `C: ${called[2]!.sent}\nS: ???\\r\\n`);
      course.says(`${Q}no-such-key`, called[2]!.answered.slice(0, 3));
      const [city, push, dune] = await redis(
        ['SET', 'city', 'Zürich'],
        ['RPUSH', 'wish', 'Dune', 'Emma'],
        ['SET', 'book:7', 'Dune'],
      );
      course.record(`${Q}zurich-length`, city!.sent.replace('$7', '$?'));
      course.record(`${Q}read-the-command`, push!.sent.replace('\\n$4\\r\\nDune', '\\n\n$4\\r\\nDune'));
      course.record(`${Q}after-the-restart`, `C: ${dune!.sent}\nS: ${dune!.answered}`);
    },
  },
];

/** One change of somebody's credit. */
function update(change: string): string {
  const [sign, amount, name] = change.split(' ');
  return `UPDATE credit SET amount = amount ${sign} ${amount} WHERE name = '${name}'`;
}
