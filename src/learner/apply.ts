import type { Result } from '../course/model.ts';
import { noteAnswer } from './calendar.ts';
import { LONGEST, noteMisconceptions, noteTime } from './effort.ts';
import type { AnswerEvent, LearnerEvent, PlacedEvent, ResetEvent } from './event.ts';
import { isLaterAnswer } from './placement-record.ts';
import {
  dictionary,
  emptyState,
  type LearnerState,
  type LessonAnswer,
  timeLater as later,
  type RunRecord,
} from './state.ts';

/** The scope of a reset of everything. */
const ALL = '*';

/**
 * Adds one event to `state`, in place: replaying years of them must not copy the whole at each step. Answers `false`
 * when a reset does not cover all that is known but some of it: what days, minutes and predictions add up to cannot be
 * taken apart again. Then the state has to be made anew from all events, beginning with `emptyState(resets)`.
 */
export function apply(state: LearnerState, event: LearnerEvent): boolean {
  if (event.kind === 'reset') return applyReset(state, event);
  if (event.kind === 'placed') return applyPlaced(state, event);
  const [module, id] =
    event.kind === 'answer'
      ? parts(event.question)
      : event.kind === 'section-read'
        ? parts(event.section)
        : event.kind === 'lab-task-done'
          ? [event.lab, event.task]
          : [event.module, ''];
  if (isForgotten(state, `${module}/${id}`, event.at)) return true;
  state.latest[module] = later(state.latest[module], event.at);
  switch (event.kind) {
    case 'answer':
      applyAnswer(state, event, module, id);
      break;
    case 'section-read':
      noteTime(state, module, event.ms, LONGEST.section);
      if (!event.skipped) state.sections[event.section] = later(state.sections[event.section], event.at);
      if (event.run !== undefined) {
        const run = runOf(state, module, event.run, event.at);
        if (!run.read.includes(id)) run.read = [...run.read, id].sort();
      }
      break;
    case 'lab-task-done': {
      const ref = `${module}/${id}`;
      const before = state.labTasks[ref];
      state.labTasks[ref] = before === undefined || event.at < before ? event.at : before;
      break;
    }
    case 'module-passed': {
      const before = state.passed[module];
      state.passed[module] = before === undefined || event.at < before ? event.at : before;
    }
  }
  return true;
}

/** Whether a reset covers what happened at `at` in the module of a reference. */
export function isForgotten(state: LearnerState, ref: string, at: string): boolean {
  const module = moduleOf(ref);
  return at <= (state.resets[ALL] ?? '') || at <= (state.resets[module] ?? '');
}

/** The id of the module that a reference names. */
export function moduleOf(ref: string): string {
  return parts(ref)[0];
}

function applyAnswer(state: LearnerState, event: AnswerEvent, module: string, id: string): void {
  const right = event.result === 'right' ? 1 : 0;
  // A miss that follows from a task of a lab was never asked: it is remembered, but is no answer that was given.
  if (event.in !== 'lab') {
    state.answers.total++;
    state.answers.correct += right;
    noteAnswer(state.calendar, event.at);
    noteTime(state, module, event.ms, LONGEST.answer);
    noteMisconceptions(state, module, event);
  }
  const before = state.questions[event.question];
  // Of two answers at the same instant the worse one counts, so that the order of arrival does not matter.
  const newer =
    !before || event.at > before.lastAt || (event.at === before.lastAt && worse(event.result, before.last));
  state.questions[event.question] = {
    answered: (before?.answered ?? 0) + 1,
    right: (before?.right ?? 0) + right,
    last: newer ? event.result : before.last,
    lastAt: newer ? event.at : before.lastAt,
  };
  if (event.in === 'placement') notePlacement(state, event);
  if (event.in !== 'lesson' || event.run === undefined) return;
  const { scores } = runOf(state, module, event.run, event.at);
  const answer: LessonAnswer = event.sure ? [event.at, event.score, 1] : [event.at, event.score];
  scores[id] = [...(scores[id] ?? []), answer]
    .sort(([a, x, p = 0], [b, y, q = 0]) => (a < b ? -1 : a > b ? 1 : x - y || p - q))
    .slice(0, 2);
}

function notePlacement(
  state: LearnerState,
  { question, at, run = '', result, score, sure }: AnswerEvent,
): void {
  const before = state.placement[question];
  const times = (before?.times ?? 0) + 1;
  const record = { at, run, result, score, ...(sure !== undefined && { sure }), times };
  state.placement[question] = !before || isLaterAnswer(record, before) ? record : { ...before, times };
}

/** Each module that the event names is marked or not on its own, so that each can be forgotten on its own. */
function applyPlaced(state: LearnerState, { modules, cleared = [], at }: PlacedEvent): true {
  if (at > (state.resets[ALL] ?? '')) state.placedAt = later(state.placedAt, at);
  const note = (module: string, known: boolean) => {
    if (isForgotten(state, `${module}/`, at)) return;
    state.latest[module] = later(state.latest[module], at);
    const before = state.placed[module];
    // Of two at the same instant the one that takes back counts, whichever arrives first.
    if (!before || at > before.at || (at === before.at && !known)) state.placed[module] = { at, known };
  };
  for (const module of modules) note(module, true);
  for (const module of cleared) note(module, false);
  return true;
}

function applyReset(state: LearnerState, { module, at }: ResetEvent): boolean {
  const scope = module ?? ALL;
  const before = state.resets[scope];
  if (before !== undefined && at <= before) return true;
  state.resets[scope] = at;
  if (module !== undefined) return !(module in state.latest);
  if ([...Object.values(state.latest), state.placedAt ?? ''].some((latest) => latest > at)) return false;
  delete state.current;
  delete state.placedAt;
  Object.assign(state, emptyState(state.resets));
  return true;
}

function noteCurrent(state: LearnerState, module: string, at: string): void {
  const now = state.current;
  if (!now || at > now.at || (at === now.at && module > now.module)) state.current = { module, at };
}

function runOf(state: LearnerState, module: string, run: string, at: string): RunRecord {
  noteCurrent(state, module, at);
  const runs = state.runs[module] ?? dictionary<RunRecord>();
  state.runs[module] = runs;
  const record = runs[run] ?? { at, read: [], scores: dictionary<LessonAnswer[]>() };
  runs[run] = record;
  record.at = later(record.at, at);
  return record;
}

const RANK: Record<Result, number> = { right: 0, partial: 1, wrong: 2, skipped: 3 };

function worse(a: Result, b: Result): boolean {
  return RANK[a] > RANK[b];
}

function parts(ref: string): [module: string, id: string] {
  const slash = ref.indexOf('/');
  if (slash === -1) return ['', ref];
  return [ref.slice(0, slash), ref.slice(slash + 1)];
}
