import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply } from '../../src/learner/apply.ts';
import type { LearnerEvent } from '../../src/learner/event.ts';
import { tasksDone } from '../../src/learner/lab-record.ts';
import { packState, unpackState } from '../../src/learner/packed.ts';
import { emptyState, type LearnerState, latestLesson } from '../../src/learner/state.ts';
import { anyEvent } from '../fixtures/arbitrary.ts';
import {
  addUp,
  answered,
  at,
  didTask,
  forgot,
  inTurn,
  passed,
  read,
  replay,
  wrong,
} from '../fixtures/events.ts';

const events = fc.array(anyEvent, { maxLength: 40 });

/** Plain data: dictionaries without prototypes count as equal to objects. */
const plain = (state: LearnerState) => JSON.parse(JSON.stringify(state));
/** What is known, leaving out what was forgotten when. */
const known = (state: LearnerState) => ({ ...plain(state), resets: {} });
const lesson = (state: LearnerState, module: string) => {
  const found = latestLesson(state, module);
  return found && JSON.parse(JSON.stringify(found));
};
const partial = { result: 'partial', score: 0.5 } as const;

describe('adding up events', () => {
  test('counts answers, and keeps for each question how often, how well and when', () => {
    const state = replay([
      answered('a/one', wrong),
      answered('a/one'),
      answered('a/two', partial),
      answered('b/one', { result: 'skipped', score: 0, in: 'quiz' }),
    ]);
    expect(state.answers).toEqual({ total: 4, correct: 1 });
    expect(plain(state).questions).toEqual({
      'a/one': { answered: 2, right: 1, last: 'right', lastAt: at(2) },
      'a/two': { answered: 1, right: 0, last: 'partial', lastAt: at(3) },
      'b/one': { answered: 1, right: 0, last: 'skipped', lastAt: at(4) },
    });
  });

  test('follows the run-through of a lesson', () => {
    const state = replay([
      read('a/intro'),
      answered('a/one', wrong),
      read('a/more', { skipped: true }),
      answered('a/two'),
      answered('a/one', partial),
    ]);
    expect(lesson(state, 'a')).toEqual({
      run: 'r1',
      read: ['intro', 'more'],
      scores: { one: [0, 0.5], two: [1] },
      sure: [],
    });
    expect(state.current?.module).toBe('a');
    expect(lesson(state, 'b')).toBeUndefined();
  });

  test('a new run begins the lesson again, and leaves other lessons alone', () => {
    const state = replay([
      read('a/intro'),
      read('b/intro'),
      answered('a/one', { ...wrong, run: 'r0' }),
      read('a/more', { run: 'r0' }),
    ]);
    expect(lesson(state, 'a')).toEqual({ run: 'r0', read: ['more'], scores: { one: [0] }, sure: [] });
    expect(lesson(state, 'b')).toEqual({ run: 'r1', read: ['intro'], scores: {}, sure: [] });
    expect(state.current?.module).toBe('a');
  });

  test('answers outside a lesson do not touch it', () => {
    const outside = ['quiz', 'review', 'placement', 'lab'] as const;
    const state = replay(outside.map((setting) => answered('a/one', { in: setting })));
    expect(lesson(state, 'a')).toBeUndefined();
    expect(state.current).toBeUndefined();
    // What follows from a lab was never asked.
    expect(state.answers.total).toBe(3);
  });

  test('a section passed over was not read, but is behind the learner in the lesson', () => {
    const state = replay([read('a/intro'), read('a/more', { skipped: true })]);
    expect(plain(state).sections).toEqual({ 'a/intro': at(1) });
    expect(latestLesson(state, 'a')?.read).toEqual(['intro', 'more']);
  });

  test('a section read outside a run is remembered with its latest time', () => {
    const { run: _, ...alone } = read('a/intro');
    expect(plain(replay([alone, alone]))).toMatchObject({ sections: { 'a/intro': at(2) }, runs: {} });
  });

  test('a module counts as passed from the first time on', () => {
    expect(plain(replay([passed('a'), passed('a')])).passed).toEqual({ a: at(1) });
  });

  test('a task of a lab counts as done from the first time on, until its lab is forgotten', () => {
    const done = [didTask('proxy', 'one'), didTask('proxy', 'two'), didTask('proxy', 'one')];
    expect(plain(replay(done)).labTasks).toEqual({ 'proxy/one': at(1), 'proxy/two': at(2) });
    expect(tasksDone(replay(done), 'proxy')).toEqual(['one', 'two']);
    expect(tasksDone(replay(done), 'pro')).toEqual([]);
    expect(tasksDone(replay([...done, forgot('proxy')]), 'proxy')).toEqual([]);
  });

  test('what follows from a failed task of a lab is a miss to be remembered, but no answer that was given', () => {
    const state = replay([answered('a/one'), answered('a/one', { ...wrong, in: 'lab' })]);
    expect(state.answers).toEqual({ total: 1, correct: 1 });
    expect(state.questions['a/one']).toMatchObject({ answered: 2, last: 'wrong' });
  });

  test('a reference without a module belongs to no module', () => {
    const state = replay([answered('abc'), forgot('ab')]);
    expect(Object.keys(state.questions)).toEqual(['abc']);
    expect(Object.keys(state.runs)).toEqual(['']);
  });
});

