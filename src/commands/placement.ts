import { randomBytes } from 'node:crypto';
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
  worthAsking,
} from '../learner/placement-record.ts';
import { seeded } from '../quiz/random.ts';
import { show } from '../quiz/show.ts';
import type { Screen } from '../screen/screen.ts';
import { askAndRecord } from './answering.ts';
import type { Environment } from './environment.ts';
import { keep } from './keeping.ts';
import { changeMarks, tellResult } from './placement-result.ts';
import { openLearningSession, type Session, withScreen } from './session.ts';

export const TITLE = 'What do you know already?';

/** `placement`: finds out, with 8 to 15 questions, which modules are probably known. */
export async function placement(environment: Environment): Promise<void> {
  const session = await openLearningSession(environment);
  await withScreen(session, async (screen) => {
    if ((await runPlacement(session, screen)) === 'done')
      return screen.say('backend-tutor start goes on with learning.');
    screen.say(
      session.store.isSaving
        ? 'Saved. backend-tutor placement goes on from here.'
        : 'Left without saving. What was saved before is safe.',
    );
  });
}

/** Goes on with the placement under way, or begins one; ends with the modules that are marked. */
export async function runPlacement(session: Session, screen: Screen): Promise<'done' | 'quit'> {
  const { course, store } = session;
  const whole = placementCourse(course.index.modules.map(({ id }) => course.module(id)));
  const open = openPlacement(store.state);
  if (!open) {
    const begun = await begin(session, screen, whole);
    if (begun !== 'ask') return begun;
  }
  const run = open?.run ?? randomBytes(6).toString('hex');
  for (;;) {
    const item = chooseNext(session, whole, run);
    if (!item) return tellResult(session, screen, whole, run);
    const move = await askOne(session, screen, whole, run, item);
    if (move === 'quit') return 'quit';
    if (move === 'next') continue;
    const choice = await pause(screen);
    if (choice === 'quit') return 'quit';
    if (choice === 'leave') {
      await keep(session, screen, { kind: 'placed', modules: [], run });
      return 'done';
    }
  }
}

/** What comes before the first question. */
async function begin(
  session: Session,
  screen: Screen,
  whole: PlacementCourse,
): Promise<'ask' | 'done' | 'quit'> {
  const { state } = session.store;
  const marked = whole.units
    .filter(({ module }) => isProbablyKnown(state, module))
    .map(({ module }) => module);
  if (marked.length > 0) {
    const choice = await screen.choose<'change' | 'again'>({
      title: TITLE,
      text: 'You have answered these questions before, and some modules are marked as probably known.',
      choices: [
        { label: 'Change what is marked', value: 'change' },
        { label: 'Answer questions again', hint: 'others where there are others', value: 'again' },
      ],
    });
    if (choice === 'quit') return 'quit';
    if (choice === 'change') return changeMarks(session, screen, marked, {});
  }
  if (worthAsking(whole, state, {}).items.length === 0) {
    const text = 'There is nothing to find out here: what could be asked has been passed.';
    await screen.show({ title: TITLE, text });
    return 'done';
  }
  const shown = await screen.show({
    title: TITLE,
    text: [
      'Now come 8 to 15 questions from all over the course. Each is chosen by your answers so far, and they end when more would tell little.',
      'Do not guess: **s** says "I don\'t know", and that helps most to find the place where you should begin.',
      'You may leave at any time with **q** and go on later.',
    ].join('\n\n'),
  });
  return shown === 'quit' ? 'quit' : 'ask';
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
function pause(screen: Screen): Promise<'go on' | 'leave' | 'quit'> {
  return screen.choose<'go on' | 'leave'>({
    title: TITLE,
    text: 'Each question follows from your answers, so there is no way back to the last one.',
    choices: [
      { label: 'Go on with the questions', value: 'go on' },
      { label: 'Leave them', hint: 'nothing is marked as known', value: 'leave' },
    ],
  });
}
