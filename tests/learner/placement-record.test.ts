import { describe, expect, test } from 'vitest';
import { summarise } from '../../src/course/model.ts';
import { placementCourse } from '../../src/learner/placement-items.ts';
import {
  isProbablyKnown,
  openPlacement,
  placementEvidence,
  worthAsking,
} from '../../src/learner/placement-record.ts';
import { moduleStanding } from '../../src/learner/standing.ts';
import {
  addUp,
  answered,
  at,
  forgot,
  inTurn,
  passed,
  placed,
  read,
  replay,
  wrong,
} from '../fixtures/events.ts';
import { choice, module } from '../fixtures/questions.ts';

const asked = (question: string, run = 'p1', change = {}) =>
  answered(question, { in: 'placement', run, ...change });

describe('a placement under way', () => {
  test('is the one begun last, with its answers', () => {
    const state = replay([asked('a/one', 'p0'), asked('a/one'), asked('b/one', 'p1', wrong)]);
    expect(openPlacement(state)).toMatchObject({
      run: 'p1',
      answers: { 'a/one': { score: 1 }, 'b/one': { result: 'wrong' } },
    });
  });

  test('is none before the first answer, after its end, and after everything was forgotten', () => {
    expect(openPlacement(replay([]))).toBeUndefined();
    expect(openPlacement(replay([asked('a/one'), placed([], { run: 'p1' })]))).toBeUndefined();
    expect(openPlacement(replay([asked('a/one'), forgot()]))).toBeUndefined();
    expect(openPlacement(replay([answered('a/one')]))).toBeUndefined();
  });

  test('may be a new one after the end of another', () => {
    const state = replay([asked('a/one'), placed(['a'], { run: 'p1' }), asked('a/two', 'p2')]);
    expect(openPlacement(state)).toMatchObject({ run: 'p2' });
    expect(Object.keys(openPlacement(state)!.answers)).toEqual(['a/two']);
  });
});

test('the end of a placement outlives a reset from before it that arrives later', () => {
  const events = [asked('a/one', 'p1', { at: at(8) }), placed([], { at: at(9) }), { ...forgot(), at: at(5) }];
  for (const each of [events, events.toReversed()]) expect(openPlacement(addUp(each))).toBeUndefined();
  const [, end, reset] = events;
  for (const each of [
    [end!, reset!],
    [reset!, end!],
  ])
    expect(addUp(each).placedAt).toBe(at(9));
});

describe('a mark', () => {
  const known = (...events: Parameters<typeof replay>[0]) => isProbablyKnown(replay(events), 'a');

  test('counts until it is taken back, forgotten, or the lesson is begun or passed', () => {
    expect(known()).toBe(false);
    expect(known(placed(['a']))).toBe(true);
    expect(known(placed(['b']))).toBe(false);
    expect(known(placed(['a']), placed(['b']))).toBe(true);
    expect(known(placed(['a']), placed([], { cleared: ['a'] }))).toBe(false);
    expect(known(placed(['a']), forgot('a'))).toBe(false);
    expect(known(placed(['a']), forgot('b'))).toBe(true);
    expect(known(placed(['a']), read('a/intro'))).toBe(false);
    expect(known(placed(['a']), passed('a'))).toBe(false);
    expect(known(placed(['a']), answered('a/one', { in: 'quiz', run: 'q' }))).toBe(true);
  });

  test('is what the latest event says, in whatever order they arrive', () => {
    const events = inTurn([placed(['a', 'b']), placed([], { cleared: ['a'] }), placed(['c'])]);
    for (const each of [events, events.toReversed()]) {
      const state = addUp(each);
      expect(['a', 'b', 'c'].filter((id) => isProbablyKnown(state, id))).toEqual(['b', 'c']);
    }
    const same = [placed(['a'], { at: at(3) }), placed([], { cleared: ['a'], at: at(3) })];
    for (const each of [same, same.toReversed()]) expect(isProbablyKnown(addUp(each), 'a')).toBe(false);
  });
});

describe('the standing of a module', () => {
  const summary = summarise(module({ id: 'a', questions: [choice({ id: 'one' }), choice({ id: 'two' })] }));

  test('is new although placement has asked about it, and tells that it is probably known', () => {
    expect(moduleStanding(replay([asked('a/one')]), summary)).toMatchObject({ state: 'new', answered: 1 });
    const state = replay([asked('a/one'), placed(['a'])]);
    expect(moduleStanding(state, summary)).toMatchObject({ state: 'new', probablyKnown: true });
    expect(moduleStanding(replay([asked('a/one')]), summary)).not.toHaveProperty('probablyKnown');
  });

  test('is under way once a question was answered elsewhere', () => {
    const state = replay([asked('a/one'), answered('a/one', { in: 'quiz', run: 'q' })]);
    expect(moduleStanding(state, summary).state).toBe('learning');
  });
});

describe('what is asked, and what is known already', () => {
  const questions = ['one', 'two'].map((id) => choice({ id }));
  const course = placementCourse([
    module({ id: 'a', questions }),
    module({ id: 'b', needs: ['a'], questions }),
  ]);
  const refs = (...events: Parameters<typeof replay>[0]) => {
    const state = replay(events);
    return worthAsking(course, state, openPlacement(state)?.answers ?? {}).items.map(({ ref }) => ref);
  };

  test('nothing of a passed module, which counts as known', () => {
    expect(refs(passed('a'))).toEqual(['b/one', 'b/two']);
    const evidence = placementEvidence(course, {}, replay([passed('a')]));
    expect(evidence.map(({ item, answer }) => [item.unit, answer.score])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test('another time other questions, where there are others', () => {
    const before = [asked('a/one'), asked('b/one'), asked('b/two'), placed([], { run: 'p1' })];
    expect(refs(...before)).toEqual(['a/two', 'b/one', 'b/two']);
  });

  test('the answers, with doubt and "I don’t know" told apart', () => {
    const state = replay([
      asked('a/one', 'p1', { sure: false }),
      asked('b/one', 'p1', { result: 'skipped', score: 0 }),
      asked('b/gone'),
    ]);
    const evidence = placementEvidence(course, openPlacement(state)!.answers, state);
    expect(evidence.map(({ answer }) => answer)).toEqual([
      { score: 1, skipped: false, unsure: true },
      { score: 0, skipped: true, unsure: false },
    ]);
  });
});
