import { FSRSAlgorithm, generatorParameters } from 'ts-fsrs';
import { notePrediction, type Predictions } from './calibration.ts';
import type { AnswerEvent } from './event.ts';
import type { LearnerState } from './state.ts';

/**
 * What is remembered of one question, by FSRS-6 (free spaced repetition scheduler; ts-fsrs with its published default
 * parameters, fitted to reviews of thousands of people).
 */
export interface Memory {
  /** Days until recall has fallen to 90 %. */
  stability: number;
  /** From 1 (easy) to 10. */
  difficulty: number;
  /** When it was last answered, ISO 8601. */
  at: string;
  /** How often it was answered, once for each run-through. */
  reviews: number;
  run?: string;
  /** Days that it had been remembered when it was last answered rightly; absent after any other answer. */
  gap?: number;
  /** The last answer was wrong, the learner had been sure, and has not known it since: the question comes back at once. */
  sureMistake?: true;
}

/** FSRS grades. */
export const AGAIN = 1;
export const HARD = 2;
export const GOOD = 3;
export type Grade = typeof AGAIN | typeof HARD | typeof GOOD;

export const DAY = 86_400_000;
/**
 * Days after which an answer belongs to another sitting. Within one, FSRS reckons by its short-term rule, and an answer
 * says nothing about how well recall was predicted.
 */
const NEXT_SITTING = 0.5;
/** The shortest wait, in days. */
const NEXT_DAY = 1;
/** The longest wait, in days, that a right answer brings about whatever FSRS foresees. */
const LONGEST_STEP = 60;
/** Days by which a question comes back earlier, so that who sits down sooner than yesterday does not miss it by minutes. */
const EARLIER = 0.1;

const fsrs = new FSRSAlgorithm(generatorParameters({ enable_fuzz: false }));
/** The forgetting curve of FSRS-6: recall after t days is (1 + FACTOR · t / stability) ^ -DECAY. */
const DECAY = fsrs.parameters.w[20]!;
const FACTOR = 0.9 ** (-1 / DECAY) - 1;

/** Not known or skipped: Again. Partly right, or right without being sure: Hard. Right: Good. */
export function gradeOf({ result, sure }: Pick<MemoryEvent, 'result' | 'sure'>): Grade {
  if (result === 'wrong' || result === 'skipped') return AGAIN;
  return result === 'partial' || sure === false ? HARD : GOOD;
}

/** The memory after one more answer, `days` after the last one (ignored for the first). */
export function strengthen(
  memory: Pick<Memory, 'stability' | 'difficulty'> | undefined,
  days: number,
  grade: Grade,
): { stability: number; difficulty: number } {
  const before = memory ? { stability: memory.stability, difficulty: memory.difficulty } : null;
  return fsrs.next_state(before, days < NEXT_SITTING ? 0 : days, grade);
}

/**
 * What reading leaves: in a lesson, it is a first meeting with something not known, and the answer minutes later is a
 * second one in the same sitting. That answer proves little about tomorrow, right or wrong.
 */
const READING = strengthen(undefined, 0, AGAIN);

/** Predicted chance, from 0 to 1, of a right answer `days` after the last one. */
export function recallAfter(stability: number, days: number): number {
  return (1 + (FACTOR * Math.max(0, days)) / stability) ** -DECAY;
}

/** Predicted chance of a right answer at `now` (milliseconds since 1970). */
export function recallAt(memory: Memory, now: number): number {
  return recallAfter(memory.stability, (now - Date.parse(memory.at)) / DAY);
}

/**
 * When to ask again, in milliseconds since 1970: when recall will have fallen to `retention` (0 to 1), but not on the same
 * day. A right answer lengthens the wait at least `leastGrowth` times, up to two months. A mistake made in certainty comes
 * back at once.
 */
export function dueAt(memory: Memory, retention: number): number {
  const last = Date.parse(memory.at);
  if (memory.sureMistake) return last;
  const days = daysUntil(memory.stability, retention);
  const least = Math.min(LONGEST_STEP, leastGrowth(retention) * (memory.gap ?? 0));
  return last + (Math.max(days, least, NEXT_DAY) - EARLIER) * DAY;
}

/**
 * How many times longer than the last wait the next one is, at least: twice at a retention of 0.90, less for who wants to
 * remember more. For what was missed before, FSRS foresees many short steps; in simulation they cost more minutes than
 * they are worth (docs/learning.md).
 */
function leastGrowth(retention: number): number {
  return 1 + 10 * (1 - retention);
}

/** Days until recall has fallen to `retention`: the forgetting curve turned round. */
export function daysUntil(stability: number, retention: number): number {
  return (stability / FACTOR) * (retention ** (-1 / DECAY) - 1);
}

/**
 * Adds an answer to the memory of its question. Answers within one run-through count once, the first of them. Memory
 * depends on the order of answers: after one that is newer, it has to be made anew by `remembered`.
 */
export function remember(state: LearnerState, event: AnswerEvent): void {
  state.memories[event.question] = next(state.memories[event.question], event, state.predictions);
}

/** What memory depends on in an answer. */
export interface MemoryEvent extends Pick<AnswerEvent, 'id' | 'at' | 'result' | 'in'> {
  sure?: boolean | undefined;
  run?: string | undefined;
}

/**
 * The memory that a question's answers add up to, whatever order they are given in. What it predicted on the way, and what
 * came of it, is added to `predictions`.
 */
export function remembered(events: readonly MemoryEvent[], predictions: Predictions): Memory | undefined {
  const sorted = [...events].sort((a, b) => (a.at === b.at ? compare(a.id, b.id) : compare(a.at, b.at)));
  return sorted.reduce<Memory | undefined>((memory, event) => next(memory, event, predictions), undefined);
}

function next(memory: Memory | undefined, event: MemoryEvent, predictions: Predictions): Memory {
  if (memory && event.run !== undefined && event.run === memory.run) return onceMore(memory, event);
  const days = memory ? (Date.parse(event.at) - Date.parse(memory.at)) / DAY : 0;
  if (memory && days >= NEXT_SITTING && event.in !== 'lab') {
    notePrediction(predictions, recallAfter(memory.stability, days), event.result === 'right');
  }
  const grade = gradeOf(event);
  const before = memory ?? (event.in === 'lesson' ? READING : undefined);
  const { stability, difficulty } = strengthen(before, days, grade);
  const after: Memory = { stability, difficulty, at: event.at, reviews: (memory?.reviews ?? 0) + 1 };
  if (event.run !== undefined) after.run = event.run;
  if (memory && grade === GOOD) after.gap = Math.round(days * 100) / 100;
  if (grade === AGAIN && event.sure === true) after.sureMistake = true;
  return after;
}

/**
 * The same run-through asks again what was missed. The first answer counts; but who then knows it has mended a sure mistake,
 * and who is sure of a wrong answer makes one.
 */
function onceMore(memory: Memory, event: MemoryEvent): Memory {
  const { sureMistake, ...rest } = memory;
  const grade = gradeOf(event);
  if (grade === AGAIN) return event.sure === true ? { ...rest, sureMistake: true } : memory;
  return sureMistake && event.result === 'right' ? rest : memory;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
