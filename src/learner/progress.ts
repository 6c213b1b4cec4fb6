import { type CourseIndex, type Misconception, reference } from '../course/model.ts';
import { type Calendar, type Day, dateOf, dayBefore, lastDays, type Streak, streakOf } from './calendar.ts';
import { type Calibration, calibrationOf } from './calibration.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import { forecast } from './review-plan.ts';
import { type ModuleState, moduleStanding } from './standing.ts';
import type { LearnerState } from './state.ts';

export interface ModuleProgress extends Knowledge {
  id: string;
  title: string;
  state: ModuleState;
  /** Placement says that it is probably known; absent when not. */
  probablyKnown?: true;
  /** Spent on reading and answering. */
  minutes: number;
}

/** A misconception that answers have shown. */
export interface MetMisconception {
  /** The module's id. */
  module: string;
  /** The misconception's id in the module. */
  id: string;
  text: string;
  /** Slug of the section that answers it. */
  section: string;
  times: number;
  /** ISO 8601, of the last time. */
  lastAt: string;
}

/** The truth about a learner's progress, ready to be shown. */
export interface Progress {
  course: string;
  answers: { total: number; correct: number };
  modules: ModuleProgress[];
  /** Each of the last 26 weeks, Monday to Sunday, up to today. */
  calendar: Day[];
  streak: Streak;
  /** What comes due: on the first day also all that is overdue. */
  forecast: { date: string; due: number }[];
  /** The most frequent first. */
  misconceptions: MetMisconception[];
  calibration: Calibration;
}

/** Weeks of the calendar, and days of the forecast. */
export const WEEKS = 26;
export const AHEAD = 14;

export interface ProgressInput {
  state: LearnerState;
  index: CourseIndex;
  /** Milliseconds since 1970. */
  now: number;
  /** The recall below which a question is due, from 0 to 1. */
  retention: number;
  /** The misconceptions of a module of the course. */
  misconceptionsOf(module: string): readonly Misconception[];
}

/** Whether anything has been learned of a module; to be asked about it in a placement is not to have begun. */
export function isBegun({ state }: ModuleProgress): boolean {
  return state !== 'new';
}

/** How many modules a placement has marked as probably known, and how many are neither that nor begun. */
export function countMarked(modules: ModuleProgress[]): { probablyKnown: number; fresh: number } {
  const probablyKnown = modules.filter((module) => module.probablyKnown).length;
  const fresh = modules.filter((module) => !module.probablyKnown && !isBegun(module)).length;
  return { probablyKnown, fresh };
}

/** Adds up everything that the progress screen, its page and its data tell. */
export function progressOf({ state, index, now, retention, misconceptionsOf }: ProgressInput): Progress {
  return {
    course: index.title,
    answers: state.answers,
    modules: index.modules.map((module) => {
      const standing = moduleStanding(state, module);
      return {
        id: module.id,
        title: module.title,
        state: standing.state,
        ...(standing.probablyKnown && { probablyKnown: true as const }),
        minutes: (state.spent[module.id] ?? 0) / 60_000,
        ...knowledgeOf(state, module, now, retention),
      };
    }),
    calendar: halfYear(state.calendar, now),
    streak: streakOf(state.calendar, now),
    forecast: forecast(state, index, now, retention, AHEAD).map((due, day) => ({
      date: dateOf(dayBefore(now, -day)),
      due,
    })),
    misconceptions: metMisconceptions(state, index, misconceptionsOf),
    calibration: calibrationOf(state.predictions),
  };
}

function halfYear(calendar: Calendar, now: number): Day[] {
  const sinceMonday = (new Date(now).getDay() + 6) % 7;
  return lastDays(calendar, now, (WEEKS - 1) * 7 + sinceMonday + 1);
}

/** Those that the course still has. */
function metMisconceptions(
  state: LearnerState,
  { modules }: CourseIndex,
  misconceptionsOf: ProgressInput['misconceptionsOf'],
): MetMisconception[] {
  const met = modules.flatMap(({ id: module }) => {
    const prefix = reference(module, '');
    if (!Object.keys(state.misconceptions).some((ref) => ref.startsWith(prefix))) return [];
    return misconceptionsOf(module).flatMap(({ id, text, section }) => {
      const found = state.misconceptions[reference(module, id)];
      return found ? [{ module, id, text, section, ...found }] : [];
    });
  });
  return met.sort((a, b) => b.times - a.times || (a.lastAt < b.lastAt ? 1 : -1));
}
