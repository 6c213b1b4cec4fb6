import fc from 'fast-check';
import { createEmptyCard, fsrs, type Grade, generatorParameters } from 'ts-fsrs';
import { describe, expect, test } from 'vitest';
import { noPredictions } from '../../src/learner/calibration.ts';
import type { AnswerEvent } from '../../src/learner/event.ts';
import {
  AGAIN,
  DAY,
  daysUntil,
  dueAt,
  GOOD,
  gradeOf,
  HARD,
  type Memory,
  recallAfter,
  recallAt,
  remembered,
  strengthen,
} from '../../src/learner/memory.ts';
import { replay } from '../../src/learner/replay.ts';
import { answered, wrong } from '../fixtures/events.ts';

const BEGIN = Date.UTC(2026, 0, 1, 18);
const onDay = (day: number) => new Date(BEGIN + day * DAY).toISOString();
let events = 0;

/** An answer to the same question, each in a run of its own. */
function answer(day: number, change: Partial<AnswerEvent> = {}): AnswerEvent {
  const id = String(events++).padStart(6, '0');
  return answered('m/q', { id, at: onDay(day), run: `run ${id}`, in: 'review', ...change });
}

const memoryOf = (...answers: AnswerEvent[]): Memory => remembered(answers, noPredictions())!;
const dueOn = (memory: Memory, retention = 0.9) => (dueAt(memory, retention) - BEGIN) / DAY;

describe('grades', () => {
  test.each([
    [{ result: 'right' }, GOOD],
    [{ result: 'right', sure: true }, GOOD],
    [{ result: 'right', sure: false }, HARD],
    [{ result: 'partial' }, HARD],
    [{ result: 'partial', sure: true }, HARD],
    [{ result: 'wrong' }, AGAIN],
    [{ result: 'wrong', sure: true }, AGAIN],
    [{ result: 'skipped' }, AGAIN],
  ] as const)('%j is %d', (given, grade) => {
    expect(gradeOf(given)).toBe(grade);
  });
});

describe('strengthen', () => {
  test.each([
    [AGAIN, 0.212, 6.4133],
    [HARD, 1.2931, 5.11217071],
    [GOOD, 2.3065, 2.11810397],
  ] as const)(
    'a first answer of grade %d gives the published stability %d',
    (grade, stability, difficulty) => {
      const first = strengthen(undefined, 0, grade);
      expect(first.stability).toBeCloseTo(stability, 8);
      expect(first.difficulty).toBeCloseTo(difficulty, 6);
    },
  );

  test('is what the scheduler of ts-fsrs says, whatever is answered on whatever days', () => {
    const scheduler = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: true }));
    const steps = fc.array(
      fc.record({ days: fc.integer({ min: 1, max: 200 }), grade: fc.constantFrom(AGAIN, HARD, GOOD) }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, (answers) => {
        let now = BEGIN;
        let card = createEmptyCard(new Date(now));
        let memory: ReturnType<typeof strengthen> | undefined;
        for (const { days, grade } of answers) {
          now += days * DAY;
          card = scheduler.next(card, new Date(now), grade as Grade).card;
          memory = strengthen(memory, days, grade);
          expect(memory.stability).toBeCloseTo(card.stability, 6);
          expect(memory.difficulty).toBeCloseTo(card.difficulty, 6);
        }
      }),
    );
  });

  test('an answer the next day, if half an hour earlier, is no answer within the same sitting', () => {
    const before = strengthen(undefined, 0, GOOD);
    const sameEvening = strengthen(before, 0.02, GOOD).stability;
    const nextDay = strengthen(before, 0.98, GOOD).stability;
    expect(nextDay).toBeGreaterThan(sameEvening);
    expect(nextDay).toBeCloseTo(strengthen(before, 1, GOOD).stability, 0);
  });
});

describe('recall', () => {
  test('is whole at once, 90 % after the stability, and falls ever more slowly', () => {
    expect(recallAfter(10, 0)).toBe(1);
    expect(recallAfter(10, 10)).toBeCloseTo(0.9, 6);
    expect(recallAfter(10, 100)).toBeCloseTo(0.7, 1);
    expect(recallAt(memoryOf(answer(0)), BEGIN)).toBe(1);
  });

  test('a clock that was set back does not make it more than whole', () => {
    expect(recallAt(memoryOf(answer(0)), BEGIN - 5 * DAY)).toBe(1);
  });

  test('falls to a retention on just the day that daysUntil says', () => {
    const anywhere = fc.tuple(
      fc.double({ min: 0.1, max: 1000, noNaN: true }),
      fc.double({ min: 0.8, max: 0.95, noNaN: true }),
    );
    fc.assert(
      fc.property(anywhere, ([stability, retention]) => {
        expect(recallAfter(stability, daysUntil(stability, retention))).toBeCloseTo(retention, 5);
      }),
    );
  });
});

