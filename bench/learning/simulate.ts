import type { Curve } from './compare.ts';
import type { Fit } from './fit.ts';
import type { Job } from './job.ts';
import type { Outcome } from './learner.ts';
import { performAll } from './pool.ts';
import { NAMES, OURS } from './schedulers/all.ts';

/** Minutes a day that are reported. */
export const BUDGETS = [6, 10, 20];
/** Minutes a day at which peers are asked how they get on, to find where they equal ours. */
const CURVE = [2.5, 3, 3.5, 4, 4.5, 5, 6, 8, 10, 14, 20];
/** An oracle with time enough gets better or worse by what it wants to be remembered. */
const RETENTIONS = [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];
/** Learners simulated by one job. */
const GROUP = 10;

/** What came out in one truth. */
export interface Results {
  outcome(scheduler: string, minutes: number): Outcome[];
  curve(scheduler: string): Curve;
}

/** Simulates every scheduler in every truth, at every budget, for the same learners. */
export async function simulateAll(
  fits: Fit[],
  seeds: string[],
  onProgress: (share: number) => void,
): Promise<Results[]> {
  const runs = [
    ...NAMES.flatMap((scheduler) =>
      (scheduler === OURS || scheduler === 'oracle' || scheduler === 'read once' ? BUDGETS : CURVE).map(
        (minutes) => ({ scheduler, minutes }),
      ),
    ),
    ...RETENTIONS.map((retention) => ({ scheduler: `oracle ${retention}`, minutes: 20 })),
  ];
  const groups = Array.from({ length: Math.ceil(seeds.length / GROUP) }, (_, n) =>
    seeds.slice(n * GROUP, (n + 1) * GROUP),
  );
  const jobs: Job[] = fits.flatMap(({ parameters }, truth) =>
    runs.flatMap((run) => groups.map((group) => ({ ...run, truth, parameters, seeds: group }))),
  );
  const done = await performAll(jobs, (count) => onProgress(count / jobs.length));
  return fits.map((_, truth) => {
    const outcome = (scheduler: string, minutes: number) =>
      jobs.flatMap((job, n) =>
        job.truth === truth && job.scheduler === scheduler && job.minutes === minutes ? done[n]! : [],
      );
    return {
      outcome,
      curve: (scheduler) =>
        scheduler === 'oracle'
          ? RETENTIONS.map((retention) => outcome(`oracle ${retention}`, 20))
          : (scheduler === 'read once' ? BUDGETS : CURVE).map((minutes) => outcome(scheduler, minutes)),
    };
  });
}
