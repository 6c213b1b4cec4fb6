import { expect, test } from 'vitest';
import { duplicates } from '../../../src/course/rules/duplicates.ts';
import { findings } from '../../../src/course/rules/index.ts';
import { choice, options, order } from '../../fixtures/questions.ts';
import { readModule, said } from '../../fixtures/rules.ts';

const stem =
  'Mina starts a second copy of her server behind the same address. Which visitors are logged out by that?';
const ask = (prompt: string, keys = 3) => choice({ prompt, options: options(keys, [0]) });

test('the same question twice is an error', () => {
  expect(said(duplicates, [ask(stem), ask(stem)])).toEqual([
    expect.stringMatching(/^error: q2: the prompt is 100 % the same as that of m\/q1/),
  ]);
});

test('the same stem with other answers gets advice', () => {
  expect(said(duplicates, [ask(stem), ask(stem, 4)])).toEqual([expect.stringMatching(/^q2: .* 100 %/)]);
  expect(said(duplicates, [ask(stem), order({ prompt: stem })])).toHaveLength(1);
});

test('a stem that differs in a few words gets advice, also from another module', () => {
  const alike = stem.replace('visitors', 'customers');
  expect(said(duplicates, [ask(stem), ask(alike, 4)])).toHaveLength(1);
  const other = readModule([ask(alike, 4)], { id: 'other' });
  expect(findings('duplicates', duplicates, [readModule([ask(stem)]), other])).toMatchObject([
    { file: 'quizzes/other.yaml', severity: 'advice', message: expect.stringContaining('m/q1') },
  ]);
});

test('stems that share some words only are two questions', () => {
  const far =
    'Mina starts a second copy of her database on another machine. Which promise is hard to keep now?';
  expect(said(duplicates, [ask(stem), ask(far)])).toEqual([]);
  expect(said(duplicates, [ask('Which code fits?'), ask('Which field fits?')])).toEqual([]);
});

test('nearly the same words about another block are another question', () => {
  const with_ = (block: string, words = stem) => ask(`${words}\n\n\`\`\`text\n${block}\n\`\`\`\n`);
  expect(
    said(duplicates, [with_('one'), with_('two', stem.replace('Which visitors', 'Which of the customers'))]),
  ).toEqual([]);
});

test('an id that is used twice is not said again', () => {
  const twice = { ...ask(stem), id: 'same' };
  expect(said(duplicates, [twice, twice])).toEqual([]);
});
