import type { Result } from '../course/model.ts';
import type { Memory } from './memory.ts';
import { dictionary, type LearnerState, type QuestionRecord } from './state.ts';

/**
 * A state as three lines of JSON: the records of questions by reference, their memories in the same order, and everything
 * else. Every start reads them, and few look at all questions; so the first two are rows without names, and are taken
 * apart only when somebody asks for them.
 */
export type PackedState = [questions: string, memories: string, rest: string];

type RecordRow = [answered: number, right: number, last: number, lastAt: string];
type MemoryRow = [
  stability: number,
  difficulty: number,
  reviews: number,
  gap?: number | null,
  run?: string | null,
  sureMistake?: 0 | 1,
  /** Absent when it is the time of the last answer. */
  at?: string,
];

/** No field is left over; a new one fails to compile until it has its place in the row. */
type Nothing = Record<string, never>;

const RESULTS: readonly Result[] = ['right', 'partial', 'wrong', 'skipped'];

export function packState({ questions, memories, ...rest }: LearnerState): PackedState {
  const records = dictionary<RecordRow>();
  const rows: (MemoryRow | null)[] = [];
  for (const [ref, record] of Object.entries(questions)) {
    const memory = memories[ref];
    records[ref] = recordRow(record);
    rows.push(memory ? memoryRow(memory, record) : null);
  }
  return [JSON.stringify(records), JSON.stringify(rows), JSON.stringify(rest)];
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
  const unpacked = once(() => unpackRecords(questions));
  whenAsked(state, 'questions', () => unpacked().records);
  whenAsked(state, 'memories', () => unpackMemories(memories, unpacked()));
  return state;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
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

/** The records, and the references and times that stood in them, which records do not keep. */
interface Unpacked {
  records: Record<string, QuestionRecord>;
  refs: string[];
  times: string[];
}

function unpackRecords(text: string): Unpacked {
  const rows: Record<string, RecordRow> = own(JSON.parse(text));
  // Each row gives way to its record in the same place, which is quicker than to build another dictionary.
  const records = rows as Record<string, unknown> as Unpacked['records'];
  const refs: string[] = [];
  const times: string[] = [];
  for (const ref in rows) {
    const [answered, right, last, lastAt] = rows[ref]!;
    records[ref] = { answered, right, last: RESULTS[last]!, lastAt };
    refs.push(ref);
    times.push(lastAt);
  }
  return { records, refs, times };
}

function memoryRow(memory: Memory, { lastAt }: QuestionRecord): MemoryRow {
  const { stability, difficulty, reviews, at, gap, run, sureMistake, ...others } = memory;
  others satisfies Nothing;
  const row: MemoryRow = [stability, difficulty, reviews, gap ?? null, run ?? null, sureMistake ? 1 : 0];
  if (at !== lastAt) row.push(at);
  else if (!sureMistake) row.length -= run === undefined ? 2 : 1;
  return row;
}

function memoryOf(row: MemoryRow, lastAt: string): Memory {
  const [stability, difficulty, reviews, gap, run, sureMistake, at = lastAt] = row;
  const memory: Memory = { stability, difficulty, at, reviews };
  if (typeof run === 'string') memory.run = run;
  if (typeof gap === 'number') memory.gap = gap;
  if (sureMistake) memory.sureMistake = true;
  return memory;
}

function unpackMemories(text: string, { refs, times }: Unpacked): LearnerState['memories'] {
  const rows: (MemoryRow | null)[] = JSON.parse(text);
  const memories = dictionary<Memory>();
  rows.forEach((row, index) => {
    if (row) memories[refs[index]!] = memoryOf(row, times[index]!);
  });
  return memories;
}

/** Takes the inherited keys away from an object that came out of JSON: quicker than to copy it. */
function own<T>(record: Record<string, T>): Record<string, T> {
  return Object.setPrototypeOf(record, null);
}
