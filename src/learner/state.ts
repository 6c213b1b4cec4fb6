import type { Result } from '../course/model.ts';
import type { Calendar } from './calendar.ts';
import { noPredictions, type Predictions } from './calibration.ts';
import type { Memory } from './memory.ts';

/**
 * Raised when the state, or the form it is kept in (packed.ts), changes, so that a snapshot of the older kind is not
 * taken up but made anew from the log.
 */
export const STATE_VERSION = 7;

/** What is known about one question from its answers. */
export interface QuestionRecord {
  answered: number;
  right: number;
  last: Result;
  /** ISO 8601, of the last answer. */
  lastAt: string;
}

/** How often a misconception showed in an answer. */
export interface Met {
  times: number;
  /** ISO 8601, of the last time. */
  lastAt: string;
}

/** How far a run-through of a module has come. */
export interface Lesson {
  run: string;
  /** Slugs of the sections read, or passed over. */
  read: string[];
  /** Scores of the first two answers by question id, the first one first. */
  scores: Record<string, number[]>;
  /** Ids of the questions whose first answer was given without doubt. */
  sure: string[];
}

/** The latest answer to a question that was given in a placement. */
export interface PlacementRecord {
  /** ISO 8601. */
  at: string;
  run: string;
  result: Result;
  /** From 0 to 1. */
  score: number;
  /** Whether the learner was sure, where that was asked. */
  sure?: boolean;
  /** How many answers were given to it in placements. */
  times: number;
}

/** An answer in a lesson; the third is there when the learner was sure of it. */
export type LessonAnswer = [at: string, score: number, sure?: 1];

export interface RunRecord {
  /** Time of the latest event. */
  at: string;
  /** Sorted. */
  read: string[];
  /** The first two answers by question id, sorted by time; more would never be looked at. */
  scores: Record<string, LessonAnswer[]>;
}

/**
 * All that the events add up to, whatever order they arrive in: two machines that know the same events know the same
 * state. Plain data, so that it can be kept as a snapshot.
 */
export interface LearnerState {
  answers: { total: number; correct: number };
  /** By reference (`module/id`). */
  questions: Record<string, QuestionRecord>;
  /** What is remembered, by reference. Depends on the order of answers (see memory.ts). */
  memories: Record<string, Memory>;
  /** When a section was last read to its end, by reference (`module/slug`). */
  sections: Record<string, string>;
  /** When a module was passed, by its id. */
  passed: Record<string, string>;
  /** When a task of a lab was first fulfilled, by reference (`lab/task`). */
  labTasks: Record<string, string>;
  /** Answers given in placements, by reference. */
  placement: Record<string, PlacementRecord>;
  /** Whether placement marked a module as probably known, and when, by its id. */
  placed: Record<string, { at: string; known: boolean }>;
  /** When a placement was last finished or its marks changed. */
  placedAt?: string;
  /** Run-throughs by module id and run. */
  runs: Record<string, Record<string, RunRecord>>;
  /** The module of the latest lesson event, and that event's time. */
  current?: { module: string; at: string };
  /** Until when things are forgotten, by module id; `*` for all modules. */
  resets: Record<string, string>;
  /** Time of the latest event counted, by module id. */
  latest: Record<string, string>;
  /** Answers by day. */
  calendar: Calendar;
  /** Milliseconds spent, by module id. */
  spent: Record<string, number>;
  /** By reference (`module/id`). */
  misconceptions: Record<string, Met>;
  /** What `memories` predicted, and what came of it. */
  predictions: Predictions;
}

export function emptyState(resets: Record<string, string> = dictionary()): LearnerState {
  return {
    answers: { total: 0, correct: 0 },
    questions: dictionary(),
    memories: dictionary(),
    sections: dictionary(),
    passed: dictionary(),
    labTasks: dictionary(),
    placement: dictionary(),
    placed: dictionary(),
    runs: dictionary(),
    resets,
    latest: dictionary(),
    calendar: {},
    spent: dictionary(),
    misconceptions: dictionary(),
    predictions: noPredictions(),
  };
}

/** The run-through of a module with the latest event. */
export function latestLesson(state: LearnerState, module: string): Lesson | undefined {
  let latest: { run: string; record: RunRecord } | undefined;
  for (const [run, record] of Object.entries(state.runs[module] ?? {})) {
    const newer =
      !latest || record.at > latest.record.at || (record.at === latest.record.at && run > latest.run);
    if (newer) latest = { run, record };
  }
  if (!latest) return undefined;
  const answered = Object.entries(latest.record.scores);
  const scores = answered.map(([id, answers]) => [id, answers.map(([, score]) => score)]);
  return {
    run: latest.run,
    read: latest.record.read,
    scores: Object.assign(dictionary<number[]>(), Object.fromEntries(scores)),
    sure: answered.flatMap(([id, [first]]) => (first?.[2] ? [id] : [])),
  };
}

/** Keys come from files, so `__proto__` must be a key like any other. */
export function dictionary<T>(): Record<string, T> {
  return Object.create(null);
}

/** The later one of two times. */
export function timeLater(a: string | undefined, b: string): string {
  return a === undefined || b > a ? b : a;
}
