import { type Random, seeded } from '../../src/quiz/random.ts';
import type { Outcome } from './learner.ts';

/** What is held equal. */
export type Measure = 'day 90' | 'mean';

/** Outcomes of the same learners, one list for each budget of minutes, the smallest budget first. */
export type Curve = Outcome[][];

/** A ratio with its interval of 95 %; Infinity where no budget is enough. */
export interface Ratio {
  value: number;
  low: number;
  high: number;
}

const RESAMPLES = 1000;

/**
 * How many times the minutes of `ours` a peer needs for the same recall: its minutes are read off its curve by straight
 * lines between budgets. The interval comes from drawing the learners anew, with repetition (percentile bootstrap); peers
 * and ours meet the same learners, so each draw is of both.
 */
export function minutesRatio(peer: Curve, ours: Outcome[], measure: Measure, seed: string): Ratio {
  const everyone = ours.map((_, learner) => learner);
  const ratio = (learners: number[]) => {
    const mean = (outcomes: Outcome[], value: (outcome: Outcome) => number) =>
      learners.reduce((sum, learner) => sum + value(outcomes[learner]!), 0) / learners.length;
    const recall = (outcomes: Outcome[]) =>
      mean(outcomes, (outcome) => (measure === 'mean' ? outcome.mean : outcome.recall[1]));
    const minutes = (outcomes: Outcome[]) => mean(outcomes, (outcome) => outcome.minutes);
    const points = peer.map((outcomes) => ({ recall: recall(outcomes), minutes: minutes(outcomes) }));
    return minutesFor(points, recall(ours)) / minutes(ours);
  };
  const random = seeded(seed);
  const drawn = Array.from({ length: RESAMPLES }, () => ratio(draw(everyone, random))).sort((a, b) => a - b);
  const quantile = (share: number) => drawn[Math.floor(share * (RESAMPLES - 1))]!;
  return { value: ratio(everyone), low: quantile(0.025), high: quantile(0.975) };
}

/** Minutes at which a curve first reaches `recall`. Below its first point, that point's minutes; Infinity above all. */
export function minutesFor(points: { recall: number; minutes: number }[], recall: number): number {
  for (const [n, point] of points.entries()) {
    if (point.recall < recall) continue;
    const before = points[n - 1];
    if (!before) return point.minutes;
    const share = (recall - before.recall) / (point.recall - before.recall);
    return before.minutes + share * (point.minutes - before.minutes);
  }
  return Number.POSITIVE_INFINITY;
}

function draw(everyone: number[], random: Random): number[] {
  return everyone.map(() => everyone[Math.floor(random() * everyone.length)]!);
}
