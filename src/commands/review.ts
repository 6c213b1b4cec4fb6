import { randomBytes } from 'node:crypto';
import { dueQuestions, forecast, minutesFor, planReview } from '../learner/review-plan.ts';
import { seeded } from '../quiz/random.ts';
import { show } from '../quiz/show.ts';
import type { Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import type { Environment } from './environment.ts';
import { farewell } from './learning.ts';
import { type Asked, askRound } from './round.ts';
import { openLearningSession, type Session, withScreen } from './session.ts';

/** `review`: what is due today, mixed over modules, as much as fits the minutes of a day. */
export async function review(environment: Environment): Promise<void> {
  const session = await openLearningSession(environment);
  await withScreen(session, async (screen) => {
    if ((await runReview(session, screen)) === 'quit') farewell(session, screen);
  });
}

/** Asks what is due and ends by saying what comes due tomorrow. */
export async function runReview(session: Session, screen: Screen): Promise<'done' | 'quit'> {
  const { course, settings } = session;
  const plan = planReview(allDue(session), settings.minutes);
  if (plan.length === 0) {
    return screen.show({ title: 'Review', text: `Nothing is due today. ${comingUp(session)}` });
  }
  const run = randomBytes(6).toString('hex');
  const random = seeded(run);
  const asked = plan.flatMap(({ module, id }): Asked[] => {
    const question = course.module(module).questions.find((each) => each.id === id);
    return question ? [{ module: course.module(module), shown: show(question, random) }] : [];
  });
  if ((await askRound(session, screen, asked, { name: 'Review', run, in: 'review' })) === 'quit')
    return 'quit';
  const right = asked.filter(({ score }) => score === 1).length;
  const left = allDue(session).length;
  const text = [
    `## ${right} of ${asked.length} remembered`,
    ...(left > 0 ? [`${plural(left, 'question')} more could be reviewed today; tomorrow is fine too.`] : []),
    comingUp(session),
  ];
  return screen.show({ title: 'Review', text: text.join('\n\n') });
}

/** How many questions are due and how many minutes they take, within the minutes of a day; undefined when none is. */
export function dueToday(session: Session): { questions: number; minutes: number } | undefined {
  const plan = planReview(allDue(session), session.settings.minutes);
  return plan.length === 0 ? undefined : { questions: plan.length, minutes: minutesFor(plan) };
}

/** `12 reviews are due, about 3 min`. */
export function dueText({ questions, minutes }: { questions: number; minutes: number }): string {
  return `${plural(questions, 'review')} due, about ${minutes} min`;
}

function allDue({ course, store, settings }: Session) {
  return dueQuestions(store.state, course.index, Date.now(), settings.retention);
}

/** What comes due tomorrow, or else when the next question does. */
function comingUp({ course, store, settings }: Session): string {
  const days = forecast(store.state, course.index, Date.now(), settings.retention, 60);
  const tomorrow = days[1]!;
  if (tomorrow > 0)
    return `Tomorrow ${plural(tomorrow, 'question')} ${tomorrow === 1 ? 'comes' : 'come'} due.`;
  const next = days.findIndex((count, day) => day > 1 && count > 0);
  if (next === -1) return 'Nothing else is planned yet; learning something new plans the next reviews.';
  return `Nothing comes due tomorrow; the next ${plural(days[next]!, 'question')} in ${next} days.`;
}
