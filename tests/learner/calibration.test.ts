import { describe, expect, test } from 'vitest';
import {
  calibrationOf,
  ENOUGH_REVIEWS,
  noPredictions,
  notePrediction,
} from '../../src/learner/calibration.ts';
import { addUp, answered, wrong } from '../fixtures/events.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, 1, 12) + number * 86_400_000).toISOString();
const review = (question: string, at: number, change = {}) =>
  answered(question, { at: day(at), id: `${question} ${at}`, in: 'review', run: `r${at}`, ...change });

describe('predictions', () => {
  test('are compared with what came of them once there are enough reviews', () => {
    const predictions = noPredictions();
    for (let n = 1; n < ENOUGH_REVIEWS; n++) notePrediction(predictions, 0.9, n % 3 > 0);
    expect(calibrationOf(predictions)).toEqual({ reviews: 29, predicted: null, actual: null, bins: [] });
    notePrediction(predictions, 0.3, true);
    const { reviews, predicted, actual, bins } = calibrationOf(predictions);
    expect(reviews).toBe(30);
    expect(predicted).toBeCloseTo((29 * 0.9 + 0.3) / 30, 6);
    expect(actual).toBeCloseTo(21 / 30, 6);
    expect(bins).toEqual([
      { from: 0.3, to: 0.4, reviews: 1, predicted: 0.3, actual: 1 },
      {
        from: 0.9,
        to: 1,
        reviews: 29,
        predicted: expect.closeTo(0.9, 6),
        actual: expect.closeTo(20 / 29, 6),
      },
    ]);
  });

  test('of certainty and of nothing have a place too', () => {
    const predictions = noPredictions();
    notePrediction(predictions, 1, true);
    notePrediction(predictions, 0, false);
    expect(predictions.at(-1)).toEqual([1, 1000, 1]);
    expect(predictions[0]).toEqual([1, 0, 0]);
  });
});

describe('what counts as a review', () => {
  const reviews = (...events: Parameters<typeof addUp>[0]) =>
    calibrationOf(addUp(events).predictions).reviews;

  test('is an answer at least half a day after the last one', () => {
    expect(reviews(review('a/one', 0))).toBe(0);
    expect(reviews(review('a/one', 0), review('a/one', 0.4))).toBe(0);
    expect(reviews(review('a/one', 0), review('a/one', 0.6))).toBe(1);
    expect(reviews(review('a/one', 0), review('b/one', 5))).toBe(0);
  });

  test('is not a second answer in the same run', () => {
    expect(reviews(review('a/one', 0), review('a/one', 2, { run: 'r0' }))).toBe(0);
  });

  test('is right only when it is right', () => {
    const { predictions } = addUp([
      review('a/one', 0),
      review('a/one', 2, { result: 'partial', score: 0.5 }),
      review('b/one', 0),
      review('b/one', 2, wrong),
      review('c/one', 0),
      review('c/one', 2),
    ]);
    expect(predictions.reduce((sum, [, , right]) => sum + right, 0)).toBe(1);
    expect(predictions.reduce((sum, [count]) => sum + count, 0)).toBe(3);
  });
});
