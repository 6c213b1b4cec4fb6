import { describe, expect, test } from 'vitest';
import { summarise } from '../../src/course/model.ts';
import { dateOf } from '../../src/learner/calendar.ts';
import { LONGEST } from '../../src/learner/effort.ts';
import { knowledgeOf, recallNextDay } from '../../src/learner/knowledge.ts';
import { recallAfter } from '../../src/learner/memory.ts';
import { countMarked, progressOf } from '../../src/learner/progress.ts';
import { addUp, answered, at, forgot, inTurn, placed, read, replay, wrong } from '../fixtures/events.ts';
import { choice } from '../fixtures/questions.ts';

const DAY = 86_400_000;
const begin = Date.parse(at(1));
const state = (...events: Parameters<typeof replay>[0]) => replay(events);
const module = (id: string, questions: ReturnType<typeof choice>[]) => ({
  id,
  title: `Title of ${id}`,
  summary: '',
  minutes: 5,
  needs: [],
  objectives: [],
  facts: [],
  misconceptions: [
    { id: 'M1', text: `Idea of ${id}`, section: 'intro' },
    { id: 'M2', text: `Other idea of ${id}`, section: 'more' },
  ],
  confusable: [],
  glossary: [],
  sections: [],
  questions,
});
const a = module('a', [
  choice({ id: 'one' }),
  choice({ id: 'two' }),
  choice({ id: 'three', supersedes: ['old'] }),
  choice({ id: 'four' }),
]);
const b = module('b', [choice({ id: 'one' })]);
const modules = [a, b];
const index = { title: 'Course', version: '1', modules: modules.map(summarise) };
const of = (from: ReturnType<typeof replay>, days: number) =>
  progressOf({
    state: from,
    index,
    now: begin + days * DAY,
    retention: 0.9,
    misconceptionsOf: (id) => modules.find((each) => each.id === id)!.misconceptions,
  });

describe('what is known of a module', () => {
  const known = (from: ReturnType<typeof replay>, days: number) =>
    knowledgeOf(from, index.modules[0]!, begin + days * DAY, 0.9);

  test('is nothing before the first answer', () => {
    expect(known(state(), 0)).toEqual({ questions: 4, met: 0, recall: null, mastery: 0, due: 0 });
    expect(known(state(read('a/intro')), 0)).toEqual({
      questions: 4,
      met: 0,
      recall: null,
      mastery: 0,
      due: 0,
    });
  });

  test('is what will be left tomorrow of what was met, spread over all questions, and falls with time', () => {
    const from = state(answered('a/one'));
    const { stability } = from.memories['a/one']!;
    for (const days of [0, 3, 30]) {
      const recall = recallAfter(stability, days + 1);
      expect(known(from, days)).toEqual({
        questions: 4,
        met: 1,
        recall: expect.closeTo(recall, 6),
        mastery: expect.closeTo(recall / 4, 6),
        due: days === 0 ? 0 : 1,
      });
    }
  });

  test('is low at once after a miss, for what was just explained is not yet remembered', () => {
    const mine = [answered('a/one'), answered('a/two', wrong)];
    const again = mine.map((event) => ({
      ...event,
      in: 'review' as const,
      run: 'r2',
      at: new Date(begin + 3 * DAY).toISOString(),
    }));
    const from = addUp([...inTurn(mine), ...again]);
    const [right, missed] = ['a/one', 'a/two'].map((ref) =>
      recallNextDay(from.memories[ref]!, begin + 3 * DAY),
    );
    expect(right).toBeGreaterThan(0.95);
    expect(missed).toBeLessThan(0.8);
    const soon = known(from, 3).recall;
    expect(soon).toBeCloseTo((right! + missed!) / 2, 6);
    expect(known(from, 4.5).recall).toBeLessThan(soon!);
  });

  test('takes over what was answered under an older id, the newest memory first', () => {
    expect(known(state(answered('a/old')), 0)).toMatchObject({ met: 1 });
    const both = state(answered('a/old', wrong), answered('a/three', { run: 'r2' }));
    expect(known(both, 2)).toMatchObject({
      met: 1,
      recall: recallAfter(both.memories['a/three']!.stability, 3 - 1 / 1440),
    });
  });

  test('is forgotten with the module', () => {
    expect(known(state(answered('a/one'), forgot('a')), 0)).toMatchObject({ met: 0 });
  });
});

