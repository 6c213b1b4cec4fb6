import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, createServer } from 'node:net';
import { Names, record, resolve } from '../dns.ts';
import { type Exchange, expects } from '../exchange.ts';
import { exchange, reply, serve, talk } from '../http.ts';
import { CONNECTION_AND_DATE } from '../message.ts';
import { listen } from '../tap.ts';

const L = 'lessons/internet/';
const Q = 'quizzes/internet.yaml#';

/** What the module internet shows on the wire. */
export const internet: Exchange[] = [
  {
    name: 'three roles in one lookup',
    play: async (course) => {
      const names = await new Names().start([
        { machine: 'root server', below: { test: 'test server' } },
        { machine: 'test server', below: { 'shop.test': 'shop server' } },
        { machine: 'shop server', addresses: { 'shop.test': ['192.0.2.7'] } },
      ]);
      const told = (zone: string) => (zone === 'test' ? 'ask the servers of test' : `ask those of ${zone}`);
      const machines: [string, string, string] = ['192.0.2.20', '198.51.100.53', 'root server'];
      const log = await resolve(names, 'shop.test', machines, told);
      names.stop();
      course.record(`${L}03-names-and-dns.md#three-roles-in-one-lookup`, log);
    },
  },
  {
    name: 'lookups of the quiz',
    play: async (course) => {
      const names = await new Names().start([
        { machine: '203.0.113.1', below: { test: '203.0.113.11' } },
        { machine: '203.0.113.11', below: { 'cakes.test': '203.0.113.21', 'shop.test': '203.0.113.31' } },
        { machine: '203.0.113.21', addresses: { 'www.cakes.test': ['192.0.2.7'] } },
        { machine: '203.0.113.31', addresses: { 'www.shop.test': ['192.0.2.7'] } },
      ]);
      const machines: [string, string, string] = ['192.0.2.20', '198.51.100.53', '203.0.113.1'];
      const told = (zone: string) => `ask servers of ${zone}`;
      const log = await resolve(names, 'www.cakes.test', machines, told);
      course.record(`${Q}who-is-who-in-the-log`, log);
      const lines = (await resolve(names, 'www.shop.test', machines, told)).split('\n').slice(1, 3);
      // The two lines stand alone, so their columns are as narrow as these two allow.
      const narrow = lines.map((line) =>
        line.replace(/^(\S+) +-> (\S+) +/, (_, a, b) => `${a.padEnd(13)} -> ${b.padEnd(13)}  `),
      );
      course.record(`${Q}what-the-root-said`, narrow.join('\n'));
      names.stop();
    },
  },
  {
    name: 'records with a time to live',
    play: async (course) => {
      const names = await new Names().start([
        { machine: 'hour', ttl: 3600, addresses: { 'shop.test': ['192.0.2.7'] } },
        { machine: 'five minutes', ttl: 300, addresses: { 'shop.test': ['192.0.2.7'] } },
        { machine: 'two', ttl: 60, addresses: { 'shop.test': ['192.0.2.7', '203.0.113.9'] } },
      ]);
      const hour = await names.ask('hour', 'shop.test');
      const lines = `11:40:00  ${record(hour)}\n11:46:40  ${record(hour, 400)}`;
      course.record(`${L}04-dns-caching.md#a-record-with-a-use-by-time`, lines);
      const short = await names.ask('five minutes', 'shop.test');
      course.record(`${Q}ttl-left-in-cache`, record(short));
      course.says(`${Q}ttl-left-in-cache`, `answer: ${record(short, 120).split('  ')[1]}`);
      course.record(`${Q}several-a-records`, record(await names.ask('two', 'shop.test')));
      names.stop();
    },
  },
  {
    name: 'requests of a browser and of curl',
    play: async (course) => {
      const page = `${L}07-urls.md#what-reaches-the-server`;
      const seen: string[] = [];
      const server: RequestListener = (request, response) => {
        seen.push(request.url!);
        reply(response, 200, {});
      };
      await exchange(course, server, page);
      await exchange(course, server, `${Q}which-site-is-meant`);
      const url = new URL('http://shop.test/books?sort=price#top');
      expects('no fragment', seen[0], url.pathname + url.search);
      const asked = new URL(course.read(`${Q}request-line-sent`));
      await talk(server, {
        method: 'GET',
        target: asked.pathname + asked.search,
        fields: { Host: asked.host },
      });
      course.says(`${Q}request-line-sent`, `GET ${seen[2]} HTTP/1.1`);
      await serve(course, `${Q}what-a-502-proves`, { leaveOut: CONNECTION_AND_DATE });
    },
  },
  {
    name: 'URLs',
    play: (course) => {
      const far = new URL(course.read(`${Q}find-the-domain-name`));
      course.says(`${Q}find-the-domain-name`, far.hostname);
      const code = course.read(`${Q}url-without-scheme`).split('\n')[0]!;
      let said = '';
      try {
        new Function(code)();
      } catch (error) {
        said = String(error);
      }
      course.record(`${Q}url-without-scheme`, `${code}\n// ${said}`);
    },
  },
  {
    name: 'nobody listens',
    play: async (course) => {
      const closed = createServer();
      const port = await listen(closed);
      closed.close();
      await once(closed, 'close');
      const [error] = (await once(connect(port, '127.0.0.1'), 'error').catch((failed: Error) => [
        failed,
      ])) as [Error];
      const words = error.message.replace(String(port), '8080');
      course.says(`${L}08-when-it-fails.md#a-ladder-of-errors`, words);
      course.record(`${Q}refused-check-first`, `Error: ${words.replace('127.0.0.1', '192.0.2.7')}`);
    },
  },
];
