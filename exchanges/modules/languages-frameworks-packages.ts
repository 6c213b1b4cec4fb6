import http, { type Server } from 'node:http';
import { runInNewContext } from 'node:vm';
import express, { type Express } from 'express';
import { type Exchange, expects } from '../exchange.ts';
import { statusOf, talk } from '../http.ts';
import { show } from '../message.ts';

const L = 'lessons/languages-frameworks-packages/';
const Q = 'quizzes/languages-frameworks-packages.yaml#';
const AT = 'Fri, 20 Nov 2026 10:00:00 GMT';
const HOST = { Host: 'shop.test' };
const get = (target: string, method = 'GET') => ({ method, target, fields: HOST });

/** The program of a lesson as a server that does not listen yet; `import` lines give way to `names`. */
function program(code: string, names: Record<string, unknown>, result: string): unknown {
  const body = code
    .replace(/^import .*$/gm, '')
    .replace(/\s*\.listen\([^)]*\)/, '')
    .replace(/^shop;$/m, '');
  return new Function(
    ...Object.keys(names),
    result === '' ? body.replace(/^http$/m, 'return http') : `${body}\nreturn ${result};`,
  )(...Object.values(names));
}

/** The message of a program that a runtime refuses, in a world that knows only the language itself. */
function refused(code: string): string {
  try {
    runInNewContext(code);
    return '';
  } catch (error) {
    return String(error);
  }
}

/** What the module languages-frameworks-packages shows on the wire. */
export const frameworks: Exchange[] = [
  {
    name: 'without and with a framework',
    play: async (course) => {
      const page = `${L}02-without-and-with.md#`;
      const bare = () => program(course.read(`${page}nothing-but-the-runtime`), { http }, '') as Server;
      const [good] = await talk(bare(), get('/books'));
      const [query] = await talk(bare(), get('/books?sort=title'));
      const [head] = await talk(bare(), get('/books', 'HEAD'));
      expects(
        'by hand',
        [good, query, head].map((each) => statusOf(each!)),
        [200, 404, 404],
      );
      course.record(`${page}nothing-but-the-runtime/2`, show(query!.response, { leaveOut: [], at: AT }));
      const framed = () =>
        program(course.read(`${page}the-same-with-a-framework`), { express }, 'shop') as Express;
      const statuses: number[] = [];
      for (const ask of [get('/books'), get('/books?sort=title'), get('/books', 'HEAD'), get('/none')])
        statuses.push(statusOf((await talk(framed(), ask))[0]!));
      expects('with Express', statuses, [200, 200, 200, 404]);
    },
  },
  {
    name: 'a link with a query',
    play: async (course) => {
      const code = course.read(`${Q}link-in-the-newsletter`);
      const target = course.read(`${Q}link-in-the-newsletter/2`).split(' ')[1]!;
      const server = new Function('request', 'response', code) as http.RequestListener;
      const [plain] = await talk(server, get('/hours'));
      const [linked] = await talk(server, get(target));
      expects('statuses', [statusOf(plain!), statusOf(linked!)], [200, 404]);
      course.record(`${Q}link-in-the-newsletter/2`, `GET ${target}  ${statusOf(linked!)}`);
    },
  },
  {
    name: 'names that only a browser knows',
    play: (course) => {
      for (const place of [
        `${L}01-what-runs-the-code.md#one-language-two-runtimes`,
        `${Q}alert-is-not-defined`,
      ]) {
        const [code] = course.peek(place).split('\n') as [string];
        course.record(place, `${code}\n^\n\n${refused(code)}`);
      }
    },
  },
];
