import { describe, expect, test } from 'vitest';
import {
  judge,
  nextQuestion,
  PERHAPS,
  perhapsKnown,
  probablyKnown,
  SURE,
} from '../../src/learner/placement.ts';
import type { Evidence } from '../../src/learner/placement-curve.ts';
import { placementCourse } from '../../src/learner/placement-items.ts';
import { module, text } from '../fixtures/questions.ts';

/** For each module of a large course the place of the one that it builds on. */
const NEEDS = [-1, 0, 1, 2, 2, 0, 4, 3, 3, 8, 3, 3, 4, 7, 4, 6];
const SECTIONS = ['one', 'two', 'three', 'four'];

const course = placementCourse(
  NEEDS.map((need, place) =>
    module({
      id: `m${place + 1}`,
      needs: need < 0 ? [] : [`m${need + 1}`],
      sections: SECTIONS.map((slug) => ({ slug, title: slug, minutes: 2, objectives: [], text: 'Text.\n' })),
      questions: SECTIONS.flatMap((section) =>
        [2, 3, 4].map((difficulty) => text({ id: `${section}-${difficulty}`, section, difficulty })),
      ),
    }),
  ),
);

/** What is believed of somebody who knows exactly the first modules, after all questions. */
function cameSoFar(modules: number) {
  const evidence: Evidence[] = [];
  const asked = new Set<string>();
  for (;;) {
    const item = nextQuestion({ course, evidence, asked, seed: 's' });
    if (!item) return judge({ course, evidence });
    asked.add(item.ref);
    const answer = item.unit < modules ? { score: 1 } : { score: 0, skipped: true };
    evidence.push({ item, answer });
  }
}

const number = (id: string) => Number(id.slice(1));

describe('somebody who knows exactly the first modules', () => {
  test('the half of them: some count as perhaps known, and none of the others does', () => {
    const belief = cameSoFar(8);
    const perhaps = perhapsKnown(course, belief).map(number);
    expect(perhaps.length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...perhaps)).toBeLessThanOrEqual(8);
    expect(probablyKnown(course, belief).every((id) => number(id) <= 8)).toBe(true);
  });

  test('three quarters of them: they are marked, or perhaps known, and hardly any of the others is', () => {
    const belief = cameSoFar(12);
    const found = [...probablyKnown(course, belief), ...perhapsKnown(course, belief)].map(number);
    expect(found.filter((each) => each <= 12).length).toBeGreaterThanOrEqual(10);
    expect(found.filter((each) => each > 12).length).toBeLessThanOrEqual(1);
  });
});

test('a module is either marked, perhaps known, or neither', () => {
  const belief = cameSoFar(12);
  const [probably, perhaps] = [probablyKnown(course, belief), perhapsKnown(course, belief)];
  for (const [unit, { module: id }] of course.units.entries()) {
    const { known } = belief.units[unit]!;
    expect(probably.includes(id)).toBe(known > SURE);
    expect(perhaps.includes(id)).toBe(known > PERHAPS && known <= SURE);
  }
});