describe('dueAt', () => {
  /** Known for long: no rule but the forgetting curve speaks. */
  const steady: Memory = { stability: 40, difficulty: 5, at: onDay(0), reviews: 5 };

  test.each([0.8, 0.85, 0.9, 0.95])('is when recall has fallen to %d, a little early', (retention) => {
    const due = dueAt(steady, retention);
    expect(recallAt(steady, due)).toBeGreaterThan(retention);
    expect(recallAt(steady, due + 0.1 * DAY)).toBeCloseTo(retention, 5);
  });

  test('what was only answered in a lesson comes back the next day, at whatever hour', () => {
    for (const result of ['right', 'partial', 'wrong'] as const) {
      const lesson = memoryOf(answer(0, { in: 'lesson', result }));
      expect(dueOn(lesson)).toBeCloseTo(0.9, 6);
      expect(dueOn(lesson, 0.8)).toBeCloseTo(0.9, 6);
    }
  });

  test('what was answered rightly elsewhere, or known from before, waits longer', () => {
    expect(dueOn(memoryOf(answer(0, { in: 'quiz' })))).toBeGreaterThan(2);
    const known = memoryOf(answer(0, { in: 'quiz' }), answer(9, { in: 'lesson', result: 'partial' }));
    expect(dueOn(known)).toBeGreaterThan(11);
  });

  test('what is always known after a lesson, each day at the same hour, comes back ever later', () => {
    const answers = [answer(0, { in: 'lesson' })];
    const days = [0];
    while (days.length < 7) {
      const day = Math.ceil(dueOn(memoryOf(...answers)));
      days.push(day);
      answers.push(answer(day));
    }
    expect(days.slice(1).map((day, n) => day - days[n]!)).toEqual([1, 2, 7, 19, 48, 111]);
  });

  test('nothing but a mistake made in certainty comes back on the same day', () => {
    const lesson = answer(0, { in: 'lesson' });
    expect(dueOn(memoryOf(lesson, answer(0.02, { in: 'quiz' })))).toBeCloseTo(0.02 + 0.9, 6);
    expect(dueOn(memoryOf(lesson, answer(1, wrong)))).toBeCloseTo(1.9, 6);
    expect(dueOn(memoryOf(lesson, answer(1, wrong), answer(2, wrong)))).toBeCloseTo(2.9, 6);
  });

  test('each right answer makes the wait at least twice as long', () => {
    const missed = [answer(0, wrong), answer(1, wrong), answer(2, wrong), answer(5)];
    const waits = [memoryOf(...missed), memoryOf(...missed, answer(11))].map((memory) => dueOn(memory));
    expect(waits[0]).toBeCloseTo(5 + 2 * 3 - 0.1, 1);
    expect(waits[1]).toBeCloseTo(11 + 2 * 6 - 0.1, 1);
  });

  test('… but not after a wrong one, and to two months at most', () => {
    const missed = [answer(0, wrong), answer(1, wrong), answer(2, wrong)];
    expect(dueOn(memoryOf(...missed, answer(30, wrong)))).toBeLessThan(32);
    const returned = memoryOf(...missed, answer(102));
    expect(dueOn(returned) - 102).toBeCloseTo(Math.max(60, daysUntil(returned.stability, 0.9)) - 0.1, 2);
  });

  test('… and less for who wants to remember more', () => {
    const memory = memoryOf(answer(0, wrong), answer(1, wrong), answer(2, wrong), answer(7));
    expect(dueOn(memory, 0.95) - 7).toBeCloseTo(5 * 1.5 - 0.1, 1);
  });

  test('to remember more is to be asked earlier, and what lasts longer is asked later', () => {
    const memory = fc.record({
      stability: fc.double({ min: 0.1, max: 2000, noNaN: true }),
      gap: fc.option(fc.double({ min: 0.5, max: 400, noNaN: true }), { nil: undefined }),
    });
    const retention = fc.double({ min: 0.8, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(
        memory,
        retention,
        retention,
        fc.double({ min: 1, max: 3, noNaN: true }),
        (given, a, b, by) => {
          const { stability, gap } = given;
          const of = (factor: number): Memory => ({
            ...steady,
            stability: stability * factor,
            ...(gap !== undefined && { gap }),
          });
          expect(dueAt(of(1), Math.max(a, b))).toBeLessThanOrEqual(dueAt(of(1), Math.min(a, b)));
          expect(dueAt(of(by), a)).toBeGreaterThanOrEqual(dueAt(of(1), a));
          expect(dueAt(of(1), a)).toBeGreaterThanOrEqual(BEGIN);
        },
      ),
    );
  });

  test('a mistake made in certainty is due at once, until it is answered again', () => {
    const mistake = memoryOf(answer(0), answer(20, { ...wrong, sure: true }));
    expect(mistake.sureMistake).toBe(true);
    expect(dueOn(mistake)).toBe(20);
    expect(memoryOf(answer(0, { ...wrong, sure: true }), answer(1)).sureMistake).toBeUndefined();
    expect(memoryOf(answer(0, { ...wrong, sure: false })).sureMistake).toBeUndefined();
    expect(memoryOf(answer(0, { sure: true })).sureMistake).toBeUndefined();
  });

  test('in the same run-through a sure mistake is mended, or made, and nothing else changes', () => {
    const run = { run: 'r' };
    const sureMistake = answer(0, { ...run, ...wrong, sure: true });
    const mistake = memoryOf(sureMistake);
    const { sureMistake: _, ...mended } = mistake;
    expect(memoryOf(sureMistake, answer(0.001, { ...run, sure: true }))).toEqual(mended);
    expect(memoryOf(sureMistake, answer(0.001, { ...run, sure: false }))).toEqual(mended);
    expect(memoryOf(sureMistake, answer(0.001, { ...run, ...wrong, sure: false }))).toEqual(mistake);
    const unsure = answer(0, { ...run, ...wrong, sure: false });
    expect(memoryOf(unsure, answer(0.001, { ...run, ...wrong, sure: true }))).toEqual(mistake);
    expect(memoryOf(unsure, answer(0.001, run))).toEqual(memoryOf(unsure));
  });
});

describe('what answers add up to', () => {
  test('in a lesson reading is a first meeting, and the answer a second one in the same sitting', () => {
    const reading = strengthen(undefined, 0, AGAIN);
    for (const [result, grade] of [
      ['right', GOOD],
      ['partial', HARD],
      ['wrong', AGAIN],
    ] as const) {
      const lesson = memoryOf(answer(0, { in: 'lesson', result }));
      expect(lesson).toMatchObject(strengthen(reading, 0, grade));
      expect(lesson.reviews).toBe(1);
      expect(memoryOf(answer(0, { in: 'quiz', result }))).toMatchObject(strengthen(undefined, 0, grade));
    }
  });

  test('within one run-through the first answer counts', () => {
    const first = answer(0, wrong);
    const again = answer(0.01, { run: first.run! });
    expect(memoryOf(first, again)).toEqual(memoryOf(first));
    expect(memoryOf(first, answer(0.01)).reviews).toBe(2);
  });

  test('does not depend on the order in which they arrive', () => {
    const moment = fc.record({
      day: fc.integer({ min: 0, max: 40 }),
      question: fc.constantFrom('m/a', 'm/b', 'n/a'),
      result: fc.constantFrom('right', 'partial', 'wrong', 'skipped'),
      sure: fc.constantFrom(true, false),
      run: fc.constantFrom('r1', 'r2', 'r3'),
    });
    const shuffled = fc.array(moment, { maxLength: 25 }).chain((moments) => {
      const all = moments.map(({ day, ...rest }, n) => answer(day, { id: `e${n}`, score: 0, ...rest }));
      return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
    });
    const stateOf = (all: AnswerEvent[]) =>
      JSON.parse(JSON.stringify(replay((take) => all.forEach(take), {})));
    fc.assert(
      fc.property(shuffled, ([inOrder, mixed]) => {
        const [one, other] = [stateOf(inOrder), stateOf(mixed)];
        expect(other.memories).toEqual(one.memories);
        expect(other.predictions).toEqual(one.predictions);
      }),
    );
  });
});
