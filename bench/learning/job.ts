import { learn, type Outcome } from './learner.ts';
import { schedulerFor } from './schedulers/all.ts';
import { TRUTHS } from './truths/all.ts';

/** A group of learners who learn by one scheduler in one truth. Plain data, so that it can go to another process. */
export interface Job {
  /** Index of the truth. */
  truth: number;
  parameters: number[];
  scheduler: string;
  /** Which of a family of schedulers; the reported one when absent. */
  setting?: number;
  /** Minutes a day that a learner has. */
  minutes: number;
  /** Days over which the course is read. */
  readingDays: number;
  seeds: string[];
}

export function perform({
  truth,
  parameters,
  scheduler,
  setting,
  minutes,
  readingDays,
  seeds,
}: Job): Outcome[] {
  const make = schedulerFor(scheduler, setting);
  return seeds.map((seed) => learn(TRUTHS[truth]!, parameters, seed, make, minutes * 60, readingDays));
}
