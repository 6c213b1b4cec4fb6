import { summarise } from '../course/model.ts';
import { isDone, missedIn, quizScore, type Step } from '../learner/lesson-plan.ts';
import { nextModule } from '../learner/next-module.ts';
import { passes } from '../learner/passing.ts';
import { seeded } from '../quiz/random.ts';
import { show } from '../quiz/show.ts';
import type { Screen } from '../screen/screen.ts';
import { askAndRecord, reviewAnswer } from './answering.ts';
import { offerReview } from './between.ts';
import { keep, keepPlace } from './keeping.ts';
import { offerToSkip } from './prequestions.ts';
import { allSteps, lessonOf, placeIn, positionAt, type RunThrough, takeUp } from './run-through.ts';
import type { Session } from './session.ts';
import { finalMenu, summaryMenu } from './summary.ts';

/** What comes after a run-through. */
export type After = { go: 'quit' } | { go: 'home' } | { go: 'module' | 'quiz'; module: string };

/**
 * Leads through a module from the place where the learner stopped: pretest, sections with checkpoints, quiz, summary,
 * missed questions once more. Every step is saved before the next one is shown.
 */
export async function learn(session: Session, screen: Screen, id: string): Promise<After> {
  const runThrough = takeUp(session, id);
  const { module, run, plan } = runThrough;
  const lesson = () => lessonOf(session, runThrough);
  let { step: index, block } = placeIn(session, runThrough);
  let forward = true;

  for (;;) {
    const steps = allSteps(runThrough, lesson());
    const step = steps[index];
    keepPlace(session, positionAt(runThrough, steps, index, block));
    if (!step || (step.kind === 'summary' && missedIn(plan, lesson()).length === 0)) {
      return finish(session, screen, runThrough);
    }
    const move = await takeStep(step, index);
    if (move === 'quit') return { go: 'quit' };
    if (move === 'end') return finish(session, screen, runThrough);
    forward = move === 'next';
    const sectionDone =
      forward &&
      step.kind === 'question' &&
      step.part === 'checkpoint' &&
      steps[index + 1]?.kind === 'section';
    if (sectionDone && (await offerReview(session, screen)) === 'quit') return { go: 'quit' };
    index = Math.max(0, index + (forward ? 1 : -1));
    block = forward ? 0 : Number.POSITIVE_INFINITY;
  }

  async function takeStep(step: Step, at: number): Promise<'next' | 'back' | 'end' | 'quit'> {
    switch (step.kind) {
      case 'section': {
        const section = module.sections.find(({ slug }) => slug === step.slug)!;
        const fresh = forward && block === 0 && !isDone(step, lesson());
        const offer = fresh ? await offerToSkip(session, screen, runThrough, step.slug) : 'read';
        const began = performance.now();
        const move =
          offer === 'read'
            ? await screen.read({
                title: `${module.title} › ${section.title}`,
                text: section.text,
                block,
                onPage: (first) =>
                  keepPlace(session, positionAt(runThrough, allSteps(runThrough, lesson()), at, first)),
              })
            : offer;
        if (move === 'quit' || move === 'back') return move;
        if (!isDone(step, lesson())) {
          await keep(session, screen, {
            kind: 'section-read',
            section: `${id}/${step.slug}`,
            ms: Math.round(performance.now() - began),
            run,
            ...(move === 'skip' && { skipped: true as const }),
          });
        }
        return 'next';
      }
      case 'question': {
        const question = module.questions.find((each) => each.id === step.question);
        if (!question) return forward ? 'next' : 'back';
        const shown = show(question, seeded(`${run} ${step.part} ${question.id}`));
        const heading = { title: `${module.title} › ${partTitle(step.part)}`, place: placeOf(step, at) };
        if (isDone(step, lesson())) {
          return forward ? 'next' : reviewAnswer(session, screen, run, { ...heading, shown });
        }
        const setting = { module: id, run, in: 'lesson' } as const;
        return (await askAndRecord(session, screen, { ...heading, shown }, setting)).move;
      }
      case 'summary':
        await notePassing(session, screen, runThrough);
        return summaryMenu(session, screen, runThrough);
    }
  }

  /** `2/12` among the neighbouring steps of the same part. */
  function placeOf(step: Extract<Step, { kind: 'question' }>, at: number): string {
    const steps = allSteps(runThrough, lesson());
    const same = (other: Step | undefined) => other?.kind === 'question' && other.part === step.part;
    let from = at;
    while (same(steps[from - 1])) from--;
    let to = at;
    while (same(steps[to + 1])) to++;
    return `${at - from + 1}/${to - from + 1}`;
  }
}

function partTitle(part: Extract<Step, { kind: 'question' }>['part']): string {
  return {
    pretest: 'What do you know already?',
    checkpoint: 'Check yourself',
    quiz: 'Quiz',
    again: 'Once more',
  }[part];
}

async function finish(session: Session, screen: Screen, runThrough: RunThrough): Promise<After> {
  await notePassing(session, screen, runThrough);
  const next = nextModule(session.course.index.modules, session.store.state, runThrough.module.id);
  return finalMenu(session, screen, runThrough, next);
}

/** Writes down that the module has been passed, once. */
async function notePassing(session: Session, screen: Screen, runThrough: RunThrough): Promise<void> {
  const { module, plan } = runThrough;
  const { state } = session.store;
  if (module.id in state.passed) return;
  const questions = plan.filter((step) => step.kind === 'question' && step.part === 'quiz').length;
  const score = quizScore(plan, lessonOf(session, runThrough));
  if (passes(state, summarise(module), { score, questions })) {
    await keep(session, screen, { kind: 'module-passed', module: module.id });
  }
}
