import { describe, expect, test } from 'vitest';
import { options } from '../../../src/course/rules/options.ts';
import { choice, multi } from '../../fixtures/questions.ts';
import { said } from '../../fixtures/rules.ts';

const of = (...texts: string[]) =>
  said(options, [
    choice({
      options: texts.map((text, at) => ({ text, why: 'So.', ...(at === 0 && { correct: true as const }) })),
    }),
  ]);

describe('forbidden options', () => {
  test.each([
    'All of the above',
    'none of the above.',
    'None of these',
    'both of them',
    'Both A and B',
    'A and C',
    'neither B nor C',
    'The above are right',
    'all the others',
  ])('%j is an error', (text) => {
    expect(of('one', 'two', text)).toEqual([expect.stringMatching(/^error: q1: .* shuffled/)]);
  });

  test.each([
    'All the others work as before.',
    'both the client and the server',
    'a user of all the others',
    'none',
    'A',
    'A and AAAA records',
  ])('%j is fine', (text) => {
    expect(of(text, `x${text.slice(1)}`, `y${text.slice(1)}`)).toEqual([]);
  });

  test('the same option twice is an error, whatever its spaces and full stop', () => {
    expect(of('It waits.', 'It sends', 'It  waits')).toEqual([
      expect.stringContaining('error: q1: "It  waits" is there twice'),
    ]);
    expect(of('PUT', 'put', 'Put')).toEqual([]);
  });
});

describe('lengths', () => {
  const text = (length: number) => 'x'.repeat(length);

  test('each within a quarter of the median', () => {
    expect(of(text(20), `${text(24)}a`, `${text(14)}b`)).toEqual([]);
    expect(of(text(20), `${text(25)}a`, `${text(19)}b`)).toEqual([
      expect.stringContaining('26 characters, the median is 20; between 15 and 25'),
    ]);
    expect(of(text(20), `${text(13)}a`, `${text(19)}b`)).toEqual([expect.stringContaining('14 characters')]);
  });

  test('marks are not counted, and short options may differ', () => {
    expect(of(`\`${text(20)}\``, `**${text(19)}a**`, `${text(19)}b`)).toEqual([]);
    expect(of('`If-Match: *`', '`If-Match: none`', '`If-None-Match: *`')).toEqual([]);
    expect(of('a', 'bbbbbbbbbbbb', 'cccc')).toEqual([]);
  });

  test('hold for multi too', () => {
    const texts = [text(20), `${text(19)}a`, `${text(19)}b`, text(40)];
    const made = texts.map((each, at) => ({
      text: each,
      why: 'So.',
      ...(at < 2 && { correct: true as const }),
    }));
    expect(said(options, [multi({ options: made })])).toEqual([expect.stringContaining('40 characters')]);
  });
});
