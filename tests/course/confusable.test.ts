import { describe, expect, test } from 'vitest';
import { groupName, groupOf } from '../../src/course/confusable.ts';
import { choice, match, text } from '../fixtures/questions.ts';

const module = {
  id: 'm',
  confusable: [
    ['401', '403'],
    ['PUT', 'PATCH', 'POST'],
    ['at-most-once', 'HTTP'],
  ],
};
const first = groupName(module, 0);
const second = groupName(module, 1);

describe('the group of a question', () => {
  test('is the list of which it names two words', () => {
    expect(groupOf(module, choice({ prompt: 'Is it 401 or 403?' }))).toBe(first);
    expect(groupOf(module, choice({ prompt: 'Does **put** replace, or `PATCH`?' }))).toBe(second);
    expect(groupOf(module, choice({ prompt: 'HTTP delivers “at most once”.' }))).toBe(groupName(module, 2));
  });

  test('wherever they stand: prompt, answers, feedback, explanation', () => {
    const option = (words: string, why: string) => ({ text: words, why });
    expect(
      groupOf(module, choice({ options: [option('401', 'So.'), option('404', '403 would be a no.')] })),
    ).toBe(first);
    expect(groupOf(module, match({ categories: ['POST', 'PUT'] }))).toBe(second);
    expect(groupOf(module, text({ prompt: 'Not PUT?', accept: ['patch'] }))).toBe(second);
    expect(groupOf(module, choice({ prompt: 'Is it 401?', explain: 'A 403 is a no.' }))).toBe(first);
  });

  test('is none for one word, the same word twice, or a part of a word', () => {
    for (const prompt of ['Is it 401?', '401 and 401 again?', 'Is it 4010 or 4030?', 'PUTs and PATCHed?'])
      expect(groupOf(module, choice({ prompt }))).toBeUndefined();
  });

  test('is the first one that fits', () => {
    expect(groupOf(module, choice({ prompt: 'PUT, PATCH, 401, 403?' }))).toBe(first);
  });
});
