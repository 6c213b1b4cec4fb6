import { describe, expect, test } from 'vitest';
import { stem } from '../../../src/course/rules/stem.ts';
import { choice } from '../../fixtures/questions.ts';
import { said } from '../../fixtures/rules.ts';

const about = (prompt: string) => said(stem, [choice({ prompt })]);

describe('a prompt asks something', () => {
  test.each([
    'Mina starts her server. It prints one line.',
    'The page is `shop.test`:\n\n```http\nGET /?a=b HTTP/1.1\n```\n',
    'What a server does.',
  ])('%j does not', (prompt) => {
    expect(about(prompt)).toEqual([expect.stringContaining('q1: the prompt asks nothing')]);
  });

  test.each([
    'Which code fits?',
    'Mina asks: "Which code fits?"',
    'A page is loaded. Put the steps in order.',
    'Sort these parts:',
    'Each line is one request. Which of them fail? Choose all that apply. All else is right.',
    'This was sent:\n\n```text\nx\n```\n\nType the missing word.',
    'Read it, then name the field.',
  ])('%j does', (prompt) => {
    expect(about(prompt)).toEqual([]);
  });
});

describe('a prompt asks in the positive', () => {
  test.each([
    ['Which of these is not safe?', '"not"'],
    ['Which methods are except GET idempotent?', '"except"'],
  ])('%j turns the question round', (prompt, word) => {
    expect(about(prompt)).toEqual([expect.stringContaining(word)]);
  });

  test('two negatives in capitals are one too many', () => {
    expect(about('Which is NOT right, EXCEPT for GET?')).toEqual([expect.stringContaining('2 negatives')]);
  });

  test.each([
    'Which of these is NOT safe?',
    'Which code says that the page has not changed?',
    'The page has not changed. Which code fits?',
    'Why is PATCH not idempotent?',
  ])('%j is fine', (prompt) => {
    expect(about(prompt)).toEqual([]);
  });
});

test('at most 60 words outside blocks', () => {
  const words = (count: number) =>
    `${'Word word word word word. '.repeat(12).trim()}${' Word.'.repeat(count)} Why?`;
  expect(about(words(0))).toEqual([expect.stringContaining('61 words')]);
  expect(about(words(0).replace('Word ', ''))).toEqual([]);
  expect(about(`${'```text\n'}${'word '.repeat(80)}\n\`\`\`\nWhy?`)).toEqual([]);
});
