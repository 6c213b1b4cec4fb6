import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded, shuffle } from '../../src/quiz/random.ts';

const draw = (seed: string | number, count: number) => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => random());
};

describe('seeded', () => {
  test('gives numbers from 0 to below 1', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer()), (seed) => {
        for (const number of draw(seed, 20)) {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThan(1);
        }
      }),
    );
  });

  test('the same seed gives the same numbers, as a text or as a number', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(draw(seed, 5)).toEqual(draw(String(seed), 5));
      }),
    );
  });

  test('other seeds give other numbers', () => {
    const firsts = new Set(Array.from({ length: 500 }, (_, seed) => draw(seed, 1)[0]));
    expect(firsts.size).toBe(500);
  });

  // Worked out by another implementation of xmur3 and sfc32.
  test('the numbers of a seed stay the same in every version, or lessons under way would change', () => {
    expect(draw('tea', 3).map((number) => Math.floor(number * 1e6))).toEqual([948059, 842310, 558931]);
  });

  test('numbers are spread evenly', () => {
    const tenths = Array(10).fill(0);
    for (const number of draw('even', 10_000)) tenths[Math.floor(number * 10)]++;
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('shuffle', () => {
  test('is a permutation, and leaves the list itself alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const before = [...items];
        const shuffled = shuffle(items, seeded(seed));
        expect(items).toEqual(before);
        expect([...shuffled].sort()).toEqual([...items].sort());
      }),
    );
  });

  test('follows the random numbers as Fisher and Yates say', () => {
    // Always the first: swap 4th with 1st, 3rd with 1st, 2nd with 1st.
    expect(shuffle(['a', 'b', 'c', 'd'], () => 0)).toEqual(['b', 'c', 'd', 'a']);
    // Always the last: every item is swapped with itself.
    expect(shuffle(['a', 'b', 'c', 'd'], () => 0.999)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('every order is about equally likely', () => {
    const random = seeded('orders');
    const counts = new Map<string, number>();
    for (let draws = 0; draws < 2400; draws++) {
      const key = shuffle([1, 2, 3, 4], random).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(45);
  });
});
