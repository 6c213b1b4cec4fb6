import { type Exchange, expects } from '../exchange.ts';
import { refusal, rows, sqlite } from '../sqlite.ts';

const L = 'lessons/design/';
const Q = 'quizzes/design.yaml#';
const OTHERS = `CREATE TABLE title (id integer PRIMARY KEY); INSERT INTO title VALUES (20), (21);
  CREATE TABLE author (id integer PRIMARY KEY); INSERT INTO author VALUES (1), (2);
  CREATE TABLE orders (id integer PRIMARY KEY); CREATE TABLE member (id integer PRIMARY KEY)`;

/** What the module design shows on the wire. */
export const design: Exchange[] = [
  {
    name: 'tables of a diagram',
    play: (course) => {
      const db = sqlite(`${OTHERS};${course.read(`${L}03-from-boxes-to-tables.md#three-rules`)}`);
      db.exec(
        'INSERT INTO copy VALUES (31, 20, NULL, 6); INSERT INTO authorship VALUES (20, 1, 1), (20, 2, 2)',
      );
      expects('rows', rows(db, 'SELECT count(*) AS n FROM authorship'), [{ n: 2 }]);
      expects(
        'no such title',
        refusal(db, 'INSERT INTO copy VALUES (32, 99, NULL, 6)'),
        'FOREIGN KEY constraint failed',
      );
    },
  },
  {
    name: 'tables of the quiz',
    play: (course) => {
      sqlite(`${OTHERS};${course.read(`${Q}one-seat-per-meeting`)}`);
      const key = course.read(`${Q}key-of-the-pair`).replace('????????', 'meeting_id, member_id');
      const meetings = sqlite(`${OTHERS};CREATE TABLE meeting (id integer PRIMARY KEY);${key}`);
      meetings.exec('INSERT INTO meeting VALUES (1); INSERT INTO member VALUES (1), (2)');
      meetings.exec('INSERT INTO attendance VALUES (1, 1, 5), (1, 2, 4)');
      expects('twice', refusal(meetings, 'INSERT INTO attendance VALUES (1, 1, 3)') === undefined, false);
      const empty = sqlite(course.read(`${Q}the-empty-order`));
      expects('an empty order', refusal(empty, 'INSERT INTO orders VALUES (1)'), undefined);
      const db = sqlite(`${OTHERS};${course.read(`${Q}refused-rows`)}`);
      db.exec('INSERT INTO authorship VALUES (20, 1)');
      const taken = [
        'authorship VALUES (20, 1)',
        'authorship VALUES (20, 2)',
        'authorship VALUES (21, 1)',
      ].map((row) => refusal(db, `INSERT INTO ${row}`) === undefined);
      expects('the pair is the key', taken, [false, true, true]);
    },
  },
];
