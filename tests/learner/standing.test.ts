import { describe, expect, test } from 'vitest';
import { summarise } from '../../src/course/model.ts';
import { moduleStanding, recordOf, standingOf } from '../../src/learner/standing.ts';
import { emptyState } from '../../src/learner/state.ts';
import { answered, at, passed, read, replay, wrong } from '../fixtures/events.ts';
import { choice, module } from '../fixtures/questions.ts';

describe('recordOf', () => {
  test('is undefined before the first answer, and knows the module', () => {
    const state = replay([answered('other/one')]);
    expect(recordOf(state, 'm', { id: 'one' })).toBeUndefined();
    expect(recordOf(state, 'other', { id: 'one' })).toMatchObject({ answered: 1 });
  });

  test('inherits the history of the ids that a question supersedes', () => {
    const state = replay([
      answered('m/new', { ...wrong, at: at(3) }),
      answered('m/old', { at: at(1) }),
      answered('m/old', { at: at(2) }),
      answered('m/unrelated', { at: at(9) }),
    ]);
    expect(recordOf(state, 'm', { id: 'new', supersedes: ['old', 'older'] })).toEqual({
      answered: 3,
      right: 2,
      last: 'wrong',
      lastAt: at(3),
    });
    expect(recordOf(state, 'm', { id: 'newest', supersedes: ['old'] })).toMatchObject({ answered: 2 });
  });

  test('counts no answer twice, even if a question supersedes itself', () => {
    const state = replay([answered('m/one')]);
    expect(recordOf(state, 'm', { id: 'one', supersedes: ['one', 'one'] })).toMatchObject({ answered: 1 });
  });
});

describe('standingOf', () => {
  test.each([
    [[], 'fresh'],
    [[answered('m/one')], 'known'],
    [[answered('m/one', wrong)], 'missed'],
    [[answered('m/one', { result: 'partial', score: 0.5 })], 'missed'],
    [[answered('m/one', { result: 'skipped', score: 0 })], 'missed'],
    [[answered('m/one'), answered('m/one', wrong)], 'missed'],
    [[answered('m/one', wrong), answered('m/one')], 'known'],
  ])('after %j is %s', (events, standing) => {
    expect(standingOf(replay(events), 'm', { id: 'one' })).toBe(standing);
  });
});

describe('moduleStanding', () => {
  const questions = ['one', 'two', 'three'].map((id) => choice({ id }));
  const summary = summarise(module({ questions }));

  test('of a module not begun', () => {
    expect(moduleStanding(emptyState(), summary)).toEqual({
      state: 'new',
      sections: 2,
      sectionsRead: 0,
      questions: 3,
      answered: 0,
      correct: 0,
    });
  });

  test('counts distinct questions and sections of this module that still exist', () => {
    const state = replay([
      answered('m/one'),
      answered('m/one'),
      answered('m/two', wrong),
      answered('m/removed'),
      answered('other/three'),
      read('m/intro'),
      read('m/intro'),
      read('m/removed'),
    ]);
    expect(moduleStanding(state, summary)).toEqual({
      state: 'learning',
      sections: 2,
      sectionsRead: 1,
      questions: 3,
      answered: 2,
      correct: 1,
    });
  });

  test('passing over a section begins a module', () => {
    const state = replay([read('m/intro', { skipped: true })]);
    expect(moduleStanding(state, summary)).toMatchObject({ state: 'learning', sectionsRead: 0 });
  });

  test('a passed module stays passed, whatever is answered later', () => {
    const state = replay([passed('m'), answered('m/one', wrong)]);
    expect(moduleStanding(state, summary).state).toBe('passed');
  });
});
