import type { LabSummary } from '../lab/manifest.ts';
import { openShelf, type Shelf } from '../lab/shelf.ts';
import { tasksDone } from '../learner/lab-record.ts';
import { outputWidth, themeFor } from '../screen/open.ts';
import { wrap } from '../screen/text.ts';
import { type Environment, UserError } from './environment.ts';
import { resolveName } from './names.ts';
import { openLearningSession, openSession, type Session, screenOptions, withScreen } from './session.ts';

export interface LabFlags {
  init?: string;
  language?: string;
  check?: string;
  url?: string;
  watch?: boolean;
}

/** `lab`: the list of labs, one of them to explore, or a server of the learner's own to be checked. */
export async function lab(
  environment: Environment,
  name: string | undefined,
  flags: LabFlags,
): Promise<number> {
  const { options, packageDir } = environment;
  if (options.course !== undefined)
    throw new UserError('Labs belong to the built-in course. Leave out --course.', 2);
  const shelf = openShelf(packageDir);
  if (name === undefined) {
    if (flags.init ?? flags.check ?? flags.url)
      throw new UserError('Say which lab: backend-tutor lab <lab>. backend-tutor lab lists them.', 2);
    await listLabs(environment, shelf);
    return 0;
  }
  const summary = findLab(shelf, name);
  if (flags.init !== undefined) {
    const { initLab } = await import('./lab-init.ts');
    initLab(environment, summary, flags.init, flags.language);
    return 0;
  }
  if (flags.check !== undefined || flags.url !== undefined) {
    const { checkLab } = await import('./lab-check.ts');
    return checkLab(environment, shelf, summary, flags);
  }
  const session = await openLearningSession(environment);
  await withScreen(session, async (screen) => {
    const { exploreLab } = await import('./lab-explore.ts');
    await exploreLab(session, screen, shelf, summary);
  });
  return 0;
}

export function findLab(shelf: Shelf, name: string): LabSummary {
  const id = resolveName(
    'lab',
    name,
    shelf.labs.map((each) => each.id),
  );
  return shelf.labs.find((each) => each.id === id)!;
}

/** How many of a lab's tasks are done. */
export function labStanding({ store }: Session, { id, tasks }: LabSummary): { done: number; tasks: number } {
  const done = new Set(tasksDone(store.state, id));
  return { done: tasks.filter((task) => done.has(task)).length, tasks: tasks.length };
}

/** `3 of 8 tasks done`, or what there is to do. */
export function labStandingText({ done, tasks }: { done: number; tasks: number }): string {
  if (done === 0) return `new: ${tasks} tasks`;
  return done === tasks ? `done: all ${tasks} tasks` : `under way: ${done} of ${tasks} tasks done`;
}

async function listLabs(environment: Environment, { labs }: Shelf): Promise<void> {
  const session = await openSession(environment);
  const { stdout, env, options } = environment;
  const standings = labs.map((each) => ({ ...each, ...labStanding(session, each) }));
  if (options.json) {
    const data = standings.map(({ id, module, title, minutes, builds, done, tasks }) => ({
      ...{ id, module, title, minutes, builds, done, tasks },
    }));
    stdout.write(`${JSON.stringify({ labs: data }, null, 2)}\n`);
    return;
  }
  const theme = themeFor(screenOptions(session));
  const width = outputWidth(stdout, env);
  const { missed, partial, right } = theme.symbols;
  const lines = standings.flatMap(({ id, title, summary, minutes, builds, done, tasks }) => {
    const mark = done === 0 ? missed : done === tasks ? right : partial;
    const kind = builds ? 'explore, then build your own' : 'explore';
    return [
      ...wrap(`${theme.strong(title)}  ${theme.faint(id)}`, width, `${mark} `, '  '),
      ...wrap(summary, width, '  '),
      ...wrap(theme.faint(`${labStandingText({ done, tasks })}, about ${minutes} min, ${kind}`), width, '  '),
    ];
  });
  lines.push('', ...wrap('backend-tutor lab <name> opens one.', width));
  stdout.write(`${lines.map(theme.finish).join('\n')}\n`);
}
