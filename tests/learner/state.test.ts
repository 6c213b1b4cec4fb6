import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LearnerEvent } from '../../src/learner/event.ts';
import { count, replay as makeAnew } from '../../src/learner/replay.ts';
import { type LearnerState, latestLesson, restoreState } from '../../src/learner/state.ts';
import { anyEvent } from '../fixtures/arbitrary.ts';
import { addUp, answered, at, read, replay } from '../fixtures/events.ts';

const plain = (state: LearnerState) => JSON.parse(JSON.stringify(state));

/** What some events add up to when it is put away as JSON and taken up again after `cut` of them. */
function inTwoParts(events: LearnerEvent[], cut: number): LearnerState {
  const resumed = restoreState(plain(addUp(events.slice(0, cut))));
  const late = events.slice(cut).filter((event) => !count(resumed, event));
  return late.length === 0 ? resumed : makeAnew((take) => events.forEach(take), resumed.resets);
}

describe('a snapshot', () => {
  test('of the first events with the others after it equals all events at once', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), fc.nat(40), (events, cut) => {
        expect(plain(inTwoParts(events, cut))).toEqual(plain(addUp(events)));
      }),
      { numRuns: 300 },
    );
  });

  test('of another shape is refused', () => {
    expect(() => restoreState({} as LearnerState)).toThrow(TypeError);
  });
});

describe('latestLesson', () => {
  test('is the run-through with the latest event, whichever began first', () => {
    const state = replay([
      read('a/intro', { run: 'old' }),
      read('a/intro', { run: 'new' }),
      answered('a/one', { run: 'old' }),
    ]);
    expect(latestLesson(state, 'a')).toMatchObject({ run: 'old', read: ['intro'] });
    expect(Object.entries(latestLesson(state, 'a')!.scores)).toEqual([['one', [1]]]);
  });

  test('of two at the same instant is the same on every machine', () => {
    const two = [read('a/x', { run: 'p', at: at(1) }), read('a/y', { run: 'q', at: at(1) })];
    expect(latestLesson(addUp(two), 'a')?.run).toBe(latestLesson(addUp(two.reverse()), 'a')?.run);
  });

  test('is none for a module that was not begun', () => {
    expect(latestLesson(replay([read('a/intro')]), 'b')).toBeUndefined();
  });
});
