import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reason, StoreError } from './error.ts';

/** Backups kept of each file; older ones make room for new ones. */
const KEPT = 5;

export interface Backup {
  path: string;
  name: string;
  /** Bytes. */
  size: number;
}

/**
 * Copies the log into `backups/`, named after the time. Answers the copy's path, or undefined when there is no log.
 * Throws StoreError when the copy cannot be made; then nothing must be changed.
 */
export function backUpLog(folder: string, now: Date): string | undefined {
  return backUp(folder, 'answers', 'jsonl', now);
}

/** The same for `config.json`. */
export function backUpConfig(folder: string, now: Date): string | undefined {
  return backUp(folder, 'config', 'json', now);
}

/** The backups of the log, the latest first. */
export function listBackups(folder: string): Backup[] {
  return names(join(folder, 'backups'), 'answers')
    .reverse()
    .map((name) => {
      const path = join(folder, 'backups', name);
      return { name, path, size: statSync(path, { throwIfNoEntry: false })?.size ?? 0 };
    });
}

function backUp(folder: string, stem: string, ending: string, now: Date): string | undefined {
  const file = join(folder, `${stem}.${ending}`);
  if (!existsSync(file)) return undefined;
  const backups = join(folder, 'backups');
  const stamp = now.toISOString().replace(/[:.]/g, '-');
  let path = join(backups, `${stem}-${stamp}.${ending}`);
  try {
    mkdirSync(backups, { recursive: true, mode: 0o700 });
    for (let n = 2; existsSync(path); n++) path = join(backups, `${stem}-${stamp}-${n}.${ending}`);
    copyFileSync(file, path, constants.COPYFILE_EXCL);
  } catch (error) {
    throw new StoreError(
      `The backup ${path} could not be made: ${reason(error)}. Nothing was changed.`,
      error,
    );
  }
  makeRoom(backups, stem, path);
  return path;
}

/** Removes the oldest backups of a file, never `made`, whatever the clock said when it was named. */
function makeRoom(backups: string, stem: string, made: string): void {
  const others = names(backups, stem).map((name) => join(backups, name));
  try {
    for (const old of others.filter((path) => path !== made).slice(0, 1 - KEPT)) rmSync(old, { force: true });
  } catch {
    // Too many backups do no harm.
  }
}

/** Names of the backups of a file, the oldest first. */
function names(backups: string, stem: string): string[] {
  try {
    return readdirSync(backups)
      .filter((name) => name.startsWith(`${stem}-`))
      .sort();
  } catch {
    return [];
  }
}
