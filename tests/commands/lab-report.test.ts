import { expect, test } from 'vitest';
import { reportLines } from '../../src/commands/lab-report.ts';
import type { CheckResult } from '../../src/lab/build/run.ts';
import { theme } from '../screen/virtual.ts';

const failed = (title: string, sent: string, received: string, got = 'nothing'): CheckResult => ({
  task: { id: 'x', title, text: title, objective: 'O1', hints: [] },
  state: 'failed',
  unmet: { expected: 'a PUT that creates a book', got, rule: 'RFC 9110 §9.3.4' },
  exchange: { sent, received },
});

const report = (result: CheckResult, before: CheckResult[] = []) =>
  reportLines(result, 80, theme, before).join('\n');

test('a long line of a head is cut, and tells how much was left out; content is not', () => {
  const content = 'x'.repeat(200);
  const head = `GET / HTTP/1.1\nAuthorization: Bearer ${'t'.repeat(600)}\nHost: shop.test`;
  const shown = report(failed('Let in', `${head}\n\n${content}`, 'HTTP/1.1 200 OK'));
  expect(shown).toMatch(/Authorization: Bearer t+/);
  expect(shown.replace(/\s+↪ /g, '')).toContain('… 502 more characters');
  expect(shown).toContain('> Host: shop.test');
  expect(shown.replace(/\s+↪ /g, '')).toContain(content);
});

test('a head that is only a little longer is shown whole', () => {
  const shown = report(failed('Let in', `GET /${'a'.repeat(120)} HTTP/1.1`, 'HTTP/1.1 200 OK'));
  expect(shown).not.toContain('more characters');
});

test('what is missing once more is told in a line, and no longer in full', () => {
  const first = failed('Answer GET', 'PUT /books/a HTTP/1.1', 'HTTP/1.1 501 Not Implemented\nServer: x');
  const second = failed('Answer HEAD', 'PUT /books/b HTTP/1.1', 'HTTP/1.1 501 Not Implemented\nServer: y');
  expect(report(second, [first]).trimEnd()).toBe(
    '✘ Answer HEAD\n  expected a PUT that creates a book, as above',
  );
});

test('another answer, or what a server said before it ended, is told in full', () => {
  const first = failed('Answer GET', 'PUT /books/a HTTP/1.1', 'HTTP/1.1 501 Not Implemented');
  const other = failed('Answer HEAD', 'PUT /books/b HTTP/1.1', 'HTTP/1.1 404 Not Found');
  expect(report(other, [first])).toContain('404 Not Found');
  const died = failed(
    'Survive',
    'GET / HTTP/1.1',
    '(no whole answer)',
    'one that ended.\nIts last words:\nOh!',
  );
  expect(report(died, [died])).toContain('Oh!');
});

test('what the server wrote stands below, and is told each time', () => {
  const broken = { ...failed('Survive', 'GET / HTTP/1.1', '(no whole answer)'), wrote: 'TypeError: 7' };
  expect(report(broken)).toContain('  server   TypeError: 7');
  expect(report(broken, [broken])).toContain('  server   TypeError: 7');
});
