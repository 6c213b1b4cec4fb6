import { expect, test, vi } from 'vitest';
import { keyPlaces } from '../../../src/quiz/bots/places.ts';
import { choice, options } from '../../fixtures/questions.ts';

const asked = (count: number) =>
  Array.from({ length: 5 }, (_, at) =>
    choice({ id: `q${count}${at}`, options: options(count, [at % count]) }),
  );

test('keys stand everywhere alike, for each number of options', () => {
  const places = keyPlaces([{ module: 'm', questions: [...asked(3), ...asked(4)] }]);
  expect(places).toMatchObject([
    { options: 3, displays: 10_000, fair: true },
    { options: 4, displays: 10_000, fair: true },
  ]);
  for (const { counts } of places) expect(counts.reduce((sum, count) => sum + count)).toBe(10_000);
  expect(keyPlaces([{ module: 'm', questions: [...asked(3), ...asked(4)] }])).toEqual(places);
});

test('numbers, which stand in order, are left out', () => {
  const texts = ['1', '2', '3'].map((text, at) => ({
    text,
    why: 'So.',
    ...(at === 1 && { correct: true as const }),
  }));
  expect(keyPlaces([{ module: 'm', questions: [choice({ options: texts })] }])).toEqual([]);
});

test('a shuffle that favours a place is caught', async () => {
  vi.resetModules();
  vi.doMock('../../../src/quiz/random.ts', async (original) => ({
    ...(await original<object>()),
    // Swaps each place with any place, as beginners do; not every order is then equally likely.
    shuffle: <T>(items: readonly T[], random: () => number) => {
      const result = [...items];
      for (let at = 0; at < result.length; at++) {
        const other = Math.floor(random() * result.length);
        [result[at], result[other]] = [result[other]!, result[at]!];
      }
      return result;
    },
  }));
  const { keyPlaces: biased } = await import('../../../src/quiz/bots/places.ts');
  const questions = asked(4).map((question) => ({ ...question, options: options(4, [1]) }));
  expect(biased([{ module: 'm', questions }])).toMatchObject([{ fair: false }]);
  vi.doUnmock('../../../src/quiz/random.ts');
});
