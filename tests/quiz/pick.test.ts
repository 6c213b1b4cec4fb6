import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, pickQuestions, type Standing } from '../../src/quiz/pick.ts';
import { seeded } from '../../src/quiz/random.ts';

const candidate = (id: string, objective = 'O1', module = 'm'): Candidate => ({ id, objective, module });
const seeds = Array.from({ length: 50 }, (_, seed) => seed);
const ids = (picked: Candidate[]) => picked.map(({ id }) => id).sort();

const candidates = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    objective: fc.constantFrom('O1', 'O2', 'O3'),
    module: fc.constantFrom('a', 'b'),
  }),
  { selector: ({ module, id }) => `${module}/${id}` },
);

describe('pickQuestions', () => {
  test('picks as many different questions as are wanted, or all there are', () => {
    fc.assert(
      fc.property(candidates, fc.nat(30), fc.string(), (all, count, seed) => {
        const picked = pickQuestions(all, count, seeded(seed));
        expect(picked.length).toBe(Math.min(count, all.length));
        expect(new Set(picked).size).toBe(picked.length);
        expect(picked.every((each) => all.includes(each))).toBe(true);
        expect(pickQuestions(all, count, seeded(seed))).toEqual(picked);
      }),
    );
  });

  test('takes fresh and missed questions before known ones', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => candidate(id));
    const history: Record<string, Standing> = { a: 'known', b: 'fresh', c: 'known', d: 'missed', e: 'fresh' };
    for (const seed of seeds) {
      const pick = (count: number) =>
        ids(pickQuestions(all, count, seeded(seed), ({ id }) => history[id] ?? 'missed'));
      expect(pick(4)).toEqual(['b', 'd', 'e', 'f']);
      expect(pick(5)).toEqual(expect.arrayContaining(['b', 'd', 'e', 'f']));
    }
  });

  test('touches every objective before it asks a second question on one', () => {
    const all = [
      ...['a', 'b', 'c', 'd', 'e'].map((id) => candidate(id, 'O1')),
      candidate('f', 'O2'),
      candidate('g', 'O1', 'n'),
    ];
    for (const seed of seeds) {
      expect(ids(pickQuestions(all, 3, seeded(seed)))).toEqual([expect.stringMatching(/[a-e]/), 'f', 'g']);
    }
  });

  test('every question has its chance, at every place', () => {
    const all = ['a', 'b', 'c', 'd'].map((id) => candidate(id));
    const seen = new Set<string>();
    for (const seed of seeds) {
      pickQuestions(all, 2, seeded(seed)).forEach(({ id }, place) => {
        seen.add(`${id}${place}`);
      });
    }
    expect(seen.size).toBe(8);
  });
});
