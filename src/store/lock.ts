import { closeSync, openSync, rmSync, statSync } from 'node:fs';

/** Milliseconds between two tries, and after which whoever holds a lock is taken to be gone; to write takes a few. */
const PAUSE = 5;
const GONE_AFTER = 1000;

/**
 * Runs `use` while no other process runs anything for the same file. A lock that a killed process left behind is taken
 * away. Where no lock can be made, `use` runs without: what is protected by it must bear that.
 */
export function whileLocked<T>(path: string, use: () => T): T {
  const lock = `${path}.lock`;
  const isHeld = acquire(lock);
  try {
    return use();
  } finally {
    if (isHeld) rmSync(lock, { force: true });
  }
}

/** Waits for the lock; answers whether it is held. */
function acquire(lock: string): boolean {
  let seen: string | undefined;
  for (let waited = 0; ; waited += PAUSE) {
    try {
      closeSync(openSync(lock, 'wx', 0o600));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
    const found = markOf(lock);
    if (found !== seen) {
      seen = found;
      waited = 0;
    } else if (waited > GONE_AFTER) {
      try {
        rmSync(lock);
      } catch {
        return false;
      }
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
}

/** What tells one lock from the next; undefined when there is none. */
function markOf(lock: string): string | undefined {
  const found = statSync(lock, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.mtimeMs}`;
}
