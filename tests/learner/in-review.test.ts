import { describe, expect, test } from 'vitest';
import type { CourseIndex, ModuleSummary } from '../../src/course/model.ts';
import type { LearnerEvent } from '../../src/learner/event.ts';
import { latestMemory } from '../../src/learner/in-review.ts';
import { knowledgeOf } from '../../src/learner/knowledge.ts';
import { DAY } from '../../src/learner/memory.ts';
import { dueQuestions, forecast } from '../../src/learner/review-plan.ts';
import type { LearnerState } from '../../src/learner/state.ts';
import { answered, at, passed, placed, read, replay, wrong } from '../fixtures/events.ts';

const brewing: ModuleSummary = {
  id: 'm',
  title: 'M',
  summary: '',
  minutes: 5,
  needs: [],
  objectives: [],
  size: { sections: 2, questions: 3 },
  sections: ['one', 'two'].map((slug) => ({ slug, title: slug, minutes: 3, objectives: [] })),
  questions: [
    { id: 'a', use: 'quiz', objective: 'O1', section: 0 },
    { id: 'b', use: 'quiz', objective: 'O1', section: 1 },
    { id: 'renamed', use: 'quiz', objective: 'O1', section: 1, supersedes: ['old'] },
  ],
};
const index: CourseIndex = { title: 'C', version: '1', modules: [brewing] };
const LATER = Date.parse(at(0)) + 30 * DAY;

const asked = (id: string, change = {}) => answered(`m/${id}`, { in: 'placement', run: 'p', ...change });
const due = (state: LearnerState) => dueQuestions(state, index, LATER, 0.9).map(({ id }) => id);
const placedThen = (...events: LearnerEvent[]) =>
  replay([asked('a', wrong), asked('b'), placed([], { run: 'p' }), ...events]);

describe('a question before the lesson', () => {
  const pretest: ModuleSummary = {
    ...brewing,
    questions: [{ id: 'pre', use: 'pretest', objective: 'O1', section: 0 }, ...brewing.questions],
  };
  const course = { ...index, modules: [pretest] };
  const dueIn = (...events: LearnerEvent[]) =>
    dueQuestions(replay(events), course, LATER, 0.9).map(({ id }) => id);
  const guessed = answered('m/pre', { ...wrong, in: 'lesson', run: 'r' });

  test('is not reviewed before its section was read', () => {
    expect(dueIn(guessed)).toEqual([]);
    expect(dueIn(guessed, read('m/two'))).toEqual([]);
    expect(dueIn(guessed, read('m/one'))).toEqual(['pre']);
    expect(dueIn(guessed, passed('m'))).toEqual(['pre']);
  });
});

describe('what was only asked in a placement', () => {
  test('is not due, neither now nor foreseen', () => {
    const state = placedThen();
    expect(due(state)).toEqual([]);
    expect(forecast(state, index, Date.parse(at(5)), 0.9, 60).every((count) => count === 0)).toBe(true);
    expect(knowledgeOf(state, brewing, LATER, 0.9)).toMatchObject({ met: 2, due: 0 });
  });

  test('still counts for the placement', () => {
    expect(placedThen().placement['m/a']).toMatchObject({ result: 'wrong', times: 1 });
  });

  test('comes in with its section, and only with that', () => {
    const state = placedThen(read('m/one'));
    expect(due(state)).toEqual(['a']);
    expect(knowledgeOf(state, brewing, LATER, 0.9).due).toBe(1);
    expect(forecast(state, index, LATER, 0.9, 1)).toEqual([1]);
    expect(due(placedThen(read('m/one', { skipped: true })))).toEqual([]);
  });

  test('comes in once it is answered in a lesson or a quiz, also under an older name', () => {
    expect(due(placedThen(answered('m/a', { in: 'quiz', run: 'q' })))).toEqual(['a']);
    expect(due(replay([asked('renamed', wrong)]))).toEqual([]);
    expect(due(replay([answered('m/old', { in: 'quiz' }), asked('renamed', wrong)]))).toEqual(['renamed']);
  });

  test('comes in where its module is passed, or marked as probably known and left so', () => {
    expect(due(placedThen(passed('m'))).sort()).toEqual(['a', 'b']);
    expect(due(placedThen(placed(['m']))).sort()).toEqual(['a', 'b']);
    expect(due(placedThen(placed(['m'], { id: 'x' }), placed([], { id: 'y', cleared: ['m'] })))).toEqual([]);
  });
});

test('the latest memory of all names counts', () => {
  const state = replay([answered('m/old', { in: 'quiz', run: 'q' }), asked('renamed', wrong)]);
  expect(latestMemory(state, 'm', brewing.questions[2]!)).toBe(state.memories['m/renamed']);
  expect(latestMemory(state, 'm', brewing.questions[0]!)).toBeUndefined();
});
