import { createHash } from 'node:crypto';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type OpenCourse, openInMemory, readCompiled, writeCompiled } from './compiled.ts';
import { CourseError } from './problem.ts';

/** Of the time that a course takes to be read and compiled, the share that goes into reading. */
const READING = 0.85;

/**
 * Opens the course in `dir`, from its compiled form under `cache` when the files have not changed since, else by
 * reading, checking the format and compiling; then `onProgress` is told the share that is done, from 0 to 1. Throws
 * CourseError with every problem of format.
 */
export async function openCourse(
  dir: string,
  cache: string,
  onProgress: (share: number) => void = () => {},
): Promise<OpenCourse> {
  let root: string;
  try {
    root = realpathSync(dir);
  } catch {
    throw new CourseError(`There is no course folder at ${dir}.`);
  }
  const stamp = stampOf(root);
  const folder = join(cache, createHash('sha256').update(root).digest('hex').slice(0, 32));
  const compiled = readCompiled(folder, stamp);
  if (compiled) return compiled;

  const [{ readCourse }, { indexCourse }] = await Promise.all([import('./read.ts'), import('./search.ts')]);
  try {
    const { course, problems } = readCourse(root, (share) => onProgress(share * READING));
    if (problems.length > 0) throw new CourseError(`The course in ${dir} has mistakes.`, problems);
    try {
      writeCompiled(course, folder, stamp, indexCourse(course).save());
    } catch {
      // A cache that cannot be written costs time and nothing else.
    }
    return openInMemory(course);
  } finally {
    onProgress(1);
  }
}

/** Changes whenever a file of the course is added, removed, or written. */
function stampOf(root: string): string {
  const seen: string[] = [];
  for (const part of ['lessons', 'quizzes']) addFolder(seen, `${root}${sep}${part}`, 2);
  return createHash('sha256').update(seen.join('\n')).digest('hex');
}

/** Notes what is in a folder. This runs at every start, for thousands of files in a large course. */
function addFolder(seen: string[], folder: string, depth: number): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const path = folder + sep + name;
    // Of a link this tells what it leads to, so that a linked file or folder is noticed when it changes.
    const stat = statOf(path);
    if (stat?.isDirectory()) {
      if (depth > 1) addFolder(seen, path, depth - 1);
      continue;
    }
    seen.push(`${path}\0${stat?.size}\0${stat?.mtimeMs}`);
  }
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
