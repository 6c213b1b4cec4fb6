import { expect, test } from 'vitest';
import { giveaway } from '../../../src/course/rules/giveaway.ts';
import { findings } from '../../../src/course/rules/index.ts';
import { choice, multi, text } from '../../fixtures/questions.ts';
import { readModule, said } from '../../fixtures/rules.ts';

const key = 'the signature stops changes but not reading';
const asked = (right: string, ...wrong: string[]) =>
  choice({
    options: [
      { text: right, correct: true, why: 'So.' },
      ...wrong.map((each) => ({ text: each, why: 'Not so.' })),
    ],
  });

test('five words of a right answer in another prompt or option give it away', () => {
  const prompt = choice({ prompt: 'The signature stops changes but nothing else. Why?' });
  expect(said(giveaway, [asked(key), prompt])).toEqual([
    expect.stringMatching(/^q1: the question q2 shows "the signature stops changes but"/),
  ]);
  expect(
    said(giveaway, [asked('yes'), asked('no', 'It stops changes but not reading.'), asked(key)]),
  ).toEqual([expect.stringMatching(/^q3: the question q2 shows "stops changes but not reading"/)]);
});

test('right answers of multi and text are looked at too', () => {
  const options = [
    { text: key, correct: true as const, why: 'So.' },
    { text: 'x', why: 'So.' },
  ];
  const teller = choice({ prompt: `Is it true that ${key}?` });
  expect(said(giveaway, [multi({ options }), teller])).toHaveLength(1);
  expect(said(giveaway, [text({ accept: [key] }), teller])).toHaveLength(1);
});

test('four words, other modules, and what the question itself shows beside the key tell nothing', () => {
  const teller = choice({ prompt: 'The signature stops changes. Why?' });
  expect(said(giveaway, [asked(key), teller])).toEqual([]);
  const whole = choice({ prompt: `Is it true that ${key}?` });
  expect(
    findings('giveaway', giveaway, [readModule([asked(key)]), readModule([whole], { id: 'n' })]),
  ).toEqual([]);
  expect(said(giveaway, [asked(key, `never; ${key}`), whole])).toEqual([]);
});

test('each teller is named once', () => {
  expect(said(giveaway, [asked(key), choice({ prompt: `Is it true that ${key}?` })])).toHaveLength(1);
});
