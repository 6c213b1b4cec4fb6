import { type Module, type Question, summarise } from '../course/model.ts';
import { passes } from '../learner/passing.ts';
import { moduleStanding, standingOf } from '../learner/standing.ts';
import { type Candidate, pickQuestions } from '../quiz/pick.ts';
import { seeded } from '../quiz/random.ts';
import { show } from '../quiz/show.ts';
import type { Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import { type Environment, UserError } from './environment.ts';
import { farewell } from './farewell.ts';
import { keep } from './keeping.ts';
import { missLine } from './missed.ts';
import { type Asked, askRound } from './round.ts';
import { freshRun } from './run-through.ts';
import { findModule, openLearningSession, type Session, withScreen } from './session.ts';
import { sectionsOf } from './summary.ts';

export interface QuizFlags {
  count?: string;
  exam?: boolean;
  seed?: string;
  missed?: boolean;
}

export interface QuizPlan {
  /** Ids of the modules asked about. */
  modules: string[];
  count?: number;
  exam?: boolean;
  seed?: string;
  /** Only what was missed when it was asked last. */
  missed?: boolean;
}

/** `quiz`: questions on one module, or mixed over all modules begun. */
export async function quiz(
  environment: Environment,
  given: string | undefined,
  flags: QuizFlags,
): Promise<void> {
  const count = flags.count === undefined ? undefined : readCount(flags.count);
  const session = await openLearningSession(environment);
  const modules = given === undefined ? modulesBegun(session) : [findModule(session.course, given).id];
  await withScreen(session, async (screen) => {
    if (modules.length === 0) {
      screen.say(
        'You have not begun a module yet. backend-tutor start begins one; backend-tutor quiz <module> asks at once.',
      );
      return;
    }
    const { exam, seed, missed } = flags;
    const plan = {
      modules,
      ...(count && { count }),
      ...(exam && { exam }),
      ...(seed !== undefined && { seed }),
      ...(missed && { missed }),
    };
    if ((await runQuiz(session, screen, plan)) === 'quit') farewell(session, screen, 'quiz');
  });
}

/** Asks, records, and ends with the score, the misses and what to read. */
export async function runQuiz(session: Session, screen: Screen, plan: QuizPlan): Promise<'done' | 'quit'> {
  const { course, store, settings } = session;
  const run = freshRun();
  const random = seeded(plan.seed ?? run);
  const candidates = plan.modules
    .flatMap((id) => candidatesOf(course.module(id)))
    .filter((each) => !plan.missed || standingOf(store.state, each.module, each.question) === 'missed');
  // With a seed of their own, learners get the same quiz again whatever they have answered since.
  const standing = (each: Candidate & { question: Question }) =>
    plan.seed === undefined ? standingOf(store.state, each.module, each.question) : 'fresh';
  const picked = pickQuestions(candidates, plan.count ?? settings.questions, random, standing);
  const asked: Asked[] = picked.map(({ module, question }) => ({
    module: course.module(module),
    shown: show(question, random),
  }));
  if (asked.length === 0) {
    screen.say(plan.missed ? 'Nothing was missed last time.' : 'There is no question to ask here.');
    return 'done';
  }

  const name = plan.exam ? 'Exam' : 'Quiz';
  const round = { name, run, in: 'quiz', silent: Boolean(plan.exam) } as const;
  if ((await askRound(session, screen, asked, round)) === 'quit') return 'quit';
  await notePassing(session, screen, plan, asked);
  return showResult(session, screen, plan, asked);
}

/** Pretest questions are guesses before a lesson; all others belong into a quiz. */
function candidatesOf(module: Module): (Candidate & { question: Question })[] {
  return module.questions
    .filter(({ use }) => use !== 'pretest')
    .map((question) => ({ id: question.id, objective: question.objective, module: module.id, question }));
}

async function notePassing(session: Session, screen: Screen, plan: QuizPlan, asked: Asked[]): Promise<void> {
  const { state } = session.store;
  const [id] = plan.modules;
  if (plan.modules.length !== 1 || id! in state.passed) return;
  const score = asked.reduce((sum, each) => sum + (each.score ?? 0), 0) / asked.length;
  if (passes(state, summarise(asked[0]!.module), { score, questions: asked.length })) {
    await keep(session, screen, { kind: 'module-passed', module: id! });
  }
}

async function showResult(
  { store }: Session,
  screen: Screen,
  plan: QuizPlan,
  asked: Asked[],
): Promise<'done' | 'quit'> {
  const missed = asked.filter(({ score }) => (score ?? 0) < 1);
  const right = asked.length - missed.length;
  const lines = [`## ${right} of ${asked.length} right`];
  const [only] = plan.modules;
  if (plan.modules.length === 1 && only! in store.state.passed) lines.push('This module is passed.');
  if (missed.length === 0) lines.push('Nothing missed.');
  else {
    lines.push(`**${plural(missed.length, 'question')} to look at again:**`);
    for (const { shown } of missed)
      lines.push(`${missLine(shown.question)}`, `*Why:* ${shown.question.explain}`);
    lines.push('**Read again:**', readList(missed));
  }
  const shown = await screen.show({ title: plan.exam ? 'Exam' : 'Quiz', text: lines.join('\n\n') });
  return shown === 'quit' ? 'quit' : 'done';
}

/** The sections to read, each with the command that opens it. */
function readList(missed: Asked[]): string {
  const modules = [...new Set(missed.map(({ module }) => module))];
  return modules
    .flatMap((module) => {
      const questions = missed.filter((each) => each.module === module).map(({ shown }) => shown.question);
      return sectionsOf(module, questions).map(
        ({ slug, title }) => `- ${title}: \`backend-tutor read ${module.id} ${slug}\``,
      );
    })
    .join('\n');
}

/** Ids of the modules of which anything has been read or answered, or which are probably known. */
export function modulesBegun({ course, store }: Session): string[] {
  return course.index.modules
    .filter((module) => {
      const { state, probablyKnown } = moduleStanding(store.state, module);
      return state !== 'new' || probablyKnown;
    })
    .map(({ id }) => id);
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count;
  throw new UserError(`--count takes a whole number from 1 to 1000, not "${text.slice(0, 20)}".`, 2);
}
