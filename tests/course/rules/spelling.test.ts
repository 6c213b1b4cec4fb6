import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dictionaryOf } from '../../../src/course/rules/dictionary.ts';
import { findings } from '../../../src/course/rules/index.ts';
import { spelling } from '../../../src/course/rules/spelling.ts';
import { choice } from '../../fixtures/questions.ts';
import { readModule, said } from '../../fixtures/rules.ts';

const lists = ['english', 'more'].map((name) =>
  readFileSync(new URL(`../../../words/${name}.txt`, import.meta.url), 'utf8'),
);
const rule = spelling(dictionaryOf(...lists));
const about = (prompt: string) => said(rule, [choice({ prompt })]);

describe('a misspelt word', () => {
  test.each([
    ['Which sevrer answers?', '"sevrer" is not in the word list; did you mean "server"?'],
    ['Is it recieved?', 'did you mean "received"?'],
    ['Teh page is there?', '"Teh" is not in the word list; did you mean "the"?'],
    ['Is it a well-knwon one?', '"knwon"'],
    ['Is it zzyzzx?', 'add it to lessons/words.txt'],
  ])('in %j is named', (prompt, words) => {
    expect(about(prompt)).toEqual([expect.stringContaining(words)]);
  });

  test('is named once in a file, at its line in a lesson', () => {
    const text = 'The first line.\n\nThe sevrer and the sevrer.\n';
    const sections = [{ slug: 'intro', title: 'Intro', minutes: 1, objectives: [], text }];
    const found = findings('spelling', rule, [readModule([], { sections })]);
    expect(found).toMatchObject([{ file: 'lessons/m/01-intro.md', line: 7, column: 1 }]);
  });
});

describe('no misspelt word', () => {
  test.each([
    'Which colour, or color, do they recognise and recognize?',
    "Doesn't the client's cache hold the clients’ pages?",
    'Which namespace does the back-end use, e.g. in JavaScript or x509?',
    'Does `sevrer` or `GET /sevrer` work?',
    'Is it /sevrer.html or https://sevrer.test/recieved or sevrer@mail.test?',
    'Does Frodrick know? Frodrick may.',
    'What is this?\n\n```text\nsevrer\n```\n',
  ])('in %j', (prompt) => {
    expect(about(prompt)).toEqual([]);
  });

  test('is a term of the glossary, or code used elsewhere', () => {
    const glossary = [{ term: 'quxify', definition: 'To do it.', source: 'Book, page 1' }];
    expect(said(rule, [choice({ prompt: 'Do you quxify?' })], { glossary })).toEqual([]);
    expect(
      said(rule, [choice({ prompt: 'Is frobnic one?' }), choice({ prompt: 'What does `frobnic` do?' })]),
    ).toEqual([]);
  });
});

test('the word lists are sorted, so that a new word has one place', () => {
  for (const list of lists) {
    const words = list.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(words).toEqual([...new Set(words)].sort());
  }
});
