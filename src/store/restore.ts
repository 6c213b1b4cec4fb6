import { constants, copyFileSync, linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listBackups } from './backup.ts';
import { reason, StoreError } from './error.ts';

/**
 * Puts a backup in the place of the log. The log itself becomes a backup, so that nothing is lost, also not what another
 * process appends in the meantime. Answers the path of that backup, or undefined when there was no log. Throws StoreError, having changed nothing, if it
 * cannot be done.
 */
export function restoreBackup(folder: string, name: string, now: Date): string | undefined {
  const backup = listBackups(folder).find((each) => each.name === name);
  if (!backup) throw new StoreError(`There is no backup ${name} in ${folder}.`);
  const log = join(folder, 'answers.jsonl');
  const draft = `${log}.${process.pid}`;
  const kept = join(
    folder,
    'backups',
    `answers-${now.toISOString().replace(/[:.]/g, '-')}-before-restore.jsonl`,
  );
  try {
    copyFileSync(backup.path, draft, constants.COPYFILE_EXCL);
    const moved = renameIfThere(log, kept);
    putUnlessTaken(draft, log);
    return moved ? kept : undefined;
  } catch (error) {
    throw new StoreError(`The backup could not be brought back: ${reason(error)}. Nothing is lost.`, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Both ways fail where a rename would overwrite: another process may have begun a new log by now. */
function putUnlessTaken(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // Some file systems know no links.
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}

function renameIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return false;
  }
}
