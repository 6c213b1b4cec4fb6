import type { Result } from '../course/model.ts';

/** Where an answer was given. */
export type Setting = 'lesson' | 'quiz' | 'review' | 'placement' | 'lab';

interface EventBase {
  /** Version of the event's format. */
  v: 1;
  /** Unique across machines. */
  id: string;
  /** ISO 8601 in UTC. */
  at: string;
}

export interface AnswerEvent extends EventBase {
  kind: 'answer';
  /** `module/id`. */
  question: string;
  result: Result;
  /** From 0 to 1. */
  score: number;
  /** Milliseconds from showing the question to the answer. */
  ms: number;
  in: Setting;
  /** Whether the learner was sure, where that was asked. */
  sure?: boolean;
  /** The run-through or quiz that the answer belongs to. */
  run?: string;
  /** Ids of the misconceptions that the answer showed. */
  misconceptions?: string[];
}

export interface SectionReadEvent extends EventBase {
  kind: 'section-read';
  /** `module/slug`. */
  section: string;
  /** Milliseconds that the section was on the screen, the last time before it was left. */
  ms?: number;
  run?: string;
  /** The learner passed over it without reading to the end. */
  skipped?: true;
}

export interface ModulePassedEvent extends EventBase {
  kind: 'module-passed';
  module: string;
}

/** What a placement ended with. A module's mark is what the latest event that names it says. */
export interface PlacedEvent extends EventBase {
  kind: 'placed';
  /** Ids of the modules that are marked as probably known. */
  modules: string[];
  /** Ids of the modules whose mark is taken back. */
  cleared?: string[];
  /** The placement whose end this is; absent when only marks were changed. */
  run?: string;
}

export interface ResetEvent extends EventBase {
  kind: 'reset';
  /** Absent: everything. */
  module?: string;
}

export interface LabTaskEvent extends EventBase {
  kind: 'lab-task-done';
  lab: string;
  task: string;
}

export type LearnerEvent =
  | AnswerEvent
  | SectionReadEvent
  | ModulePassedEvent
  | PlacedEvent
  | ResetEvent
  | LabTaskEvent;

/** An event before the store gives it an id and a time. */
export type NewEvent = LearnerEvent extends infer E
  ? E extends LearnerEvent
    ? Omit<E, 'v' | 'id' | 'at'>
    : never
  : never;

const RESULTS = ['right', 'partial', 'wrong', 'skipped'];

/** What a line of the log turned out to hold. */
export type LinePart =
  | { kind: 'event'; event: LearnerEvent }
  /** An event of a format that only newer programs know. */
  | { kind: 'newer' }
  /** Text that is no event of ours. */
  | { kind: 'damage'; text: string };

/** Longest id or reference that is taken; ours are much shorter. */
const LONGEST_NAME = 300;
/** How each event begins, wherever a torn write may have left it in a line. */
const BEGINNING = '{"v":1,';

/**
 * Reads one line of the log. Usually that is one event; after a crash, whole events may stand behind a torn one on the
 * same line, and they count.
 */
export function parseLine(line: string): LinePart[] {
  const text = line.replace(/^\ufeff/, '').trim();
  if (text === '') return [];
  const whole = parsePart(text);
  if (whole.kind !== 'damage') return [whole];
  const starts: number[] = [];
  for (let at = text.indexOf(BEGINNING); at !== -1; at = text.indexOf(BEGINNING, at + 1)) starts.push(at);
  const cuts = [...new Set([0, ...starts, text.length])];
  const parts = cuts.slice(0, -1).map((from, index) => parsePart(text.slice(from, cuts[index + 1])));
  return parts.some(({ kind }) => kind !== 'damage') ? parts : [whole];
}

/** The event that a line holds, or undefined. */
export function parseEvent(line: string): LearnerEvent | undefined {
  const part = parsePart(line);
  return part.kind === 'event' ? part.event : undefined;
}

function parsePart(text: string): LinePart {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { kind: 'damage', text };
  }
  if (typeof data !== 'object' || data === null) return { kind: 'damage', text };
  const event = data as Fields;
  const ours = isName(event.id) && typeof event.at === 'string' && typeof event.kind === 'string';
  if (ours && typeof event.v === 'number' && event.v > 1) return { kind: 'newer' };
  const fits =
    ours && event.v === 1 && isTime(event.at as string) && (FIELDS.get(event.kind)?.(event) ?? false);
  return fits ? { kind: 'event', event: data as LearnerEvent } : { kind: 'damage', text };
}

/** Times are compared as text, so all must be written the same way. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME;
}

type Fields = Partial<Record<string, unknown>>;

const isNames = (value: unknown) => Array.isArray(value) && value.every(isName);
const isTextOrAbsent = (value: unknown) => value === undefined || typeof value === 'string';

/** What each kind of event must hold to be counted. */
const FIELDS = new Map<unknown, (event: Fields) => boolean>([
  [
    'answer',
    ({ question, result, score, run }) =>
      typeof question === 'string' &&
      RESULTS.includes(result as string) &&
      typeof score === 'number' &&
      score >= 0 &&
      score <= 1 &&
      isTextOrAbsent(run),
  ],
  ['section-read', ({ section, run }) => typeof section === 'string' && isTextOrAbsent(run)],
  ['module-passed', ({ module }) => isName(module)],
  [
    'placed',
    ({ modules, cleared, run }) =>
      isNames(modules) && (cleared === undefined || isNames(cleared)) && isTextOrAbsent(run),
  ],
  ['lab-task-done', ({ lab, task }) => isName(lab) && isName(task)],
  ['reset', ({ module }) => isTextOrAbsent(module)],
]);
