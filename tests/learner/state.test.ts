import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LearnerEvent } from '../../src/learner/event.ts';
import { type PackedState, packState, unpackState } from '../../src/learner/packed.ts';
import { count, replay as makeAnew } from '../../src/learner/replay.ts';
import { type LearnerState, latestLesson } from '../../src/learner/state.ts';
import { anyEvent } from '../fixtures/arbitrary.ts';
import { addUp, answered, at, read, replay } from '../fixtures/events.ts';

const plain = (state: LearnerState) => JSON.parse(JSON.stringify(state));

/** What some events add up to when it is put away as JSON and taken up again after `cut` of them. */
function inTwoParts(events: LearnerEvent[], cut: number): LearnerState {
  const resumed = unpackState(packState(addUp(events.slice(0, cut))));
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

  test('keeps what it takes apart only when asked, whether somebody asked or not', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const [once, twice] = [1, 2].map(() => unpackState(packState(addUp(events)))) as [
          LearnerState,
          LearnerState,
        ];
        expect(Object.keys(once.questions)).toEqual(Object.keys(once.memories));
        expect(packState(once)).toEqual(packState(twice));
      }),
    );
  });

  test('gives each question its own memory, whatever order its keys are in', () => {
    const refs = ['b/one', '10', 'a/one', '9', '__proto__', '1'];
    const state = replay(refs.map((question, n) => answered(question, { run: `r${n}` })));
    const unpacked = unpackState(packState(state));
    expect(plain(unpacked)).toEqual(plain(state));
    expect(refs.map((ref) => unpacked.memories[ref]?.run)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5']);
  });

  test('of another shape is refused', () => {
    expect(() => unpackState(['{}'] as unknown as PackedState)).toThrow(TypeError);
  });
});

describe('a state made anew', () => {
  test('is the same however few answers are held at once', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), fc.integer({ min: 1, max: 10 }), (events, held) => {
        const all = addUp(events);
        const again = makeAnew((take) => events.forEach(take), all.resets, held);
        expect(plain(again)).toEqual(plain(all));
      }),
      { numRuns: 300 },
    );
  });

  test('holds no more answers at once than it may', () => {
    const late = Array.from({ length: 60 }, (_, n) =>
      answered(`a/q${n % 20}`, { id: `e${n}`, at: at(60 - n) }),
    );
    const passes = (held: number) => {
      let calls = 0;
      const each = (take: (event: LearnerEvent) => void) => {
        calls++;
        late.forEach(take);
      };
      makeAnew(each, {}, held);
      return calls;
    };
    // Two to add up; then 60 answers in disorder, three to a question, so that four of them hold three questions.
    expect([passes(60), passes(30), passes(9), passes(1)]).toEqual([3, 4, 9, 22]);
  });
});

describe('an event that arrives once more', () => {
  test('is noticed where it would be counted twice', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 20 }), fc.nat(), (events, which) => {
        const state = addUp(events);
        const before = plain(state);
        const again = events[which % events.length]!;
        if (count(state, again)) expect(plain(state)).toEqual(before);
      }),
      { numRuns: 300 },
    );
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

  test('names what was answered without doubt at first, before and after a snapshot', () => {
    const state = replay([
      answered('a/elsewhere', { sure: true, run: 'r0' }),
      answered('a/sure', { sure: true }),
      answered('a/unsure', { sure: false }),
      answered('a/unsure', { sure: true }),
      answered('a/unasked'),
      answered('a/quiz', { sure: true, in: 'quiz' }),
    ]);
    expect(latestLesson(state, 'a')?.sure).toEqual(['sure']);
    expect(latestLesson(unpackState(packState(state)), 'a')?.sure).toEqual(['sure']);
  });

  test('is none for a module that was not begun', () => {
    expect(latestLesson(replay([read('a/intro')]), 'b')).toBeUndefined();
  });
});
