import type { Trace } from '../truths/truth.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Knows the true chance of recall of every fact, which no program can, and asks what has fallen below `retention`, what
 * is known best first. A limit to measure against; not the best of all plans, which nobody can compute.
 */
export function oracle(traces: Trace[], retention: number): Scheduler {
  const read: number[] = [];
  return {
    read: (item) => read.push(item),
    plan: (now) =>
      read
        .map((item) => ({ item, recall: traces[item]!.recall(now) }))
        .filter(({ recall }) => recall < retention)
        .sort((a, b) => b.recall - a.recall)
        .map(({ item }) => item),
    answered() {},
  };
}
