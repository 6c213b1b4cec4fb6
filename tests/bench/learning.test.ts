import { describe, expect, test } from 'vitest';
import { ANCHORS } from '../../bench/learning/anchors.ts';
import { minutesFor, minutesRatio } from '../../bench/learning/compare.ts';
import { fitToAnchors, meanRecall } from '../../bench/learning/fit.ts';
import { COST, DAYS, ITEMS, learn, type Outcome } from '../../bench/learning/learner.ts';
import { NAMES, OURS, SM2, SM2_SCALED, schedulerFor } from '../../bench/learning/schedulers/all.ts';
import { inTurn, leitner, sm2 } from '../../bench/learning/schedulers/peers.ts';
import type { Make, Scheduler } from '../../bench/learning/schedulers/scheduler.ts';
import { TRUTHS } from '../../bench/learning/truths/all.ts';

/** The days on which one fact is asked by a scheduler, when the answers are right or wrong as given. */
function daysAsked(scheduler: Scheduler, answers: boolean[]): number[] {
  const days: number[] = [];
  scheduler.read(0, 0);
  for (let day = 1; days.length < answers.length; day++) {
    if (!scheduler.plan(day, 600).includes(0)) continue;
    scheduler.answered(0, day, answers[days.length]!);
    days.push(day);
  }
  return days;
}

describe('peers', () => {
  test('SM-2 asks after 1, 6, then 2.5 times as many days, rounded up; a mistake begins anew', () => {
    expect(daysAsked(sm2(), [true, true, true, true, true])).toEqual([1, 7, 22, 60, 155]);
    expect(daysAsked(sm2(), [true, true, false, true, true, true])).toEqual([1, 7, 22, 23, 29, 44]);
    expect(daysAsked(sm2(), [false, false, true, true])).toEqual([1, 2, 3, 9]);
  });

  test("Leitner's boxes go up one by one and down to the first", () => {
    expect(daysAsked(leitner([1, 2, 4, 8, 16]), Array(7).fill(true))).toEqual([1, 3, 7, 15, 31, 47, 63]);
    expect(daysAsked(leitner([1, 3, 7]), [true, true, false, true])).toEqual([1, 4, 11, 12]);
  });

  test('in turn everything is asked once before anything is asked again', () => {
    const scheduler = inTurn();
    for (const item of [0, 1, 2]) scheduler.read(item, 0);
    expect(scheduler.plan(1, 600)).toEqual([0, 1, 2]);
    scheduler.answered(0, 1.001, true);
    expect(scheduler.plan(2, 600)).toEqual([1, 2, 0]);
  });
});

