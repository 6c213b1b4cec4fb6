import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Job } from './job.ts';
import type { Outcome } from './learner.ts';

/** Performs all jobs, as many at once as there are cores, and answers their outcomes in the jobs' order. */
export async function performAll(
  jobs: Job[],
  onDone: (done: number) => void = () => {},
): Promise<Outcome[][]> {
  const results: Outcome[][] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    const child = fork(join(import.meta.dirname, 'worker.ts'));
    try {
      while (next < jobs.length) {
        const index = next++;
        results[index] = await new Promise<Outcome[]>((resolve, reject) => {
          child.once('message', resolve as (message: unknown) => void);
          child.once('exit', (code) => reject(new Error(`a simulating process ended with ${code}`)));
          child.send(jobs[index]!);
        });
        child.removeAllListeners();
        onDone(++done);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
