import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { watch } from 'chokidar';
import { cleanText } from '../course/clean.ts';
import { LabError } from '../lab/error.ts';
import type { Environment } from './environment.ts';

/** Folders that change while a server runs, and not by the learner's hand. */
const IGNORED = /(^|[/\\])(node_modules|\.git|__pycache__|\.venv|target|dist)([/\\]|$)/;

/**
 * A save counts once the file has kept its size for so many milliseconds: an editor may empty it before it writes what is
 * new, and of two changes within 50 ms the watcher would tell only the first.
 */
const SAVED = { stabilityThreshold: 100, pollInterval: 20 };

/** Milliseconds after a run in which changes still count as made by it; longer than it takes until they are told. */
const SETTLED = 300;

/** Does `work` now and after every save in a folder, until the program is told to end. Saves meanwhile count as one. */
export async function onEverySave(
  folder: string,
  { stop, stdout }: Environment,
  work: () => Promise<number>,
): Promise<void> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path) => IGNORED.test(path.slice(folder.length)),
    awaitWriteFinish: SAVED,
  });
  const ready = once(watcher, 'ready', { signal: stop }).catch(() => undefined);
  try {
    let wake: (() => void) | undefined;
    let changed = true;
    let problem: Error | undefined;
    // What changes in two runs in a row is the server's work, not the learner's: such a file must not start run after run.
    let during: Set<string> | undefined;
    let before = new Set<string>();
    const note = () => {
      changed = true;
      wake?.();
    };
    watcher.on('all', (_, path) => {
      during?.add(path);
      if (!during || !before.has(path)) note();
    });
    watcher.on('error', (error) => {
      problem = error as Error;
      note();
    });
    stop.addEventListener('abort', note, { once: true });
    while (!stop.aborted) {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      if (problem) throw new LabError(`${folder} cannot be watched: ${problem.message}`);
      changed = false;
      during = new Set();
      await attempt(work, stdout);
      await ready;
      // The last changes are told a moment after they were made.
      await wait(SETTLED, undefined, { signal: stop }).catch(() => undefined);
      before = during;
      during = undefined;
      if (!changed) stdout.write('\nWaiting for the next save. Ctrl-C ends.\n');
    }
    stop.throwIfAborted();
  } finally {
    await watcher.close();
  }
}

/** A server that does not start today may do so after the next save. */
async function attempt(work: () => Promise<number>, stdout: Environment['stdout']): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    // It may quote what the server wrote.
    stdout.write(`${cleanText(error.message)}\n`);
  }
}
