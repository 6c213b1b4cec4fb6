import { type Progress, progressOf } from '../learner/progress.ts';
import type { Screen } from '../screen/screen.ts';
import { wrap } from '../screen/text.ts';
import { nothingYet, progressPages, standingLine } from '../screen/view/progress/page.ts';
import { progressSentences } from '../screen/view/progress/sentences.ts';
import type { Environment } from './environment.ts';
import { moduleData } from './list.ts';
import { sectionAt } from './run-through.ts';
import { openSession, type Session, withScreen } from './session.ts';

export interface ProgressFlags {
  html?: string;
  force?: boolean;
}

/** `progress`: what is remembered, what is fading, what comes next; as a screen, as data or as a page. */
export async function progress(environment: Environment, flags: ProgressFlags): Promise<void> {
  const session = await openSession(environment);
  const { stdout, options } = environment;
  if (options.json) {
    stdout.write(`${JSON.stringify(progressData(session), null, 2)}\n`);
  } else if (flags.html !== undefined) {
    const { writeProgressPage } = await import('./progress-page.ts');
    await writeProgressPage(session, flags.html, progressNow(session), Boolean(flags.force));
  } else {
    await withScreen(session, (screen) => showProgress(session, screen));
  }
}

/** Shows the learner's progress. */
export function showProgress(session: Session, screen: Screen): Promise<'done' | 'quit'> {
  const { answers, current } = session.store.state;
  const isEmpty = answers.total === 0 && current === undefined;
  const now = progressNow(session);
  return screen.draw({
    title: 'Progress',
    draw: (size, pen) => ({
      place: isEmpty ? '' : standingLine(now, size.columns - 16),
      pages: isEmpty ? [wrap(nothingYet(), size.columns - 2)] : progressPages(now, size, pen),
    }),
    tell: (pen) => (isEmpty ? [nothingYet()] : progressSentences(now, (text) => pen.inline(text))),
  });
}

function progressNow({ course, store, settings }: Session): Progress {
  return progressOf({
    state: store.state,
    index: course.index,
    now: Date.now(),
    retention: settings.retention,
    misconceptionsOf: (module) => course.module(module).misconceptions,
  });
}

/** The data of `progress --json`. */
function progressData(session: Session) {
  const now = progressNow(session);
  const known = new Map(now.modules.map((module) => [module.id, module]));
  const share = (number: number | null) => (number === null ? null : Math.round(number * 1000) / 1000);
  const { reviews, predicted, actual, bins } = now.calibration;
  return {
    course: now.course,
    modules: moduleData(session).map((module) => {
      const { recall, mastery, due, minutes } = known.get(module.id)!;
      const spent = Math.round(minutes * 10) / 10;
      return { ...module, recall: share(recall), mastery: share(mastery), due, minutesSpent: spent };
    }),
    answers: now.answers,
    position: positionData(session),
    forecast: now.forecast,
    calendar: now.calendar.filter(({ answers }) => answers > 0),
    streak: now.streak,
    misconceptions: now.misconceptions,
    calibration: {
      reviews,
      predicted: share(predicted),
      actual: share(actual),
      bins: bins.map((bin) => ({ ...bin, predicted: share(bin.predicted), actual: share(bin.actual) })),
    },
  };
}

/** Where `start` goes on, for `--json`; null before the first lesson. */
function positionData(session: Session): { module: string; section: string | null } | null {
  const { course, store } = session;
  const module = store.config.position?.module ?? store.state.current?.module;
  if (module === undefined || !course.index.modules.some(({ id }) => id === module)) return null;
  return { module, section: sectionAt(session, module) ?? null };
}
