import { describe, expect, test } from 'vitest';
import { summarise } from '../../src/course/model.ts';
import { openObjectives, passes } from '../../src/learner/passing.ts';
import { emptyState } from '../../src/learner/state.ts';
import { answered, replay, wrong } from '../fixtures/events.ts';
import { choice, module } from '../fixtures/questions.ts';

const objectives = ['O1', 'O2', 'O3'].map((id) => ({ id, text: `Do ${id}.` }));
const guess = choice({ id: 'guess', use: 'pretest' });
const checkpoint = choice({ id: 'check', use: 'checkpoint', objective: 'O2' });
const quiz = Array.from({ length: 12 }, (_, index) =>
  choice({ id: `q${index}`, objective: index % 2 === 0 ? 'O1' : 'O2' }),
);
const large = summarise(module({ objectives, questions: [guess, checkpoint, ...quiz] }));
const small = summarise(module({ objectives, questions: [guess, checkpoint, ...quiz.slice(0, 4)] }));
/** Both objectives that are asked for have been met. */
const met = replay([answered('m/q0'), answered('m/q1')]);

describe('openObjectives', () => {
  test('are those that are asked for and were never answered right', () => {
    expect(openObjectives(emptyState(), large).map(({ id }) => id)).toEqual(['O1', 'O2']);
    expect(openObjectives(replay([answered('m/q0', wrong)]), large).length).toBe(2);
    expect(openObjectives(replay([answered('m/check')]), large)).toEqual([{ id: 'O1', text: 'Do O1.' }]);
    expect(openObjectives(met, large)).toEqual([]);
  });

  test('an objective once met stays met, also under an id that was superseded', () => {
    const forgetful = replay([answered('m/q0'), answered('m/q0', wrong), answered('m/older')]);
    const renewed = [choice({ id: 'new', objective: 'O2', supersedes: ['older'] }), quiz[0]!];
    const summary = summarise(module({ objectives, questions: renewed }));
    expect(openObjectives(forgetful, summary)).toEqual([]);
  });
});

describe('passes', () => {
  test.each([
    { score: 0.8, questions: 10, passed: true },
    { score: 1, questions: 12, passed: true },
    { score: 0.79, questions: 10, passed: false },
    { score: 0.8, questions: 9, passed: false },
    { score: 1, questions: 1, passed: false },
    { score: 0, questions: 12, passed: false },
  ])('$score over $questions questions of many: $passed', ({ passed, ...result }) => {
    expect(passes(met, large, result)).toBe(passed);
  });

  test('not while an objective is open', () => {
    expect(passes(replay([answered('m/q0')]), large, { score: 1, questions: 12 })).toBe(false);
  });

  test('a small module by all its quiz questions, whatever else it asks', () => {
    expect(passes(met, small, { score: 1, questions: 4 })).toBe(true);
    expect(passes(met, small, { score: 1, questions: 3 })).toBe(false);
  });

  test('a module that asks nothing never', () => {
    expect(passes(met, summarise(module()), { score: 1, questions: 0 })).toBe(false);
  });

  test('four fifths earned in thirds of a point are enough, although thirds are kept rounded', () => {
    const points = [1, 1, 1, 1, 1, 1, 1, 0.333, 0.333, 0.333];
    const score = points.reduce((sum, each) => sum + each) / points.length;
    expect(score).toBeLessThan(0.8);
    expect(passes(met, large, { score, questions: points.length })).toBe(true);
  });
});
