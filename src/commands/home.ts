import { minutesLeft, type Step } from '../learner/lesson-plan.ts';
import { openPlacement } from '../learner/placement-record.ts';
import { type ModuleStanding, moduleStanding } from '../learner/standing.ts';
import type { Choice, Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import type { Environment } from './environment.ts';
import { isNewcomer, moduleToContinue } from './learning.ts';
import { dueText, dueToday } from './review.ts';
import { allSteps, isUnderWay, lessonOf, placeIn, takeUp } from './run-through.ts';
import { openLearningSession, type Session, withScreen } from './session.ts';

type Activity = 'continue' | 'placement' | 'review' | 'choose' | 'quiz' | 'labs' | 'progress' | 'quit';

/** `backend-tutor` on a terminal: what to go on with, and everything else. */
export async function home(environment: Environment): Promise<void> {
  const session = await openLearningSession(environment);
  await withScreen(session, (screen) => homeLoop(session, screen));
}

/** Shows the home screen until the learner leaves. */
export async function homeLoop(session: Session, screen: Screen): Promise<void> {
  for (;;) {
    session.store.refresh();
    const activity = await screen.choose({
      title: session.course.index.title,
      text: standingText(session),
      choices: choices(session),
    });
    if (activity === 'quit') return;
    const { placedAt } = session.store.state;
    if ((await act(activity, session, screen)) === 'quit') {
      if (activity === 'placement')
        return (await import('./placement.ts')).placementFarewell(session, screen, placedAt);
      const { farewell } = await import('./farewell.ts');
      return farewell(session, screen, activity === 'review' || activity === 'quiz' ? activity : 'lesson');
    }
  }
}

async function act(activity: Activity, session: Session, screen: Screen): Promise<unknown> {
  switch (activity) {
    case 'continue':
      // A newcomer is asked first where to begin.
      return (await import('./learning.ts')).goLearning(
        session,
        screen,
        isNewcomer(session) ? undefined : moduleToContinue(session),
      );
    case 'placement':
      return (await import('./placement.ts')).runPlacement(session, screen);
    case 'review':
      return (await import('./review.ts')).runReview(session, screen);
    case 'choose': {
      const module = await chooseModule(session, screen);
      if (module === 'quit' || module === undefined) return module;
      return (await import('./learning.ts')).goLearning(session, screen, module);
    }
    case 'quiz': {
      const { modulesBegun, runQuiz } = await import('./quiz.ts');
      return runQuiz(session, screen, { modules: modulesBegun(session) });
    }
    case 'labs':
      return (await import('./lab-menu.ts')).chooseLab(session, screen);
    case 'progress':
      return (await import('./progress.ts')).showProgress(session, screen);
    case 'quit':
      return 'quit';
  }
}

/** Where the learner stands, in a line or two. */
function standingText(session: Session): string {
  const { modules } = session.course.index;
  const standings = modules.map((module) => moduleStanding(session.store.state, module));
  if (isNewcomer(session))
    return `${plural(modules.length, 'module')}, all new. Bites of five minutes; leave whenever you like.`;
  const known = standings.filter(({ probablyKnown }) => probablyKnown).length;
  const count = (state: ModuleStanding['state']) =>
    standings.filter((standing) => standing.state === state && !standing.probablyKnown).length;
  return `${plural(modules.length, 'module')}: ${count('passed')} passed, ${count('learning')} under way, ${known > 0 ? `${known} probably known, ` : ''}${count('new')} new.`;
}

function choices(session: Session): Choice<Activity>[] {
  return [
    ...placementChoice(session),
    ...continueChoice(session),
    ...reviewChoice(session),
    { label: 'Choose a module', value: 'choose' },
    ...(hasBegun(session)
      ? [{ label: 'Quiz', hint: 'mixed over what you have begun', value: 'quiz' } as const]
      : []),
    // Labs belong to the built-in course.
    ...(session.environment.options.course === undefined
      ? [{ label: 'Labs', hint: 'do it for real', value: 'labs' } as const]
      : []),
    { label: 'Progress', value: 'progress' },
    { label: 'Quit', value: 'quit' },
  ];
}

/** The module and section to go on with, and how many minutes the module still takes. */
function continueChoice(session: Session): Choice<Activity>[] {
  const id = moduleToContinue(session);
  if (id === undefined) return [];
  const runThrough = takeUp(session, id);
  const { title } = runThrough.module;
  const begun = isUnderWay(session, runThrough);
  const steps = allSteps(runThrough, lessonOf(session, runThrough));
  const { step } = placeIn(session, runThrough);
  const here = [...steps.slice(0, step + 1)].reverse().find((each) => each.kind === 'section');
  const slug = here?.kind === 'section' ? here.slug : undefined;
  const section = runThrough.module.sections.find((each) => each.slug === slug);
  const place = placeName(steps[step], section?.title);
  const left = minutesLeft(runThrough.module, steps, step);
  return [
    {
      label: `${begun ? 'Continue' : 'Start'}: ${title}`,
      hint: `${begun ? `${place}, ` : ''}about ${left} min`,
      value: 'continue',
    },
  ];
}

/** Whether there is a module that a mixed quiz would ask about. */
function hasBegun({ course, store }: Session): boolean {
  return course.index.modules.some((module) => {
    const { state, probablyKnown } = moduleStanding(store.state, module);
    return state !== 'new' || probablyKnown;
  });
}

/** To go on with a placement that was interrupted. */
function placementChoice({ store }: Session): Choice<Activity>[] {
  const open = openPlacement(store.state);
  if (!open) return [];
  const answered = plural(Object.keys(open.answers).length, 'question');
  return [{ label: 'Go on finding out what you know', hint: `${answered} answered`, value: 'placement' }];
}

/** What is due today. */
function reviewChoice(session: Session): Choice<Activity>[] {
  const due = dueToday(session);
  return due ? [{ label: 'Review', hint: dueText(due), value: 'review' }] : [];
}

/** Where in a module a step is: in a section, before the first one, or after the last. */
function placeName(step: Step | undefined, section: string | undefined): string {
  if (!step || step.kind === 'summary') return 'Summary';
  if (step.kind === 'question' && step.part === 'quiz') return 'Quiz';
  if (step.kind === 'question' && step.part === 'again') return 'Once more';
  return section ?? 'First questions';
}

async function chooseModule({ course, store }: Session, screen: Screen): Promise<string | undefined> {
  const words = { new: 'new', learning: 'under way', passed: 'passed' };
  return screen.choose<string | undefined>({
    title: 'Choose a module',
    choices: [
      ...course.index.modules.map((module) => {
        const { state, probablyKnown } = moduleStanding(store.state, module);
        return {
          label: module.title,
          hint: `${probablyKnown ? 'probably known' : words[state]}, about ${module.minutes} min`,
          value: module.id,
        };
      }),
      { label: 'Home', value: undefined },
    ],
  });
}
