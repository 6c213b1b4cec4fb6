import { type ModuleStanding, moduleStanding } from '../learner/standing.ts';
import { outputWidth, themeFor } from '../screen/open.ts';
import { plural, wrap } from '../screen/text.ts';
import type { Environment } from './environment.ts';
import { openSession, type Session, screenOptions } from './session.ts';

/** `list`: the modules in learning order with their state. */
export async function list(environment: Environment): Promise<void> {
  const session = await openSession(environment);
  const { stdout, env, options } = environment;
  if (options.json) {
    const data = { course: session.course.index.title, modules: moduleData(session) };
    stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    return;
  }
  const theme = themeFor(screenOptions(session));
  const width = outputWidth(stdout, env);
  const marks = { new: theme.symbols.missed, learning: theme.symbols.partial, passed: theme.symbols.right };
  const lines = session.course.index.modules.flatMap((module) => {
    const standing = moduleStanding(session.store.state, module);
    const mark = standing.probablyKnown ? theme.symbols.bullet : marks[standing.state];
    const title = wrap(`${theme.strong(module.title)}  ${theme.faint(module.id)}`, width, `${mark} `, '  ');
    return [...title, ...wrap(theme.faint(standingText(standing)), width, '  ')];
  });
  stdout.write(`${lines.map(theme.finish).join('\n')}\n`);
}

/** The data of `list --json`, one entry for each module. */
export function moduleData({ course, store }: Session): ({ id: string; title: string } & ModuleStanding)[] {
  return course.index.modules.map((module) => ({
    id: module.id,
    title: module.title,
    ...moduleStanding(store.state, module),
  }));
}

/**
 * A module's standing in a line. Every question that was ever asked counts with its last answer, also those before the
 * lesson, which `quiz` and `quiz --missed` leave out.
 */
export function standingText({
  state,
  sections,
  sectionsRead,
  questions,
  answered,
  correct,
  probablyKnown,
}: ModuleStanding): string {
  if (probablyKnown || state === 'new') {
    const size = `${plural(sections, 'section')}, ${plural(questions, 'question')}`;
    return `${probablyKnown ? 'probably known' : 'new'}: ${size}`;
  }
  const right = `${correct} of ${plural(answered, 'question')} right when last asked`;
  const done = `${sectionsRead}/${sections} sections read, ${answered === 0 ? 'no question asked' : right}`;
  return state === 'passed' ? `passed: ${done}` : `under way: ${done}`;
}
