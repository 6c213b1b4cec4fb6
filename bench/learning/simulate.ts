import type { Curve } from './compare.ts';
import type { Fit } from './fit.ts';
import type { Job } from './job.ts';
import { type Outcome, READING } from './learner.ts';
import { performAll } from './pool.ts';
import { FAMILIES, NAMES, OURS, THEORIST } from './schedulers/all.ts';

/** Minutes a day that are reported. */
export const BUDGETS = [6, 10, 20];
/** The budget at which outcomes are compared. */
export const COMPARED = 10;
/** Minutes a day at which peers are asked how they get on, to find where they equal ours. */
const CURVE = [2.25, 2.5, 2.75, 3, 3.5, 4, 4.5, 5, 6, 8, 10, 14, 20];
/** Learners simulated by one job. */
const GROUP = 10;

/** What came out in one truth, for one pace of reading. */
export interface Results {
  outcome(scheduler: string, minutes: number): Outcome[];
  curve(scheduler: string): Curve;
}

type Run = Pick<Job, 'scheduler' | 'setting' | 'minutes' | 'readingDays'>;

/**
 * Simulates every scheduler in every truth, at every budget, for the same learners. Answers one result for each truth,
 * and another for each where the course is read faster.
 */
export async function simulateAll(
  fits: Fit[],
  seeds: string[],
  onProgress: (share: number) => void,
): Promise<Record<keyof typeof READING, Results[]>> {
  const groups = Array.from({ length: Math.ceil(seeds.length / GROUP) }, (_, n) =>
    seeds.slice(n * GROUP, (n + 1) * GROUP),
  );
  const jobs: Job[] = fits.flatMap(({ parameters }, truth) =>
    allRuns().flatMap((run) => groups.map((group) => ({ ...run, truth, parameters, seeds: group }))),
  );
  const done = await performAll(jobs, (count) => onProgress(count / jobs.length));
  const results = (readingDays: number) =>
    fits.map((_, truth): Results => {
      const outcome = (scheduler: string, minutes: number, setting?: number) =>
        jobs.flatMap((job, n) =>
          job.truth === truth &&
          job.readingDays === readingDays &&
          job.scheduler === scheduler &&
          job.setting === setting &&
          job.minutes === minutes
            ? done[n]!
            : [],
        );
      return {
        outcome,
        curve: (scheduler) =>
          FAMILIES[scheduler]
            ? FAMILIES[scheduler].settings.map((setting) => outcome(scheduler, COMPARED, setting))
            : CURVE.map((minutes) => outcome(scheduler, minutes)),
      };
    });
  return { reported: results(READING.reported), faster: results(READING.faster) };
}

function allRuns(): Run[] {
  const runs = (scheduler: string): Omit<Run, 'readingDays'>[] => {
    const family = FAMILIES[scheduler];
    if (family) {
      const curve = family.settings.map((setting) => ({ scheduler, setting, minutes: COMPARED }));
      // What knows the theory takes most of the time, and never more than six minutes a day.
      const budgets = scheduler === THEORIST ? [COMPARED] : BUDGETS;
      return [...curve, ...budgets.map((minutes) => ({ scheduler, minutes }))];
    }
    const hasCurve = scheduler !== OURS && scheduler !== 'read once';
    return (hasCurve ? CURVE : BUDGETS).map((minutes) => ({ scheduler, minutes }));
  };
  return Object.values(READING).flatMap((readingDays) =>
    NAMES.filter((name) => name !== THEORIST || readingDays === READING.reported)
      .flatMap(runs)
      .map((run) => ({ ...run, readingDays })),
  );
}
