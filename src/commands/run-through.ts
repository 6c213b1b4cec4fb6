import { randomBytes } from 'node:crypto';
import type { Module } from '../course/model.ts';
import { isDone, planAgain, planLesson, type Step, stepName } from '../learner/lesson-plan.ts';
import { type Lesson, latestLesson } from '../learner/state.ts';
import { pickQuestions } from '../quiz/pick.ts';
import { seeded } from '../quiz/random.ts';
import type { Position } from '../store/position.ts';
import type { Session } from './session.ts';

/** Questions in the quiz at the end of a module. */
const QUIZ_SIZE = 12;

/** One way through a module, from the first pretest question to the last missed one asked again. */
export interface RunThrough {
  module: Module;
  run: string;
  /** The steps up to and including the summary. */
  plan: Step[];
}

/** Takes up the open run-through of a module, or begins a new one when there is none or it is finished. */
export function takeUp({ course, store }: Session, id: string): RunThrough {
  const module = course.module(id);
  const lesson = latestLesson(store.state, id);
  const { position } = store.config;
  if (lesson) {
    const open = withRun(module, lesson.run);
    if (!isFinished(open, lesson)) return open;
  }
  // A run-through in which nothing has been answered yet is known from the position alone.
  const known = position?.module === id && !(position.run in (store.state.runs[id] ?? {}));
  return withRun(module, known ? position.run : freshRun());
}

/** A name for a new run-through, quiz or lab. */
export function freshRun(): string {
  return randomBytes(6).toString('hex');
}

/** The plan follows from the module and the run's id, so nothing else need be kept to take it up again. */
function withRun(module: Module, run: string): RunThrough {
  const candidates = module.questions
    .filter(({ use }) => use === 'quiz')
    .map(({ id, objective }) => ({ id, objective, module: module.id }));
  const quiz = pickQuestions(candidates, QUIZ_SIZE, seeded(run)).map(({ id }) => id);
  return { module, run, plan: planLesson(module, quiz) };
}

/** What has been done in a run-through; undefined when nothing has. */
export function lessonOf({ store }: Session, { module, run }: RunThrough): Lesson | undefined {
  const latest = latestLesson(store.state, module.id);
  return latest?.run === run ? latest : undefined;
}

/** The plan and, after it, the missed questions once more. */
export function allSteps({ plan }: RunThrough, lesson: Lesson | undefined): Step[] {
  return [...plan, ...planAgain(plan, lesson)];
}

export function isFinished(runThrough: RunThrough, lesson: Lesson | undefined): boolean {
  return allSteps(runThrough, lesson).every((step) => step.kind === 'summary' || isDone(step, lesson));
}

/** Whether anything has been done in a run-through, be it only to look at its first step. */
export function isUnderWay(session: Session, runThrough: RunThrough): boolean {
  const { position } = session.store.config;
  const looked = position?.module === runThrough.module.id && position.run === runThrough.run;
  return looked || lessonOf(session, runThrough) !== undefined;
}

/** The position to keep for a step. */
export function positionAt(
  { module, run }: RunThrough,
  steps: Step[],
  index: number,
  block: number,
): Position {
  const sections = steps.slice(0, index + 1).flatMap((step) => (step.kind === 'section' ? [step.slug] : []));
  const step = steps[index];
  const page = Number.isFinite(block) && block > 0 ? { block } : {};
  return { module: module.id, run, step: step ? stepName(step) : END, sections, ...page };
}

/** The name of the place after the last step. */
const END = 'end';

/**
 * The step to go on at: the place left; where that has been dealt with since, the first open one; where the course has
 * changed and the place is gone, the nearest section before it.
 */
export function placeIn(session: Session, runThrough: RunThrough): { step: number; block: number } {
  const lesson = lessonOf(session, runThrough);
  const { position } = session.store.config;
  const steps = allSteps(runThrough, lesson);
  const firstOpen = steps.findIndex((step) => step.kind !== 'summary' && !isDone(step, lesson));
  const summary = runThrough.plan.length - 1;
  const open = firstOpen === -1 ? steps.length : Math.min(firstOpen, summary);
  const start = { step: open, block: 0 };
  if (position?.module !== runThrough.module.id || position.run !== runThrough.run) return start;
  if (position.step === END) return { step: Math.min(open, steps.length), block: 0 };

  const there = steps.findIndex((step) => stepName(step) === position.step);
  const found = steps[there];
  if (found === undefined) {
    const nearest = position.sections.findLast((slug) => steps.some((step) => isSection(step, slug)));
    return nearest === undefined
      ? start
      : { step: steps.findIndex((step) => isSection(step, nearest)), block: 0 };
  }
  if (found.kind === 'question' && isDone(found, lesson))
    return { step: Math.max(open, there + 1), block: 0 };
  return { step: there, block: position.block ?? 0 };
}

function isSection(step: Step, slug: string): boolean {
  return step.kind === 'section' && step.slug === slug;
}

/** Slug of the section in which the learner stands, or undefined before the first one. */
export function sectionAt(session: Session, id: string): string | undefined {
  const runThrough = takeUp(session, id);
  const { step } = placeIn(session, runThrough);
  const passed = allSteps(runThrough, lessonOf(session, runThrough)).slice(0, step + 1);
  return passed.findLast((each) => each.kind === 'section')?.slug;
}
