import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { reason } from '../store/error.ts';
import { UserError } from './environment.ts';

/**
 * Writes beside the file and renames, so that a half-written one never has its name. Private to the user. Throws UserError
 * when it cannot be written; then what had the name is still there.
 */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.part`;
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new UserError(`${path} could not be written: ${reason(error)}.`);
  }
}
