import { buildSchema, parse, validate } from 'graphql';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { ask, graphqlServer } from '../graphql-server.ts';
import { exchange, type Passed, reply, serve, statusOf, talk } from '../http.ts';
import { CONNECTION_AND_DATE } from '../message.ts';
import { fault, soapServer, textOf } from '../soap-server.ts';

const L = 'lessons/api-styles/';
const Q = 'quizzes/api-styles.yaml#';
const BRIEF = { leaveOut: CONNECTION_AND_DATE };
const SCHEMA = `${L}04-graphql.md#the-server-publishes-a-schema`;
const BOOK = { title: 'Tidal Maps', stock: 1, author: { name: 'Ines Holm' } };
const failing = (words: string) => () => {
  throw new Error(words);
};

/** The mistakes that the library finds in a query before execution. */
const mistakes = (schema: string, query: string) => validate(buildSchema(schema), parse(query)).map(String);

/** Sends an envelope to the service of the lesson. */
const soap = (body: string, work?: Parameters<typeof soapServer>[0]): Promise<Passed[]> =>
  talk(
    soapServer(
      work ??
        ((call) => {
          if (!/^\d+$/.test(textOf(call, 'id'))) throw fault('Sender', 'The id must be a number.');
          return '<m:page xmlns:m="http://shop.test/catalogue">212</m:page>';
        }),
    ),
    {
      method: 'POST',
      target: '/soap',
      fields: { Host: 'shop.test', 'Content-Type': 'application/soap+xml' },
      body,
    },
  );

/** The Fault in a response, as it stands there. */
const faultIn = ({ response }: Passed): string => /<env:Fault>.*<\/env:Fault>/s.exec(response.toString())![0];

async function recordFault(course: Course, place: string, passed: Passed, status: number): Promise<void> {
  course.record(place, faultIn(passed));
  expects(place, statusOf(passed), status);
}

