import { createServer, type RequestListener } from 'node:http';
import { type Exchange, expects } from '../exchange.ts';
import { exchange, reply } from '../http.ts';
import { Postgres } from '../postgres.ts';
import { listen } from '../tap.ts';

const L = 'lessons/architecture/';
const Q = 'quizzes/architecture.yaml#';
const AT = 'Fri, 20 Nov 2026 10:00:00 GMT';
const DUNE = { id: 7, title: 'Dune', price: 6 };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** A service that answers everything with one value. */
const service =
  (value: unknown): RequestListener =>
  (_, response) =>
    reply(response, 200, { Date: AT, ...JSON_TYPE }, JSON.stringify(value));

/** Asks several services at once; one that fails leaves its fields empty. */
const gateway =
  (ports: number[], empty: object): RequestListener =>
  async (_, response) => {
    const answers = await Promise.all(
      ports.map((port) =>
        fetch(`http://127.0.0.1:${port}/`, { headers: { Connection: 'close' } })
          .then((answer) => answer.json() as Promise<object>)
          .catch(() => empty),
      ),
    );
    const page = JSON.stringify(Object.assign({}, ...answers));
    reply(response, 200, { Date: AT, ...JSON_TYPE, 'X-Request-Id': 'a1f4' }, page);
  };

/** What the module architecture shows on the wire. */
export const architecture: Exchange[] = [
  {
    name: 'a call that became a message',
    play: async (course) => {
      const place = `${L}02-many-boxes.md#a-street-of-small-shops`;
      await exchange(course, service(DUNE), place, `${place}/2`);
    },
  },
  {
    name: 'a gateway and a service that fails',
    play: async (course) => {
      const place = `${L}05-the-gateway.md#one-counter-for-all`;
      const services = [
        service(DUNE),
        service({ left: 1 }),
        ((request) => request.socket.destroy()) as RequestListener,
      ];
      const servers = services.map((each) => createServer(each));
      const ports = await Promise.all(servers.map(listen));
      await exchange(course, gateway(ports, { stars: null }), place, `${place}/2`);
      for (const server of servers) server.close();
    },
  },
  {
    name: 'a column with another name',
    play: async (course) => {
      const page = `${L}04-whose-data.md#a-rename`;
      const db = await Postgres.shared();
      await db.begin("CREATE TABLE orders (buyer text, book integer); INSERT INTO orders VALUES ('theo', 7)");
      const bought = course.read(page);
      expects('bought here', await db.rows(bought), [{ count: 1 }]);
      await db.psql(course.read(`${page}/2`));
      course.record(`${page}/3`, await db.psql(bought));
      const asked = bought.replace(/\s+/g, ' ').replace(';', '');
      course.record(`${Q}after-the-rename`, `${asked}\n${await db.psql(bought)}`);
    },
  },
];
