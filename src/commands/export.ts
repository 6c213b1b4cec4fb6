import { existsSync } from 'node:fs';
import { plural } from '../screen/text.ts';
import { formatExport } from '../store/transfer.ts';
import { type Environment, UserError } from './environment.ts';
import { openSession } from './session.ts';
import { writeWhole } from './write-whole.ts';

/** `export`: all progress as one file, or on standard output. */
export async function exportProgress(
  environment: Environment,
  file: string | undefined,
  flags: { force?: boolean },
): Promise<void> {
  const { stdout, stderr } = environment;
  const { store, course } = await openSession(environment);
  const events = [...store.events()];
  const text = formatExport(events, course.index.title, new Date());
  if (file === undefined || file === '-') {
    stdout.write(text);
    return;
  }
  if (existsSync(file) && !flags.force) {
    throw new UserError(`${file} exists already. Choose another name, or add --force to replace it.`);
  }
  writeWhole(file, text);
  stderr.write(
    `${plural(events.length, 'event')} written to ${file}. backend-tutor import takes them up elsewhere.\n`,
  );
}
