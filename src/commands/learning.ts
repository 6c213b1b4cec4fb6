import { nextModule } from '../learner/next-module.ts';
import { canPlace } from '../learner/placement-items.ts';
import { isProbablyKnown, openPlacement } from '../learner/placement-record.ts';
import type { Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import { learn } from './lesson.ts';
import { isFinished, isUnderWay, lessonOf, takeUp } from './run-through.ts';
import type { Session } from './session.ts';

/** Learns, module after module, until the learner leaves or wants to go home. `chosen` is a module id. */
export async function goLearning(
  session: Session,
  screen: Screen,
  chosen?: string,
): Promise<'home' | 'quit'> {
  if (isNewcomer(session)) {
    if ((await welcome(session, screen)) === 'quit') return 'quit';
    if (chosen === undefined && (await offerPlacement(session, screen)) === 'quit') return 'quit';
  } else if (chosen === undefined && isPlacing(session)) {
    const { runPlacement } = await import('./placement.ts');
    if ((await runPlacement(session, screen)) === 'quit') return 'quit';
  }
  let module = chosen ?? moduleToContinue(session);
  while (module !== undefined) {
    const after = await learn(session, screen, module);
    if (after.go === 'quit' || after.go === 'home') return after.go;
    if (after.go === 'quiz') {
      const { runQuiz } = await import('./quiz.ts');
      return (await runQuiz(session, screen, { modules: [after.module] })) === 'quit' ? 'quit' : 'home';
    }
    module = after.module;
  }
  const { index } = session.course;
  const left = index.modules.filter(({ id }) => isProbablyKnown(session.store.state, id));
  await screen.show({
    title: index.title,
    text:
      left.length === 0
        ? 'You have passed every module. A quiz now and then keeps it fresh: `backend-tutor quiz`.'
        : `What is left is probably known (${plural(left.length, 'module')}). \`backend-tutor quiz ${left[0]!.id}\` shows whether it is, \`backend-tutor start ${left[0]!.id}\` opens it all the same.`,
  });
  return 'home';
}

/** The module under way, else the next one that is neither passed nor probably known. Undefined when all are. */
export function moduleToContinue(session: Session): string | undefined {
  const { course, store } = session;
  const { modules } = course.index;
  const known = (id: string | undefined) => modules.some((module) => module.id === id);
  const current = [store.config.position?.module, store.state.current?.module].find(known);
  if (current !== undefined) {
    const runThrough = takeUp(session, current);
    const open = !isFinished(runThrough, lessonOf(session, runThrough));
    if (open && isUnderWay(session, runThrough)) return current;
  }
  const next = nextModule(modules, store.state, current);
  // The last module left may be the one that was just finished without passing.
  return next?.id ?? (current !== undefined && !(current in store.state.passed) ? current : undefined);
}

export function isNewcomer({ store }: Session): boolean {
  return store.state.answers.total === 0 && store.state.current === undefined && !store.config.position;
}

/** Whether a placement was interrupted before anything was learned, so that it is the place to go on at. */
function isPlacing({ store }: Session): boolean {
  return (
    store.state.current === undefined && !store.config.position && openPlacement(store.state) !== undefined
  );
}

/** The end of the welcome: those who are not new may find out where to begin. */
async function offerPlacement(session: Session, screen: Screen): Promise<'go on' | 'quit'> {
  if (!canPlace(session.course.index)) return 'go on';
  for (;;) {
    const choice = await screen.choose<'new' | 'place'>({
      title: session.course.index.title,
      text: 'Where do you begin?',
      choices: [
        { label: 'I am new to this', value: 'new' },
        { label: 'I know some of it: find out what', hint: '8 to 15 questions', value: 'place' },
      ],
    });
    if (choice !== 'place') return choice === 'quit' ? 'quit' : 'go on';
    const { runPlacement } = await import('./placement.ts');
    const end = await runPlacement(session, screen);
    if (end !== 'back') return end === 'quit' ? 'quit' : 'go on';
  }
}

function welcome({ course }: Session, screen: Screen) {
  const { title, modules } = course.index;
  const minutes = modules.reduce((sum, module) => sum + module.minutes, 0);
  const duration = minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  return screen.read({
    title,
    text: [
      `## Welcome`,
      `This is *${title}*: ${plural(modules.length, 'module')}, about ${duration} in all, in bites of five minutes.`,
      'You read a little, then you answer a question. Every answer, right or wrong, is explained. Not knowing is fine: press **s** and see.',
      `Leave whenever you like with **q**. You come back to the very same place, and no answer is ever lost.`,
      screen.rich
        ? 'Press **Enter** to go on and **?** for help, here and everywhere.'
        : 'Press **Enter** to go on; type **?** for help, here and everywhere.',
    ].join('\n\n'),
  });
}
