import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OpenCourse, readCompiled } from '../course/compiled.ts';
import type { ModuleSummary } from '../course/model.ts';
import { openScreen, type ScreenOptions, wantsPlain } from '../screen/open.ts';
import type { Screen, Telling } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import { StoreError } from '../store/error.ts';
import { dataFolder } from '../store/folder.ts';
import type { Settings } from '../store/settings.ts';
import { Store } from '../store/store.ts';
import { type Environment, UserError } from './environment.ts';
import { resolveName } from './names.ts';
import { progressBar } from './progress-bar.ts';

/** The course and the learner's data, opened for one command. */
export interface Session {
  environment: Environment;
  course: OpenCourse;
  store: Store;
  settings: Settings;
  /** Sentences to tell at the end: what could not be kept. */
  troubles: Set<string>;
  /** What has been offered once since the program started. */
  offered: Set<string>;
  /** What was said about answers since the program started, for whoever goes back. */
  told: Map<string, Pick<Telling, 'feedback' | 'remark'>>;
  /** A screen that is open already. */
  screen?: Screen;
}

export async function openSession(environment: Environment): Promise<Session> {
  const { options, env, stderr } = environment;
  const folder = dataFolder(options.dataDir, env);
  const course = await findCourse(environment, folder);
  const store = new Store(folder, () => new Date(), progressBar(environment, 'Reading your answers'));
  for (const notice of store.notices) stderr.write(`${notice}\n`);
  return newSession(environment, course, store);
}

/** A session in which nothing has happened yet. */
export function newSession(environment: Environment, course: OpenCourse, store: Store): Session {
  const { settings } = store.config;
  return { environment, course, store, settings, troubles: new Set(), offered: new Set(), told: new Map() };
}

/**
 * The same for commands in which something is learned: when the data folder cannot be used, the learner may go on
 * without saving. Throws the StoreError when they do not want that.
 */
export async function openLearningSession(environment: Environment): Promise<Session> {
  try {
    return await openSession(environment);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { options, env } = environment;
    const store = new Store(undefined, () => new Date());
    const course = await findCourse(environment, dataFolder(options.dataDir, env));
    const session = newSession(environment, course, store);
    const screen = await openScreen(screenOptions(session));
    const answer = await screen.choose({
      title: 'Nothing can be saved',
      text: error.message,
      choices: [
        { label: 'Stop', value: false },
        { label: 'Learn without saving', hint: 'everything is forgotten at the end', value: true },
      ],
    });
    if (answer === true) return { ...session, screen };
    screen.close();
    throw error;
  }
}

async function findCourse(environment: Environment, folder: string): Promise<OpenCourse> {
  const { options, packageDir } = environment;
  if (options.course !== undefined) {
    const { openCourse } = await import('../course/open.ts');
    const bar = progressBar(environment, 'Reading the course');
    return openCourse(resolve(options.course), join(folder, 'courses'), bar);
  }
  const built = readCompiled(fileURLToPath(new URL('dist/course', packageDir)));
  if (!built)
    throw new UserError(
      'The built-in course is missing from this installation. Install backend-tutor again.',
    );
  return built;
}

/** Opens the learner's screen for the time of `use`, and gives the terminal back however that ends. */
export async function withScreen<T>(session: Session, use: (screen: Screen) => Promise<T>): Promise<T> {
  const screen = session.screen ?? (await openScreen(screenOptions(session)));
  try {
    return await use(screen);
  } finally {
    session.store.close();
    for (const trouble of session.troubles) screen.say(trouble);
    const { unsaved } = session.store;
    if (unsaved > 0)
      screen.say(`${plural(unsaved, 'answer')} of this session could not be saved and will be forgotten.`);
    screen.close();
  }
}

export function screenOptions({ environment, settings }: Session): ScreenOptions {
  const { options, env, stdin, stdout, stop } = environment;
  return {
    stdin,
    stdout,
    env,
    signal: stop,
    plain: wantsPlain(options.plain, env) || settings.plain === 'on',
    colorFlag: options.color,
    color: settings.color,
    symbols: settings.symbols,
  };
}

/** The module that a typed name stands for. */
export function findModule(course: OpenCourse, given: string): ModuleSummary {
  const { modules } = course.index;
  const id = resolveName(
    'module',
    given,
    modules.map((module) => module.id),
  );
  return modules.find((module) => module.id === id)!;
}
