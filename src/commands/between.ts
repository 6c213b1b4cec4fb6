import type { Screen } from '../screen/screen.ts';
import type { Session } from './session.ts';

/**
 * A day's plan is one new section first, then what is due: after the first section of a sitting, offers the reviews, once.
 */
export async function offerReview(session: Session, screen: Screen): Promise<'go on' | 'quit'> {
  if (session.offered.has('review')) return 'go on';
  session.offered.add('review');
  const { dueText, dueToday, runReview } = await import('./review.ts');
  const due = dueToday(session);
  if (!due) return 'go on';
  const choice = await screen.choose<'review' | 'on'>({
    title: 'A section is done',
    text: `${dueText(due)}. Now is the moment at which they cost least and bring most.`,
    choices: [
      { label: 'Review now', value: 'review' },
      { label: 'Go on reading', value: 'on' },
    ],
  });
  if (choice === 'quit') return 'quit';
  return choice === 'review' && (await runReview(session, screen)) === 'quit' ? 'quit' : 'go on';
}

/** Tells what is due, where it does not stand on the screen anyway. */
export async function tellDue(session: Session, screen: Screen): Promise<void> {
  const { dueText, dueToday } = await import('./review.ts');
  const due = dueToday(session);
  if (due) screen.say(`${dueText(due)}: backend-tutor review`);
}
