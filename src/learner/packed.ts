import type { Result } from '../course/model.ts';
import type { Memory } from './memory.ts';
import { dictionary, type LearnerState, type QuestionRecord } from './state.ts';

/**
 * A state as three lines of JSON: the records of questions by reference, their memories by reference, and everything
 * else. Every start reads them, and few look at all questions; so the first two are rows without names, and are taken
 * apart only when somebody asks for them.
 */
export type PackedState = [questions: string, memories: string, rest: string];

type RecordRow = [answered: number, right: number, last: number, lastAt: string];
type MemoryRow = [
  stability: number,
  difficulty: number,
  reviews: number,
  at: string,
  gap: number | null,
  run?: string | null,
  marks?: number,
];

/** No field is left over; a new one fails to compile until it has its place in the row. */
type Nothing = Record<string, never>;

const RESULTS: readonly Result[] = ['right', 'partial', 'wrong', 'skipped'];
/** What `marks` adds up. */
const FRESH = 1;
const SURE_MISTAKE = 2;

export function packState({ questions, memories, ...rest }: LearnerState): PackedState {
  return [
    JSON.stringify(mapped(questions, recordRow)),
    JSON.stringify(mapped(memories, memoryRow)),
    JSON.stringify(rest),
  ];
}

/** The state that was packed; its dictionaries have no inherited keys. Throws when `packed` is none. */
export function unpackState([questions, memories, text]: PackedState): LearnerState {
  if (typeof questions !== 'string' || typeof memories !== 'string') throw new TypeError('no packed state');
  const rest: Omit<LearnerState, 'questions' | 'memories'> = JSON.parse(text);
  for (const runs of Object.values(own(rest.runs))) {
    for (const { scores } of Object.values(own(runs))) own(scores);
  }
  const state: LearnerState = {
    ...rest,
    questions: dictionary(),
    memories: dictionary(),
    sections: own(rest.sections),
    passed: own(rest.passed),
    labTasks: own(rest.labTasks),
    placement: own(rest.placement),
    placed: own(rest.placed),
    resets: own(rest.resets),
    latest: own(rest.latest),
    spent: own(rest.spent),
    misconceptions: own(rest.misconceptions),
  };
  whenAsked(state, 'questions', () => mapped(own<RecordRow>(JSON.parse(questions)), recordOf));
  whenAsked(state, 'memories', () => mapped(own<MemoryRow>(JSON.parse(memories)), memoryOf));
  return state;
}

/** Makes the value of a property when it is first asked for. It can be replaced like any other. */
function whenAsked<T extends object, K extends keyof T>(object: T, key: K, make: () => T[K]): void {
  const set = (value: T[K]) =>
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  Object.defineProperty(object, key, {
    get: () => {
      const value = make();
      set(value);
      return value;
    },
    set,
    enumerable: true,
    configurable: true,
  });
}

function recordRow({ answered, right, last, lastAt, ...others }: QuestionRecord): RecordRow {
  others satisfies Nothing;
  return [answered, right, RESULTS.indexOf(last), lastAt];
}

function recordOf([answered, right, last, lastAt]: RecordRow): QuestionRecord {
  return { answered, right, last: RESULTS[last]!, lastAt };
}

function memoryRow(memory: Memory): MemoryRow {
  const { stability, difficulty, reviews, at, gap, run, fresh, sureMistake, ...others } = memory;
  others satisfies Nothing;
  const row: MemoryRow = [stability, difficulty, reviews, at, gap ?? null];
  const marks = (fresh ? FRESH : 0) + (sureMistake ? SURE_MISTAKE : 0);
  if (run !== undefined || marks > 0) row.push(run ?? null);
  if (marks > 0) row.push(marks);
  return row;
}

function memoryOf([stability, difficulty, reviews, at, gap, run, marks = 0]: MemoryRow): Memory {
  const memory: Memory = { stability, difficulty, at, reviews };
  if (typeof run === 'string') memory.run = run;
  if (marks & FRESH) memory.fresh = true;
  if (gap !== null) memory.gap = gap;
  if (marks & SURE_MISTAKE) memory.sureMistake = true;
  return memory;
}

function mapped<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  const result = dictionary<U>();
  for (const key of Object.keys(record)) result[key] = change(record[key]!);
  return result;
}

/** Takes the inherited keys away from an object that came out of JSON: quicker than to copy it. */
function own<T>(record: Record<string, T>): Record<string, T> {
  return Object.setPrototypeOf(record, null);
}
