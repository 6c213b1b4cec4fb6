import { apply, isForgotten } from './apply.ts';
import type { AnswerEvent, LearnerEvent } from './event.ts';
import { remember, remembered } from './memory.ts';
import { emptyState, type LearnerState } from './state.ts';

/**
 * Counts one more event in `state`, memory included. Answers `false` when it cannot be counted in passing (a reset of a
 * part of what is known, an answer older than the last one): then the state has to be made anew by `replay`.
 */
export function count(state: LearnerState, event: LearnerEvent): boolean {
  const last = event.kind === 'answer' ? state.questions[event.question]?.lastAt : undefined;
  const inTime = apply(state, event);
  if (event.kind !== 'answer' || isForgotten(state, event.question, event.at)) return inTime;
  // Of answers at the same instant the order is that of their ids, whichever came first.
  if (last !== undefined && event.at <= last) return false;
  remember(state, event);
  return inTime;
}

/**
 * The state that all events add up to, in whatever order `each` hands them over, once each. `resets` are those of all the
 * events, known beforehand.
 */
export function replay(
  each: (take: (event: LearnerEvent) => void) => void,
  resets: LearnerState['resets'],
): LearnerState {
  const state = emptyState(resets);
  const answers = new Map<string, AnswerEvent[]>();
  each((event) => {
    if (event.kind === 'reset') return;
    apply(state, event);
    if (event.kind !== 'answer' || isForgotten(state, event.question, event.at)) return;
    const list = answers.get(event.question);
    if (list) list.push(event);
    else answers.set(event.question, [event]);
  });
  for (const [ref, events] of answers) state.memories[ref] = remembered(events, state.predictions)!;
  return state;
}
