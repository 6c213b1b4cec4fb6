import {
  type Due,
  dueQuestions,
  forecast,
  minutesFor,
  minutesToday,
  planReview,
} from '../learner/review-plan.ts';
import { seeded } from '../quiz/random.ts';
import { show } from '../quiz/show.ts';
import type { Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import { comingUp } from './coming-up.ts';
import type { Environment } from './environment.ts';
import { farewell } from './farewell.ts';
import { type Asked, askRound } from './round.ts';
import { freshRun } from './run-through.ts';
import { openLearningSession, type Session, withScreen } from './session.ts';

/** `review`: what is due today, mixed over modules, as much as fits the minutes of a day. */
export async function review(environment: Environment): Promise<void> {
  const session = await openLearningSession(environment);
  await withScreen(session, async (screen) => {
    if ((await runReview(session, screen)) === 'quit') farewell(session, screen, 'review');
  });
}

/**
 * Asks what is due, within the minutes of a day, then once more what was missed, and ends by saying what comes due
 * tomorrow.
 */
export async function runReview(session: Session, screen: Screen): Promise<'done' | 'quit'> {
  const { course, settings, store } = session;
  // Something may have been answered in another terminal since.
  store.refresh();
  const due = allDue(session);
  if (due.length === 0) {
    const days = nextDays(session);
    const when = days[0]! > 0 ? 'right now' : 'today';
    return notice(screen, `Nothing is due ${when}. ${comingUp(days, 0)}`);
  }
  let plan = planToday(session, due);
  if (plan.length === 0) {
    const choice = await offerMore(session, screen, due.length);
    if (choice !== 'more') return choice;
    plan = planReview(due, settings.minutes);
  }
  const run = freshRun();
  const random = seeded(run);
  const asked = plan.flatMap(({ module, id }): Asked[] => {
    const question = course.module(module).questions.find((each) => each.id === id);
    return question ? [{ module: course.module(module), shown: show(question, random) }] : [];
  });
  const round = { name: 'Review', run, in: 'review' } as const;
  if ((await askRound(session, screen, asked, round)) === 'quit') return 'quit';
  const missed = asked.filter(({ score }) => score !== 1);
  const again = missed.map(({ module, shown }) => ({ module, shown: show(shown.question, random) }));
  if ((await askRound(session, screen, again, { ...round, again: true })) === 'quit') return 'quit';
  const right = asked.length - missed.length;
  const left = allDue(session).length;
  const text = [
    `## ${right} of ${asked.length} remembered`,
    ...(left > 0 ? [`${plural(left, 'question')} more could be reviewed today; tomorrow is fine too.`] : []),
    comingUp(nextDays(session), left),
  ];
  return notice(screen, text.join('\n\n'));
}

async function notice(screen: Screen, text: string): Promise<'done' | 'quit'> {
  return (await screen.show({ title: 'Review', text })) === 'quit' ? 'quit' : 'done';
}

/** The minutes of today are used up: whoever asks for reviews all the same gets as many again, after a question. */
async function offerMore(
  { settings }: Session,
  screen: Screen,
  due: number,
): Promise<'more' | 'done' | 'quit'> {
  return screen.choose<'more' | 'done'>({
    title: 'Review',
    text: `You have reviewed as much today as you want to (${settings.minutes} min; config minutes). ${plural(due, 'question')} more could be reviewed; tomorrow is fine too.`,
    choices: [
      { label: 'Enough for today', value: 'done' },
      { label: 'Review more', hint: `${settings.minutes} min at most`, value: 'more' },
    ],
  });
}

/** What a review now would ask, and of how many that are due. */
export interface DueToday {
  questions: number;
  minutes: number;
  due: number;
}

/** How many questions a review would ask, and how many minutes they take, within those of a day; undefined when none. */
export function dueToday(session: Session): DueToday | undefined {
  const all = allDue(session);
  const plan = planToday(session, all);
  if (plan.length === 0) return undefined;
  return { questions: plan.length, minutes: minutesFor(plan), due: all.length };
}

/** `12 reviews due, about 4 min`, or `12 of 27 reviews due, about 4 min`. */
export function dueText({ questions, minutes, due }: DueToday): string {
  const count = questions < due ? `${questions} of ${plural(due, 'review')}` : plural(questions, 'review');
  return `${count} due, about ${minutes} min`;
}

/** What fits into what is left of the minutes of today. */
function planToday({ store, settings }: Session, due: Due[]): Due[] {
  return planReview(due, settings.minutes - minutesToday(store.state, Date.now()));
}

function allDue({ course, store, settings }: Session) {
  return dueQuestions(store.state, course.index, Date.now(), settings.retention);
}

/** How many questions come due on each of the next days, today and all overdue ones first. */
function nextDays({ course, store, settings }: Session): number[] {
  return forecast(store.state, course.index, Date.now(), settings.retention, 60);
}
