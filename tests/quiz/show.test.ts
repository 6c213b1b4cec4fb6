import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Option } from '../../src/course/model.ts';
import { seeded } from '../../src/quiz/random.ts';
import { answerTexts, show } from '../../src/quiz/show.ts';
import { anyQuestion } from '../fixtures/arbitrary.ts';
import { choice, match, multi, number, order, text } from '../fixtures/questions.ts';

const texts = (...names: string[]): Option[] => names.map((name) => ({ text: name, why: 'So.' }));
const shownTexts = (names: string[], seed: string | number) => {
  const { question, places } = show(choice({ options: texts(...names) }), seeded(seed));
  return places.map((place) => answerTexts(question)[place]);
};
const seeds = Array.from({ length: 300 }, (_, seed) => seed);

describe('show', () => {
  test('places are a permutation of the answers, and the same for the same seed', () => {
    fc.assert(
      fc.property(anyQuestion, fc.string(), (question, seed) => {
        const { places } = show(question, seeded(seed));
        expect([...places].sort()).toEqual([...answerTexts(question).keys()]);
        expect(show(question, seeded(seed)).places).toEqual(places);
      }),
    );
  });

  test('the right option stands at every place about equally often', () => {
    const counts = [0, 0, 0];
    for (const seed of seeds) counts[show(choice(), seeded(seed)).places.indexOf(0)]!++;
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(35);
  });

  test.each([
    { names: ['500', '404', '60'], ascending: ['60', '404', '500'] },
    { names: ['1,000 requests', '20 requests', '-3'], ascending: ['-3', '20 requests', '1,000 requests'] },
    { names: ['`503`', '`301` moved', '1_0'], ascending: ['1_0', '`301` moved', '`503`'] },
    { names: ['1.5 s', '1.25 s', '1 s'], ascending: ['1 s', '1.25 s', '1.5 s'] },
  ])('options that are all numbers stand in ascending order: $names', ({ names, ascending }) => {
    for (const seed of seeds.slice(0, 20)) expect(shownTexts(names, seed)).toEqual(ascending);
  });

  test('one option that is no number is enough to shuffle them all', () => {
    const orders = new Set(seeds.map((seed) => shownTexts(['10', '20', 'none', '2xx'], seed).join()));
    expect(orders.size).toBe(24);
  });

  test('options that begin with the same number are shuffled among themselves', () => {
    const orders = new Set(
      seeds.map((seed) => shownTexts(['403, the key', '403, no', '401'], seed).join('|')),
    );
    expect(orders).toEqual(new Set(['401|403, the key|403, no', '401|403, no|403, the key']));
  });

  test('steps are shuffled even when they are numbers, for ascending would often be the answer', () => {
    const question = order({ steps: texts('1 ms', '10 ms', '100 ms') });
    const orders = new Set(seeds.map((seed) => show(question, seeded(seed)).places.join('')));
    expect(orders.size).toBe(6);
  });
});

test('answerTexts lists what a learner picks from, in file order', () => {
  expect(answerTexts(choice())).toEqual(['A', 'B', 'C']);
  expect(answerTexts(multi())).toEqual(['A', 'B', 'C', 'D']);
  expect(answerTexts(order())).toEqual(['one', 'two', 'three', 'four']);
  expect(answerTexts(match())).toEqual(['tea', 'ice', 'soup']);
  expect(answerTexts(text())).toEqual([]);
  expect(answerTexts(number())).toEqual([]);
});
