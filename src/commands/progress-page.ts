import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Progress } from '../learner/progress.ts';
import { BEGINNING, progressPage } from '../screen/html/page.ts';
import { loadPen } from '../screen/pen.ts';
import { createTheme } from '../screen/theme.ts';
import { UserError } from './environment.ts';
import type { Session } from './session.ts';
import { writeWhole } from './write-whole.ts';

/**
 * `progress --html`: writes a page to show to somebody; `-` is standard output. A page of ours is replaced by a newer one,
 * anything else only by force. Throws UserError when no file is named, or it is foreign or cannot be written.
 */
export async function writeProgressPage(
  { environment }: Session,
  file: string,
  progress: Progress,
  force: boolean,
): Promise<void> {
  checkName(file);
  const pen = await loadPen(createTheme({ colors: 0, unicode: true }), 'describe');
  const text = progressPage({ progress, now: Date.now(), inline: (markdown) => pen.inline(markdown) });
  if (file === '-') {
    environment.stdout.write(text);
    return;
  }
  if (existsSync(file) && !force && !isOurs(file)) {
    throw new UserError(
      `${file} exists already and is no progress page. Choose another name, or add --force to replace it.`,
    );
  }
  writeWhole(file, text);
  environment.stderr.write(`Written. Open ${pathToFileURL(resolve(file)).href} in a browser.\n`);
}

/** Refuses what cannot be meant as a file: nothing, an option that stands in its place, and a folder. */
function checkName(file: string): void {
  if (file === '') {
    throw new UserError(
      '--html needs the name of a file, and this one is empty. Write --html progress.html.',
      2,
    );
  }
  if (file !== '-' && file.startsWith('-')) {
    throw new UserError(
      `--html needs the name of a file, and ${file} looks like an option. If it is the name, write ./${file}.`,
      2,
    );
  }
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new UserError(`${file} is a folder. Name a file in it, such as ${join(file, 'progress.html')}.`);
  }
}

/** Whether a file begins as our pages do. What cannot be read is not ours; a pipe would make us wait. */
function isOurs(path: string): boolean {
  const beginning = Buffer.alloc(Buffer.byteLength(BEGINNING));
  try {
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      readSync(file, beginning, 0, beginning.length, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
  return beginning.toString('utf8') === BEGINNING;
}