describe('the order in which events arrive', () => {
  test('does not matter: what happened last is what counts', () => {
    const two = [answered('a/one', { ...wrong, at: at(2) }), answered('a/one', { at: at(1) })];
    expect(plain(addUp(two)).questions['a/one']).toMatchObject({ answered: 2, last: 'wrong', lastAt: at(2) });
    expect(lesson(addUp(two), 'a')).toMatchObject({ scores: { one: [1, 0] } });
    const runs = [read('a/more', { run: 'r2', at: at(2) }), read('b/intro', { run: 'r1', at: at(1) })];
    expect(addUp(runs).current?.module).toBe('a');
  });

  test('an event from before a reset is forgotten although it arrives after it', () => {
    const state = addUp([
      { ...forgot('a'), at: at(5) },
      answered('a/one', { at: at(4) }),
      passed('a', { at: at(5) }),
    ]);
    expect(known(state)).toEqual(known(emptyState()));
  });

  test('a reset that arrives after newer events asks for the state to be made anew', () => {
    const state = emptyState();
    expect(apply(state, answered('a/one', { at: at(5) }))).toBe(true);
    expect(apply(state, { ...forgot('b'), at: at(4) })).toBe(true);
    expect(apply(state, { ...forgot('a'), at: at(4) })).toBe(false);
    expect(apply(state, { ...forgot(), at: at(6) })).toBe(true);
  });

  test('does not matter at one instant either: the worse answer counts, and a reset covers its instant', () => {
    const two = [answered('a/one', { ...wrong, at: at(1) }), answered('a/one', { at: at(1) })];
    for (const each of [two, two.toReversed()]) {
      expect(plain(addUp(each)).questions['a/one']).toMatchObject({ answered: 2, right: 1, last: 'wrong' });
    }
    for (const reset of [forgot('a'), forgot()]) {
      const three = [...two, { ...reset, at: at(1) }];
      for (const each of [three, three.toReversed()]) expect(known(addUp(each))).toEqual(known(emptyState()));
    }
  });

  test('does not matter for any events', () => {
    const shuffled = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        expect(plain(addUp(mixed))).toEqual(plain(addUp(all)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a reset', () => {
  test('of one module forgets it, and nothing else', () => {
    const kept = [
      answered('b/one'),
      answered('ab/one', wrong),
      read('b/intro'),
      passed('b'),
      read('ab/intro', { run: 'r3' }),
    ];
    const forgotten = [answered('a/one'), answered('a/two', wrong), read('a/intro'), passed('a')];
    const all = inTurn([...kept, ...forgotten, forgot('a')]);
    expect(known(addUp(all))).toEqual(known(addUp(all.slice(0, kept.length))));
  });

  test('of the module under way goes back to the one before', () => {
    expect(replay([read('b/intro'), read('a/intro'), forgot('a')]).current?.module).toBe('b');
    expect(replay([read('b/intro'), read('a/intro'), forgot('b')]).current?.module).toBe('a');
    expect(replay([read('a/intro'), forgot('a')])).not.toHaveProperty('current');
  });

  test('does not touch what comes after it', () => {
    const state = replay([answered('a/one', wrong), passed('a'), forgot('a'), answered('a/one')]);
    expect(plain(state)).toMatchObject({
      answers: { total: 1, correct: 1 },
      questions: { 'a/one': { answered: 1, right: 1 } },
      passed: {},
    });
  });

  test('of everything forgets everything', () => {
    fc.assert(
      fc.property(events, (before) => {
        const end = { ...forgot(), at: '2200-01-01T00:00:00.000Z' };
        expect(known(addUp([...before, end]))).toEqual(known(emptyState()));
      }),
    );
  });

  test('of one module equals never having had its events', () => {
    const moduleOf = (event: LearnerEvent) => {
      if (event.kind === 'answer') return event.question.split('/')[0];
      if (event.kind === 'section-read') return event.section.split('/')[0];
      if (event.kind === 'lab-task-done') return event.lab;
      return event.kind === 'placed' ? undefined : event.module;
    };
    const without = (module: string, event: LearnerEvent): LearnerEvent => {
      if (event.kind !== 'placed') return event;
      const others = (names: string[] = []) => names.filter((name) => name !== module);
      return { ...event, modules: others(event.modules), cleared: others(event.cleared) };
    };
    fc.assert(
      fc.property(events, fc.constantFrom('a', 'b', '__proto__'), (before, module) => {
        const end = { ...forgot(module), at: '2200-01-01T00:00:00.000Z' };
        const others = before
          .filter((event) => moduleOf(event) !== module)
          .map((event) => without(module, event));
        expect(known(addUp([...before, end]))).toEqual(known(addUp(others)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('names that objects inherit', () => {
  const forged = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const throughJson = (state: LearnerState) => unpackState(packState(state));

  test.each(forged)('%s is a name like any other', (name) => {
    const ref = `${name}/${name}`;
    const run = { run: name };
    const state = throughJson(replay([answered(ref, { ...wrong, ...run }), read(ref, run), passed(name)]));
    expect(state.questions[ref]).toEqual({ answered: 1, right: 0, last: 'wrong', lastAt: at(1) });
    expect(Object.keys(state.runs)).toEqual([name]);
    expect(latestLesson(state, name)?.run).toBe(name);
    expect(Object.entries(latestLesson(state, name)!.scores)).toEqual([[name, [0]]]);
    expect(Object.entries(state.passed)).toEqual([[name, at(3)]]);
    expect(state.current?.module).toBe(name);
    expect(known(throughJson(addUp([{ ...forgot(name), at: at(9) }], state)))).toEqual(known(emptyState()));
  });

  test.each(forged)('%s is a new question also in a lesson that was put away and taken up again', (name) => {
    const state = throughJson(replay([answered('a/one')]));
    addUp([answered(`a/${name}`, { ...wrong, at: at(2) })], state);
    expect(Object.entries(latestLesson(state, 'a')!.scores)).toEqual([
      ['one', [1]],
      [name, [0]],
    ]);
  });

  test('nothing is known by such a name before it was used', () => {
    for (const state of [emptyState(), throughJson(emptyState())]) {
      for (const name of forged) {
        expect(name in state.passed).toBe(false);
        expect(name in state.sections).toBe(false);
        expect(latestLesson(state, name)).toBeUndefined();
        expect(state.questions[name]).toBeUndefined();
      }
    }
  });

  test('no event changes what all objects inherit', () => {
    fc.assert(
      fc.property(events, (all) => {
        throughJson(addUp(all));
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as Record<string, unknown>).answered).toBeUndefined();
      }),
    );
  });
});