describe('truths', () => {
  const fits = TRUTHS.map((truth) => fitToAnchors(truth));

  test.each([
    [0, 0.04],
    [1, 0.035],
    [2, 0.04],
  ])('truth %d keeps to the anchors within %d, root mean square', (n, error) => {
    expect(fits[n]!.error).toBeLessThan(error);
    expect(fits[n]!.recall).toHaveLength(ANCHORS.length);
  });

  test.each(fits)('$truth.name forgets, and gains more from a review a day later than at once', (fit) => {
    const { truth, parameters } = fit;
    const recall = (days: number[], after: number) =>
      meanRecall(truth, parameters, { days, after, recall: 0 });
    expect(recall([0], 1)).toBeGreaterThan(recall([0], 7));
    expect(recall([0], 7)).toBeGreaterThan(recall([0], 30));
    expect(recall([0, 1], 30)).toBeGreaterThan(recall([0, 0.01], 30));
    expect(recall([0, 0.01], 30)).toBeGreaterThan(recall([0], 30));
  });

  test.each(fits)(
    'in $truth.name the same seed is the same learner, and the day has no more minutes than given',
    (fit) => {
      for (const name of NAMES) {
        const once = () => learn(fit.truth, fit.parameters, 'test', schedulerFor(name), 240);
        const outcome = once();
        expect(once()).toEqual(outcome);
        // The question begun when the time is over is answered.
        expect(outcome.minutes).toBeLessThan(4 + 23 / 60);
        for (const recall of outcome.recall) expect(recall).toBeGreaterThanOrEqual(0);
        for (const recall of outcome.recall) expect(recall).toBeLessThanOrEqual(1);
      }
    },
  );

  test.each(fits)('in $truth.name the shipped scheduler keeps alive what reading alone would lose', (fit) => {
    const day90 = (name: string) =>
      learn(fit.truth, fit.parameters, 'test', schedulerFor(name), 600).recall[1];
    expect(day90(OURS)).toBeGreaterThan(1.5 * day90('read once'));
  });

  test.each(fits)('in $truth.name what the tutor predicts comes true on average', (fit) => {
    const all = [0, 1, 2, 3, 4, 5].flatMap(
      (n) => learn(fit.truth, fit.parameters, `test ${n}`, schedulerFor(OURS), 600).predictions,
    );
    const sum = (index: 0 | 1 | 2) => all.reduce((total, bin) => total + bin[index], 0);
    expect(sum(0)).toBeGreaterThan(5000);
    expect(Math.abs(sum(1) / 1000 - sum(2)) / sum(0)).toBeLessThan(0.06);
  });

  test.each(fits)('in $truth.name what is planned is asked, and what was missed once more', (fit) => {
    const read: number[] = [];
    const answers = new Map<number, boolean>();
    const spy: Make = () => ({
      read: (item) => read.push(item),
      plan: (day) => (Math.floor(day) === 60 ? read : []),
      answered: (item, _, right) => answers.set(item, right),
    });
    const { minutes } = learn(fit.truth, fit.parameters, 'test', spy, 36_000);
    const missed = [...answers.values()].filter((right) => !right).length;
    expect(answers.size).toBe(Math.round((61 * ITEMS) / DAYS));
    expect(missed).toBeGreaterThan(20);
    const seconds = ITEMS * COST.reading + (answers.size - missed) * COST.hit + missed * COST.miss;
    expect(minutes * 60 * DAYS).toBeGreaterThanOrEqual(seconds + missed * COST.hit - 1e-6);
    expect(minutes * 60 * DAYS).toBeLessThanOrEqual(seconds + missed * COST.miss + 1e-6);
  });

  test.each(fits)(
    'in $truth.name SM-2 with intervals times less than 1 asks more, and more is remembered',
    (fit) => {
      const [letter, shorter] = [1, 0.4].map((factor) =>
        learn(fit.truth, fit.parameters, 'test', schedulerFor(SM2_SCALED, factor), 1200),
      );
      expect(letter).toEqual(learn(fit.truth, fit.parameters, 'test', schedulerFor(SM2), 1200));
      expect(shorter!.minutes).toBeGreaterThan(letter!.minutes);
      expect(shorter!.mean).toBeGreaterThan(letter!.mean);
    },
  );

  test.each(fits)('in $truth.name a course read faster is known sooner, not better in the end', (fit) => {
    const [slow, fast] = [90, 60].map((days) =>
      learn(fit.truth, fit.parameters, 'test', schedulerFor(OURS), 600, days),
    );
    expect(fast!.recall[0]).toBeGreaterThan(1.3 * slow!.recall[0]);
    expect(Math.abs(fast!.recall[1] - slow!.recall[1])).toBeLessThan(0.1);
  });

  test('a simulated course has as many items as are said to be learned', () => {
    expect(ITEMS).toBe(300);
  });
});

describe('minutes for the same recall', () => {
  const points = [
    { minutes: 2, recall: 0.5 },
    { minutes: 4, recall: 0.7 },
    { minutes: 5, recall: 0.6 },
  ];

  test('are read off between the budgets, where the recall is first reached', () => {
    expect(minutesFor(points, 0.6)).toBeCloseTo(3, 8);
    expect(minutesFor(points, 0.7)).toBeCloseTo(4, 8);
    expect(minutesFor(points, 0.3)).toBe(2);
    expect(minutesFor(points, 0.71)).toBe(Number.POSITIVE_INFINITY);
  });

  test('come with an interval that holds the value, the same each time', () => {
    const outcome = (minutes: number, recall: number): Outcome => ({
      minutes,
      mean: recall,
      recall: [0, recall, 0],
      predictions: [],
    });
    const vary = (minutes: number, recall: number) =>
      [-0.04, -0.01, 0, 0.02, 0.03].map((by) => outcome(minutes, recall + by));
    const peer = points.slice(0, 2).map(({ minutes, recall }) => vary(minutes, recall));
    const ours = vary(2.5, 0.6);
    const ratio = minutesRatio(peer, ours, 'day 90', 'seed');
    expect(ratio.value).toBeCloseTo(3 / 2.5, 6);
    expect(ratio.low).toBeLessThanOrEqual(ratio.value);
    expect(ratio.high).toBeGreaterThanOrEqual(ratio.value);
    expect(minutesRatio(peer, ours, 'day 90', 'seed')).toEqual(ratio);
  });
});
