import { cpSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabSummary } from '../lab/manifest.ts';
import { outputWidth } from '../screen/open.ts';
import { wrap } from '../screen/text.ts';
import { reason } from '../store/error.ts';
import { type Environment, UserError } from './environment.ts';
import { resolveName } from './names.ts';

/** `lab <lab> --init <dir>`: writes a starter into a folder; files that are there already are left alone. */
export function initLab(
  { stdout, env, packageDir }: Environment,
  lab: LabSummary,
  dir: string,
  language = 'javascript',
): void {
  if (!lab.builds)
    throw new UserError(`The lab ${lab.id} is explored, not built: backend-tutor lab ${lab.id}`, 2);
  const starter = fileURLToPath(new URL(`dist/labs/${lab.id}/starter`, packageDir));
  const languages = readdirSync(starter, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const chosen = resolveName('language', language, languages);
  const folder = resolve(dir);
  const sources = ['README.md', ...readdirSync(join(starter, chosen))];
  // A link that leads nowhere is there, too: to write through it would make a file elsewhere.
  const taken = sources.filter((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }));
  if (taken.length > 0) {
    throw new UserError(
      `${dir} holds ${taken.join(' and ')} already. Choose a new folder, so that nothing in this one is lost.`,
    );
  }
  try {
    mkdirSync(folder, { recursive: true });
    cpSync(join(starter, 'README.md'), join(folder, 'README.md'));
    cpSync(join(starter, chosen), folder, { recursive: true });
  } catch (error) {
    throw new UserError(`The starter could not be written to ${dir}: ${reason(error)}.`);
  }
  const width = outputWidth(stdout, env);
  const lines = [
    ...wrap(`A server that does too little is in ${dir}. README.md says what it has to do.`, width),
    '',
    ...sources.map((name) => `  ${join(dir, name)}`),
    '',
    `backend-tutor lab ${lab.id} --check ${dir}`,
    '  tells what is right already, and what is not.',
    `backend-tutor lab ${lab.id} --check ${dir} --watch`,
    '  does so whenever you save a file.',
    '',
    ...wrap('Any language will do: lab.json holds the command that starts your server.', width),
  ];
  stdout.write(`${lines.join('\n')}\n`);
}
