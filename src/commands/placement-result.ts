import { judge, perhapsKnown, probablyKnown } from '../learner/placement.ts';
import type { PlacementCourse } from '../learner/placement-items.ts';
import type { Belief } from '../learner/placement-model.ts';
import {
  canBeMarked,
  isProbablyKnown,
  placementAnswers,
  placementEvidence,
} from '../learner/placement-record.ts';
import type { Screen } from '../screen/screen.ts';
import { moduleToContinue } from './learning.ts';
import { changeMarks, MARKS, type Offer, TITLE, writeMarks } from './placement-marks.ts';
import type { Session } from './session.ts';

/**
 * Says what a placement found, and writes it down: what is probably known is marked, unless the learner takes the mark
 * back; what is perhaps known is marked only if the learner does so.
 */
export async function tellResult(
  session: Session,
  screen: Screen,
  whole: PlacementCourse,
  run: string,
): Promise<'done' | 'quit'> {
  const { state } = session.store;
  const answers = placementAnswers(state, run);
  const given = Object.values(answers);
  const right = given.filter(({ result }) => result === 'right').length;
  const score = `${right} of ${given.length} right.`;
  const belief = judge({ course: whole, evidence: placementEvidence(whole, answers, state) });
  const offers = offersOf(session, whole, belief);
  if (offers.every(({ now }) => now === 'unmarked')) return tellNothing(session, screen, run, score);
  const end = await changeMarks(session, screen, offers, `${score}\n${words(offers)}`, run);
  if (end === 'quit') screen.say('No mark has changed yet.');
  return end;
}

/** What can be marked, in the order of the course. What was marked before is offered too: no mark is lost unseen. */
function offersOf({ course, store }: Session, whole: PlacementCourse, belief: Belief): Offer[] {
  const probably = new Set(probablyKnown(whole, belief));
  const perhaps = new Set(perhapsKnown(whole, belief));
  return course.index.modules.flatMap(({ id }): Offer[] => {
    if (!canBeMarked(store.state, id)) return [];
    if (probably.has(id)) return [{ module: id, now: 'marked' }];
    if (perhaps.has(id)) return [{ module: id, now: 'perhaps' }];
    return isProbablyKnown(store.state, id) ? [{ module: id, now: 'unmarked' }] : [];
  });
}

function words(offers: readonly Offer[]): string {
  const has = (standing: Offer['now']) => offers.some(({ now }) => now === standing);
  if (!has('marked')) return `No module is surely known. Choose those that you know, to mark them. ${MARKS}`;
  return [
    `Some modules are probably known. ${MARKS} Take back the mark of any that you want to learn.`,
    ...(has('perhaps') ? ['Others are perhaps known; they are marked only if you choose them.'] : []),
  ].join(' ');
}

/** The end of a placement that found nothing to mark: what was marked before is no longer, and what comes next. */
async function tellNothing(
  session: Session,
  screen: Screen,
  run: string,
  score: string,
): Promise<'done' | 'quit'> {
  const { course, store } = session;
  const { modules } = course.index;
  const had = modules.some(({ id }) => isProbablyKnown(store.state, id));
  await writeMarks(session, screen, { marked: [], takenBack: [], run });
  const begun = modules.some(({ id }) => !canBeMarked(store.state, id));
  const coming = moduleToContinue(session);
  const next = modules.find(({ id }) => id === coming);
  const text = [
    score,
    `No ${begun ? 'other ' : ''}module is surely known${had ? ', so no mark is left' : ''}.`,
    ...(next ? [`You ${begun ? 'go on' : 'begin'} with *${next.title}*.`] : []),
    'In each lesson you may pass over what you know.',
  ];
  return (await screen.show({ title: TITLE, text: text.join(' ') })) === 'quit' ? 'quit' : 'done';
}
