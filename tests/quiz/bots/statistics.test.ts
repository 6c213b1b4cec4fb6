import { describe, expect, test } from 'vitest';
import {
  chiSquareTail,
  type Guess,
  holm,
  normalTail,
  upperTail,
  zScore,
} from '../../../src/quiz/bots/statistics.ts';

const coin = (chance: number): Guess => [
  { credit: 1, chance },
  { credit: 0, chance: 1 - chance },
];
const times = (count: number, chance: number) => Array.from({ length: count }, () => coin(chance));

describe('upperTail', () => {
  // Values of the binomial distribution from tables (and from the sums themselves for the small ones).
  test.each([
    [10, 0.5, 8, 56 / 1024],
    [4, 0.25, 4, 1 / 256],
    [4, 0.25, 0, 1],
    [20, 0.5, 15, 0.0206947],
    [5, 1 / 3, 3, 51 / 243],
  ])('of %d guesses at %d, %d or more right: %d', (count, chance, hits, tail) => {
    expect(upperTail(times(count, chance), hits)).toBeCloseTo(tail, 6);
  });

  // the table of exact limits: with 4 options, 32 of 100 and 114 of 400 are the most that pass at 95 %.
  test.each([
    [100, 0.25, 32],
    [400, 0.25, 114],
    [100, 1 / 3, 41],
    [400, 1 / 3, 149],
  ])('%d questions at chance %d let %d hits pass and no more', (count, chance, most) => {
    expect(upperTail(times(count, chance), most)).toBeGreaterThan(0.05);
    expect(upperTail(times(count, chance), most + 1)).toBeLessThan(0.05);
  });

  test('mixes chances and shared credits', () => {
    const half: Guess = [0.5, 0.5, 0].map((credit) => ({ credit, chance: 1 / 3 }));
    const third: Guess = [1, 1, 1, 0].map((share) => ({ credit: share / 3, chance: 1 / 4 }));
    expect(upperTail([half, half], 1)).toBeCloseTo(4 / 9, 10);
    expect(upperTail([half, third], 5 / 6)).toBeCloseTo((2 / 3) * (3 / 4), 10);
    expect(upperTail([coin(0.5), coin(0.25)], 1)).toBeCloseTo(1 - 0.5 * 0.75, 10);
    expect(upperTail([], 0)).toBe(1);
  });

  test('is close to itself where it turns to the normal distribution', () => {
    expect(upperTail(times(20_000, 0.25), 5100)).toBeCloseTo(normalTail(100 / Math.sqrt(3750)), 10);
    expect(upperTail(times(5000, 0.25), 1280)).toBeCloseTo(normalTail(29.5 / Math.sqrt(937.5)), 2);
  });
});

test('zScore counts standard deviations', () => {
  expect(zScore(times(100, 0.25), 25)).toBeCloseTo(0, 10);
  expect(zScore(times(100, 0.25), 25 + Math.sqrt(18.75))).toBeCloseTo(1, 10);
  expect(zScore([[{ credit: 0.25, chance: 1 }]], 0.25)).toBe(0);
});

test.each([
  [0, 0.5],
  [1.645, 0.05],
  [1.96, 0.025],
  [-1.645, 0.95],
  [3.09, 0.001],
])('normalTail(%d) is %d', (z, p) => {
  expect(normalTail(z)).toBeCloseTo(p, 4);
});

// The critical values of any table (shown for 2 and 3 degrees).
test.each([
  [3.841, 1, 0.05],
  [5.991, 2, 0.05],
  [9.21, 2, 0.01],
  [7.815, 3, 0.05],
  [11.345, 3, 0.01],
  [15.507, 8, 0.05],
  [24.996, 15, 0.05],
  [1, 15, 1],
  [0, 3, 1],
])('chiSquareTail(%d, %d) is %d', (x, freedom, p) => {
  expect(chiSquareTail(x, freedom)).toBeCloseTo(p, 4);
});

test('holm multiplies the smallest most, never falls, and ends at 1', () => {
  expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06].map((p) => expect.closeTo(p, 10)));
  expect(holm([0.9, 0.6])).toEqual([1, 1]);
  expect(holm([])).toEqual([]);
});
