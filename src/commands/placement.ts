import { nextQuestion } from '../learner/placement.ts';
import {
  MOST,
  type PlacementCourse,
  type PlacementItem,
  placementCourse,
} from '../learner/placement-items.ts';
import {
  isProbablyKnown,
  openPlacement,
  placementAnswers,
  placementEvidence,
  wasMarked,
  worthAsking,
} from '../learner/placement-record.ts';
import { seeded } from '../quiz/random.ts';
import { show } from '../quiz/show.ts';
import type { Gone, Screen } from '../screen/screen.ts';
import { askAndRecord } from './answering.ts';
import type { Environment } from './environment.ts';
import { farewell } from './farewell.ts';
import { keep } from './keeping.ts';
import { changeMarks, MARKS, type Offer, TITLE } from './placement-marks.ts';
import { tellResult } from './placement-result.ts';
import { freshRun } from './run-through.ts';
import { openLearningSession, type Session, withScreen } from './session.ts';

const INTRODUCTION = [
  'Now come 8 to 15 questions from all over the course. Each is chosen by your answers so far, and they end when more would tell little.',
  'Do not guess: **s** says "I don\'t know", and that helps most to find the place where you should begin.',
  'You may leave at any time with **q** and go on later.',
].join('\n\n');

const CHANGE = `${MARKS} Choose a module to mark it, or to take its mark back.`;

/** `placement`: finds out, with 8 to 15 questions, which modules are probably known. */
export async function placement(environment: Environment): Promise<void> {
  const session = await openLearningSession(environment);
  await withScreen(session, async (screen) => {
    const { placedAt } = session.store.state;
    if ((await runPlacement(session, screen)) === 'done')
      screen.say('backend-tutor start goes on with learning.');
    else placementFarewell(session, screen, placedAt);
  });
}

/** What is said when the learner leaves in the middle; `before` is when a placement had ended before this one. */
export function placementFarewell(session: Session, screen: Screen, before: string | undefined): void {
  const { store } = session;
  if (!store.isSaving) farewell(session, screen);
  else if (openPlacement(store.state)) screen.say('Saved. backend-tutor placement goes on from here.');
  else if (store.state.placedAt !== before) screen.say('Saved. backend-tutor start goes on with learning.');
  else screen.say('Left as it was: nothing has changed.');
}

/**
 * Goes on with the placement under way, or begins one; ends with the modules that are marked. Answers `back` when the
 * learner turned back before the first answer.
 */
export async function runPlacement(session: Session, screen: Screen): Promise<Gone> {
  const { course, store } = session;
  const whole = placementCourse(course.index.modules.map(({ id }) => course.module(id)));
  const open = openPlacement(store.state);
  if (open) return askAll(session, screen, whole, open.run);
  const offers = changeable(session);
  if (offers.length === 0) return beginNew(session, screen, whole);
  for (;;) {
    const choice = await changeOrAgain(screen, offers);
    if (choice === 'quit') return 'quit';
    if (choice === 'change') return changeMarks(session, screen, offers, CHANGE);
    const end = await beginNew(session, screen, whole);
    if (end !== 'back') return end;
  }
}

/** The modules that a placement marked before, with or without their marks now, in the order of the course. */
function changeable({ course, store: { state } }: Session): Offer[] {
  return course.index.modules
    .filter(({ id }) => wasMarked(state, id))
    .map(({ id }) => ({ module: id, now: isProbablyKnown(state, id) ? 'marked' : 'unmarked' }));
}

function changeOrAgain(screen: Screen, offers: readonly Offer[]): Promise<'change' | 'again' | 'quit'> {
  const some = offers.some(({ now }) => now === 'marked');
  return screen.choose<'change' | 'again'>({
    title: TITLE,
    text: some
      ? 'You have answered these questions before, and some modules are marked as probably known.'
      : 'You have answered these questions before. No module is marked as probably known now.',
    choices: [
      { label: 'Change what is marked', value: 'change' },
      { label: 'Answer questions again', hint: 'others where there are others', value: 'again' },
    ],
  });
}

/** Says what comes, then asks; back from the first question leads to what was said. */
async function beginNew(session: Session, screen: Screen, whole: PlacementCourse): Promise<Gone> {
  if (worthAsking(whole, session.store.state, {}).items.length === 0) {
    const text = 'There is nothing to find out here: what could be asked has been passed.';
    return screen.show({ title: TITLE, text });
  }
  const run = freshRun();
  for (;;) {
    const shown = await screen.show({ title: TITLE, text: INTRODUCTION });
    if (shown !== 'done') return shown;
    const end = await askAll(session, screen, whole, run);
    if (end !== 'back') return end;
  }
}

/** Asks until the end and tells the result. Answers `back` from the first question. */
async function askAll(session: Session, screen: Screen, whole: PlacementCourse, run: string): Promise<Gone> {
  const { store } = session;
  for (;;) {
    const item = chooseNext(session, whole, run);
    if (!item) return tellResult(session, screen, whole, run);
    const move = await askOne(session, screen, whole, run, item);
    if (move === 'quit') return 'quit';
    if (move === 'next') continue;
    if (Object.keys(placementAnswers(store.state, run)).length === 0) return 'back';
    const choice = await pause(session, screen);
    if (choice === 'quit') return 'quit';
    if (choice === 'leave') {
      // Names no module, so that marks of an earlier placement stay.
      await keep(session, screen, { kind: 'placed', modules: [], run });
      return 'done';
    }
  }
}

function chooseNext({ store }: Session, whole: PlacementCourse, run: string): PlacementItem | undefined {
  const answers = placementAnswers(store.state, run);
  return nextQuestion({
    course: worthAsking(whole, store.state, answers),
    evidence: placementEvidence(whole, answers, store.state),
    asked: new Set(Object.keys(answers)),
    seed: run,
  });
}

async function askOne(
  session: Session,
  screen: Screen,
  whole: PlacementCourse,
  run: string,
  { ref, unit }: PlacementItem,
): Promise<'next' | 'back' | 'quit'> {
  const { course, store } = session;
  const module = course.module(whole.units[unit]!.module);
  const question = module.questions.find(({ id }) => ref === `${module.id}/${id}`)!;
  const done = Object.keys(placementAnswers(store.state, run)).length;
  const asking = {
    title: `${TITLE} › ${module.title}`,
    place: `${done + 1}/${Math.min(MOST, whole.items.length)}`,
    shown: show(question, seeded(`${run} ${ref}`)),
  };
  const setting = { module: module.id, run, in: 'placement' } as const;
  return (await askAndRecord(session, screen, asking, setting)).move;
}

/** Where going back would lead from a question that follows from the answers before it. */
function pause({ course, store }: Session, screen: Screen): Promise<'go on' | 'leave' | 'quit'> {
  const marked = course.index.modules.some(({ id }) => isProbablyKnown(store.state, id));
  return screen.choose<'go on' | 'leave'>({
    title: TITLE,
    text: 'Each question follows from your answers, so there is no way back to the last one.',
    choices: [
      { label: 'Go on with the questions', value: 'go on' },
      {
        label: 'Leave them',
        hint: marked ? 'what is marked stays marked' : 'nothing is marked as known',
        value: 'leave',
      },
    ],
  });
}
