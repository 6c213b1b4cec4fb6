import { type Module, type Question, sectionOf } from '../course/model.ts';
import type { Lesson } from './state.ts';

/** One thing after another that a learner meets in a run-through of a module. */
export type Step =
  | { kind: 'section'; slug: string }
  | { kind: 'question'; part: 'pretest' | 'checkpoint' | 'quiz' | 'again'; question: string }
  | { kind: 'summary' };

/** Share of the quiz that passes a module. */
export const PASS_SCORE = 0.8;

/**
 * Plans a run-through: pretest, then every section with its checkpoints, then the quiz (`quiz`: ids of its questions),
 * then a summary. The same arguments give the same plan, so a lesson can be taken up again from its events alone.
 */
export function planLesson(module: Module, quiz: string[]): Step[] {
  const use = (wanted: Question['use']) => module.questions.filter((question) => question.use === wanted);
  const step = (part: 'pretest' | 'checkpoint' | 'quiz') => (question: { id: string }) =>
    ({ kind: 'question', part, question: question.id }) as const;
  return [
    ...use('pretest').map(step('pretest')),
    ...module.sections.flatMap(({ slug }) => [
      { kind: 'section', slug } as const,
      ...use('checkpoint')
        .filter((question) => sectionOf(question) === slug)
        .map(step('checkpoint')),
    ]),
    ...quiz.map((id) => step('quiz')({ id })),
    { kind: 'summary' },
  ];
}

/** A name for a step that stays the same as long as the course has it. */
export function stepName(step: Step): string {
  if (step.kind === 'summary') return 'summary';
  return step.kind === 'section' ? `section ${step.slug}` : `${step.part} ${step.question}`;
}

/** The questions of the plan whose first answer was not right; pretest questions are guesses and do not count. */
export function missedIn(plan: Step[], lesson: Lesson | undefined): string[] {
  return plan.flatMap((step) => {
    if (step.kind !== 'question' || step.part === 'pretest') return [];
    const first = lesson?.scores[step.question]?.[0];
    return first !== undefined && first < 1 ? [step.question] : [];
  });
}

/** The steps after the summary: every missed question once more. */
export function planAgain(plan: Step[], lesson: Lesson | undefined): Step[] {
  return missedIn(plan, lesson).map((question) => ({ kind: 'question', part: 'again', question }));
}

/** Whether `step` has been done in this run-through. The summary is done when nothing before it is open. */
export function isDone(step: Step, lesson: Lesson | undefined): boolean {
  if (step.kind === 'section') return lesson?.read.includes(step.slug) ?? false;
  if (step.kind === 'summary') return false;
  const answers = lesson?.scores[step.question]?.length ?? 0;
  return answers >= (step.part === 'again' ? 2 : 1);
}

/** Share of the quiz's points that the first answers earned; questions not yet answered earn nothing. */
export function quizScore(plan: Step[], lesson: Lesson | undefined): number {
  const quiz = plan.filter((step) => step.kind === 'question' && step.part === 'quiz');
  if (quiz.length === 0) return 0;
  const points = quiz.reduce((sum, step) => {
    return sum + (step.kind === 'question' ? (lesson?.scores[step.question]?.[0] ?? 0) : 0);
  }, 0);
  return points / quiz.length;
}

/**
 * Minutes, at least 1, that the steps from `from` on will take. Sections say how long they are; what the module has beyond
 * them is shared out among the questions of its plan.
 */
export function minutesLeft(
  { minutes, sections }: Pick<Module, 'minutes' | 'sections'>,
  steps: readonly Step[],
  from: number,
): number {
  const planned = steps.filter((step) => step.kind === 'question' && step.part !== 'again').length;
  const reading = sections.reduce((sum, section) => sum + section.minutes, 0);
  const question = Math.max(0.5, (minutes - reading) / Math.max(1, planned));
  const left = steps.slice(from).reduce((sum, step) => {
    if (step.kind === 'summary') return sum;
    if (step.kind === 'question') return sum + question;
    return sum + (sections.find(({ slug }) => slug === step.slug)?.minutes ?? 0);
  }, 0);
  return Math.max(1, Math.round(left));
}
