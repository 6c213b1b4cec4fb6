import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputWidth } from '../screen/open.ts';
import { wrap } from '../screen/text.ts';
import { reason } from '../store/error.ts';
import { type Environment, UserError } from './environment.ts';

/** `course new`: writes a small working course into a folder that is empty or not there yet. */
export function courseNew({ stdout, env, packageDir }: Environment, dir: string): void {
  const folder = resolve(dir);
  if (filesIn(folder).length > 0) {
    throw new UserError(`${dir} is not empty. Choose a new folder, so that nothing in this one is lost.`);
  }
  try {
    mkdirSync(folder, { recursive: true });
    cpSync(fileURLToPath(new URL('template', packageDir)), folder, { recursive: true });
    // The schemas go along, so that editors find them wherever the course is kept.
    cpSync(fileURLToPath(new URL('schemas', packageDir)), join(folder, 'schemas'), { recursive: true });
  } catch (error) {
    throw new UserError(`The course could not be written to ${dir}: ${reason(error)}.`);
  }
  const written = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('schemas'))
    .sort();
  const lines = [
    `A course about bicycle gears is in ${dir}. Make it yours: every file says in comments what it is for.`,
    '',
    ...written.map((path) => `  ${join(dir, path)}`),
    '',
    `backend-tutor course check ${dir}`,
    '  tells what is wrong, and where.',
    `backend-tutor start --course ${dir}`,
    '  lets you learn from it.',
  ];
  const width = outputWidth(stdout, env);
  stdout.write(`${lines.flatMap((line) => (line.startsWith(' ') ? line : wrap(line, width))).join('\n')}\n`);
}

/** Names in a folder; none when there is no such folder. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new UserError(`${folder} is a file. Choose another name.`);
    throw new UserError(`${folder} cannot be read: ${reason(error)}.`);
  }
}
