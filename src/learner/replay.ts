import { apply, isForgotten, moduleOf } from './apply.ts';
import type { AnswerEvent, LearnerEvent } from './event.ts';
import { type MemoryEvent, remember, remembered } from './memory.ts';
import { emptyState, type LearnerState } from './state.ts';

/** Answers that `replay` holds in memory at once. */
const HELD = 40_000;

/**
 * Counts one more event in `state`, memory included. Answers `false` when it cannot be counted in passing (a reset of a
 * part of what is known, an answer or a reading that is not newer than the last one and may even be one that was counted
 * before): then the state has to be made anew by `replay`.
 */
export function count(state: LearnerState, event: LearnerEvent): boolean {
  const last = lastBefore(state, event);
  const inTime = apply(state, event);
  if (last !== undefined && event.at <= last) return false;
  if (event.kind === 'answer' && !isForgotten(state, event.question, event.at)) remember(state, event);
  return inTime;
}

/**
 * The state that all events add up to, in whatever order `each` hands them over, once each, and the same ones whenever it
 * is called. `resets` are those of all the events, known beforehand. At most `held` answers are kept in memory, or all
 * those to one question: the more come in disorder, the more often `each` is called.
 */
export function replay(
  each: (take: (event: LearnerEvent) => void) => void,
  resets: LearnerState['resets'],
  held = HELD,
): LearnerState {
  const state = emptyState(resets);
  const mixed = new Set<string>();
  each((event) => {
    if (event.kind === 'reset') return;
    const last = lastBefore(state, event);
    apply(state, event);
    if (event.kind === 'answer' && last !== undefined && event.at <= last) mixed.add(event.question);
  });
  const answers = (take: (event: AnswerEvent) => void) =>
    each((event) => {
      if (event.kind === 'answer' && !isForgotten(state, event.question, event.at)) take(event);
    });
  answers((event) => {
    if (!mixed.has(event.question)) remember(state, event);
  });
  for (const refs of inGroups(mixed, (ref) => state.questions[ref]!.answered, held)) {
    const lists = new Map(refs.map((ref) => [ref, [] as MemoryEvent[]]));
    answers(({ question, id, at, result, sure, run, in: setting }) => {
      lists.get(question)?.push({ id, at, result, sure, run, in: setting });
    });
    for (const [ref, list] of lists) state.memories[ref] = remembered(list, state.predictions)!;
  }
  return state;
}

/** The time that an event must be later than to be counted in passing; undefined when any will do. */
function lastBefore(state: LearnerState, event: LearnerEvent): string | undefined {
  switch (event.kind) {
    case 'answer':
      // Of answers at the same instant the order is that of their ids, whichever came first.
      return isForgotten(state, event.question, event.at)
        ? undefined
        : state.questions[event.question]?.lastAt;
    case 'section-read':
      // Its minutes would be added twice, if it was counted before.
      return isForgotten(state, event.section, event.at) ? undefined : state.latest[moduleOf(event.section)];
    default:
      return undefined;
  }
}

/** Distributes items over groups whose sizes add up to `most` at most; what is larger alone is a group of its own. */
function inGroups(items: Iterable<string>, sizeOf: (item: string) => number, most: number): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (size > room || groups.length === 0) {
      groups.push([]);
      room = most;
    }
    groups.at(-1)!.push(item);
    room -= size;
  }
  return groups;
}
