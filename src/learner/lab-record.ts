import type { LearnerState } from './state.ts';

/** Ids of the tasks of a lab that have been fulfilled. */
export function tasksDone({ labTasks }: LearnerState, lab: string): string[] {
  return Object.keys(labTasks)
    .filter((ref) => ref.startsWith(`${lab}/`))
    .map((ref) => ref.slice(lab.length + 1));
}
