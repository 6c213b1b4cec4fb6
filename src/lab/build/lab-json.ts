import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LabError } from '../error.ts';

const file = z.object({
  // No program can be given a NUL.
  start: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .regex(/^[^\0]*$/),
});
/** Bytes that a lab.json may have. */
const LONGEST = 64 * 1024;

/** The command that starts the learner's server, from the `lab.json` of its folder. Throws LabError. */
export function readStartCommand(folder: string): string {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new LabError(`There is no folder ${folder}.`);
  const path = join(folder, 'lab.json');
  let text: string;
  try {
    // A pipe or a device might never come to an end.
    const found = statSync(path);
    text = found.isFile() && found.size <= LONGEST ? readFileSync(path, 'utf8') : '';
  } catch {
    throw new LabError(
      `There is no lab.json in ${folder}. It says how your server is started: {"start": "node server.js"}`,
    );
  }
  const read = file.safeParse(parse(text));
  if (read.success) return read.data.start;
  throw new LabError(`${path} must say how your server is started: {"start": "node server.js"}`);
}

function parse(text: string): unknown {
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