describe('minutes', () => {
  test('are those of reading and answering, and who goes away is not counted for hours', () => {
    const from = state(
      read('a/intro', { ms: 120_000 }),
      answered('a/one', { ms: 30_000 }),
      answered('b/one', { ms: 8 * 3_600_000 }),
      read('b/intro', { ms: 8 * 3_600_000 }),
      read('b/more'),
    );
    const [first, second] = of(from, 0).modules;
    expect(first!.minutes).toBe(2.5);
    expect(second!.minutes).toBe((LONGEST.answer + LONGEST.section) / 60_000);
  });

  test.each([-5, Number.NaN, 'much', null, {}, undefined])('of %s are none', (ms) => {
    expect(of(state(answered('a/one', { ms: ms as number })), 0).modules[0]!.minutes).toBe(0);
  });
});

describe('misconceptions', () => {
  test('are told by name with their section, the most frequent first, as long as the course has them', () => {
    const from = state(
      answered('a/one', { ...wrong, misconceptions: ['M1', 'gone'] }),
      answered('b/one', { ...wrong, misconceptions: ['M2', 'M2'] }),
      answered('b/one', { ...wrong, misconceptions: ['M2'] }),
      answered('elsewhere/one', { ...wrong, misconceptions: ['M2'] }),
    );
    expect(of(from, 0).misconceptions).toEqual([
      { module: 'b', id: 'M2', text: 'Other idea of b', section: 'more', times: 2, lastAt: at(3) },
      { module: 'a', id: 'M1', text: 'Idea of a', section: 'intro', times: 1, lastAt: at(1) },
    ]);
  });

  test.each([['M1'], [7], [{ M1: 1 }], [[null, 7, {}]]])('that are %j do no harm', (misconceptions) => {
    const from = state(
      answered('a/one', { ...wrong, misconceptions: misconceptions as unknown as string[] }),
    );
    expect(of(from, 0).misconceptions).toEqual([]);
  });
});

describe('progress', () => {
  test('of a module that a placement marked is probably known until its lesson begins', () => {
    const modulesOf = (...events: Parameters<typeof replay>[0]) =>
      of(state(placed(['a', 'b']), ...events), 0).modules;
    expect(modulesOf()).toMatchObject([
      { state: 'new', probablyKnown: true },
      { state: 'new', probablyKnown: true },
    ]);
    expect(countMarked(modulesOf())).toEqual({ probablyKnown: 2, fresh: 0 });
    expect(modulesOf(answered('a/one'))[0]).not.toHaveProperty('probablyKnown');
    expect(countMarked(modulesOf(answered('a/one')))).toEqual({ probablyKnown: 1, fresh: 0 });
    expect(countMarked(of(state(), 0).modules)).toEqual({ probablyKnown: 0, fresh: 2 });
  });

  test('has half a year of days from a Monday to today, and fourteen days ahead', () => {
    const { calendar, forecast } = of(state(answered('a/one')), 0);
    expect(new Date(`${calendar[0]!.date}T12:00:00`).getDay()).toBe(1);
    expect(Math.ceil(calendar.length / 7)).toBe(26);
    expect(calendar.at(-1)).toEqual({ date: dateOf(begin), answers: 1 });
    expect(forecast).toHaveLength(14);
    expect(forecast[0]).toEqual({ date: dateOf(begin), due: 0 });
    expect(forecast.reduce((sum, { due }) => sum + due, 0)).toBe(1);
  });

  test('of a module that was reset is as if it had never been', () => {
    const mine = inTurn([answered('b/one', { ...wrong, misconceptions: ['M1'], ms: 5000 })]);
    const others = [2, 30].map((days) =>
      answered('a/one', {
        ...wrong,
        id: `x${days}`,
        run: `x${days}`,
        at: new Date(begin + days * DAY).toISOString(),
        misconceptions: ['M2'],
      }),
    );
    const reset = { ...forgot('a'), at: new Date(begin + 40 * DAY).toISOString() };
    expect(of(addUp([...mine, ...others, reset]), 41)).toEqual(of(addUp(mine), 41));
  });
});
