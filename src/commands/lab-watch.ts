import { watch } from 'chokidar';
import { cleanText } from '../course/clean.ts';
import { LabError } from '../lab/error.ts';
import type { Environment } from './environment.ts';

/** Folders that change while a server runs, and not by the learner's hand. */
const IGNORED = /(^|[/\\])(node_modules|\.git|__pycache__|\.venv|target|dist)([/\\]|$)/;

/** Does `work` now and after every save in a folder, until the program is told to end. Saves meanwhile count as one. */
export async function onEverySave(
  folder: string,
  { stop, stdout }: Environment,
  work: () => Promise<number>,
): Promise<void> {
  const watcher = watch(folder, {
    ignoreInitial: true,
    ignored: (path) => IGNORED.test(path.slice(folder.length)),
  });
  try {
    let wake: (() => void) | undefined;
    let changed = true;
    const note = () => {
      changed = true;
      wake?.();
    };
    watcher.on('all', note);
    stop.addEventListener('abort', note, { once: true });
    while (!stop.aborted) {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      changed = false;
      await attempt(work, stdout);
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
