import type { AnswerEvent } from './event.ts';
import { type LearnerState, type Met, timeLater } from './state.ts';

const MINUTE = 60_000;
/** Longest time that counts for one answer, and for reading one section: whoever takes longer has gone away. */
export const LONGEST = { answer: 5 * MINUTE, section: 20 * MINUTE };

/** Counts time spent on a module. `ms` comes from a file and may be anything. */
export function noteTime(state: LearnerState, module: string, ms: unknown, longest: number): void {
  if (typeof ms !== 'number' || !(ms > 0)) return;
  state.spent[module] = (state.spent[module] ?? 0) + Math.round(Math.min(ms, longest));
}

/** Counts the misconceptions that an answer showed, each once. */
export function noteMisconceptions(state: LearnerState, module: string, event: AnswerEvent): void {
  const ids: unknown = event.misconceptions;
  if (!Array.isArray(ids)) return;
  for (const id of new Set(ids.filter((each) => typeof each === 'string'))) {
    const before: Met | undefined = state.misconceptions[`${module}/${id}`];
    state.misconceptions[`${module}/${id}`] = {
      times: (before?.times ?? 0) + 1,
      lastAt: timeLater(before?.lastAt, event.at),
    };
  }
}