/** What the module api-styles shows on the wire. */
export const apiStyles: Exchange[] = [
  {
    name: 'a representation',
    play: async (course) => {
      const place = `${L}03-rest-in-practice.md#the-thing-and-its-description`;
      await exchange(
        course,
        (_, response) =>
          reply(
            response,
            200,
            {
              'Content-Type': 'application/json',
              'Cache-Control': 'max-age=300',
              Link: '</authors/3>; rel="author"',
            },
            JSON.stringify({ id: 7, title: 'Tidal Maps', pages: 212, stock: 1 }),
          ),
        place,
        `${place}/2`,
        BRIEF,
      );
      const rival = `${L}03-rest-in-practice.md#reading-a-rival-with-the-list-in-hand`;
      await exchange(
        course,
        (_, response) =>
          reply(response, 200, { 'Content-Type': 'application/json' }, '{"ok":false,"error":17}'),
        rival,
        `${rival}/2`,
        BRIEF,
      );
      await serve(course, `${L}03-rest-in-practice.md#errors-that-everybody-understands`, BRIEF);
    },
  },
  {
    name: 'requests and responses of the quiz',
    play: async (course) => {
      for (const id of ['stateless-and-logged-in', 'club-api-critique'])
        await exchange(course, (_, response) => reply(response, 200, {}), Q + id);
      for (const id of ['tidy-but-no-links', 'bytes-with-a-cache', 'bytes-with-a-cache/2'])
        await serve(course, Q + id, BRIEF);
    },
  },
  {
    name: 'a GraphQL query over HTTP',
    play: async (course) => {
      const place = `${L}04-graphql.md#the-client-sends-a-query`;
      const server = graphqlServer(course.read(SCHEMA), { book: () => BOOK });
      await exchange(course, server, place, `${place}/2`, BRIEF);
      const closed = { ran: false };
      const shop = graphqlServer('type Query { a: Int } type Mutation { closeShop: Int }', {
        closeShop: () => {
          closed.ran = true;
        },
      });
      const passed = await exchange(course, shop, `${Q}mutation-sent-by-get`);
      expects('a mutation by GET', [statusOf(passed), closed.ran], [405, false]);
    },
  },
  {
    name: 'GraphQL errors',
    play: async (course) => {
      const schema = course.read(SCHEMA);
      const place = `${L}05-graphql-errors-and-cost.md#refused-before-the-start-or-hurt-on-the-way`;
      course.recordJson(place, await ask(schema, { book: () => BOOK }, '{book(id:"7"){title isbn}}'));
      const stock = failing('stock service is down');
      const broken = { book: () => ({ ...BOOK, stock }) };
      course.recordJson(`${place}/2`, await ask(schema, broken, '{book(id:"7"){title stock author{name}}}'));
      course.says(place, JSON.stringify(await ask(schema, { book: () => null }, '{book(id:"999"){title}}')));
    },
  },
  {
    name: 'GraphQL in the quiz',
    play: async (course) => {
      const schema = course.read(SCHEMA);
      const variable = course.read(`${Q}use-the-variable`).replace('?????', '$id');
      expects('a variable', mistakes(schema, variable), []);
      const found = mistakes(schema, course.read(`${Q}author-without-fields`));
      expects(
        'author without fields',
        [found.length, found[0]?.includes('must have a selection')],
        [1, true],
      );
      const calls: string[] = [];
      const reserve = ({ bookId }: { bookId: string }) => {
        calls.push(`reserve ${bookId}`);
        return { stock: () => calls.push(`stock ${bookId}`) };
      };
      await ask(schema, { reserve }, course.read(`${Q}mutation-runs-in-order`));
      expects('one after another', calls, ['reserve 7', 'stock 7', 'reserve 9', 'stock 9']);
      const books = [
        { title: 'A', rating: 1 },
        { title: 'B', rating: failing('x') },
      ];
      const none = await ask(course.read(`${Q}nothing-may-be-null`), { books }, '{books{title rating}}');
      expects('nothing may be null', none.data, null);
    },
  },
  {
    name: 'a null that climbs',
    play: async (course) => {
      const schema = `type Query { cart: Cart } type Cart { items: [Item!]! }
        type Item { count: Int! book: Book } type Book { title: String! rating: Float! }`;
      const items = [
        { count: 1, book: { title: 'Tidal Maps', rating: 4.5 } },
        { count: 2, book: { title: 'The Paper Orchard', rating: failing('review service timed out') } },
      ];
      const query = '{cart{items{count book{title rating}}}}';
      course.says(`${Q}null-in-the-cart`, query);
      course.recordJson(`${Q}null-in-the-cart`, await ask(schema, { cart: { items } }, query));
    },
  },
  {
    name: 'an error that comes with 200',
    play: async (course) => {
      const place = `${Q}green-monitoring`;
      const body = course.peek(place).split('\n\n')[1]!;
      const book = { ...BOOK, stock: failing('stock service is down') };
      const real = await ask(course.read(SCHEMA), { book: () => book }, '{book(id:"7"){stock}}');
      expects('the body', JSON.parse(body), real);
      await serve(course, place, BRIEF);
    },
  },
  {
    name: 'SOAP',
    play: async (course) => {
      const place = `${L}06-soap.md#header-for-the-carriers-body-for-the-goods`;
      const server = soapServer((call) => textOf(call, 'id'));
      expects('a good envelope', statusOf(await exchange(course, server, place)), 200);
      const envelope = course.peek(place).split('\n\n')[1]!;
      const [bad] = await soap(envelope.replace('>7<', '>seven<'));
      await recordFault(course, `${L}06-soap.md#faults`, bad!, 400);
      const sender = await soap(envelope, () => {
        throw fault('Sender', 'Account number is missing.');
      });
      await recordFault(course, `${Q}status-of-a-sender-fault`, sender[0]!, 400);
      const receiver = await soap(envelope, failing('Price store did not answer.'));
      await recordFault(course, `${Q}may-it-be-sent-again`, receiver[0]!, 500);
      const [old] = await soap(course.read(`${Q}old-envelope-namespace`));
      expects('another version', /env:Value>env:(\w+)/.exec(faultIn(old!))![1], 'VersionMismatch');
      const header = course.read(`${Q}unknown-mandatory-block`);
      const [signed] = await soap(envelope.replace(' <env:Body>', `${header}\n <env:Body>`));
      expects('unknown block', /env:Value>env:(\w+)/.exec(faultIn(signed!))![1], 'MustUnderstand');
      const [xxe] = await soap(course.read(`${Q}xxe-in-an-envelope`));
      expects('a DTD', statusOf(xxe!), 400);
    },
  },
];
