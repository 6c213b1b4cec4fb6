import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeCompiled } from '../src/course/compiled.ts';
import { formatProblem } from '../src/course/problem.ts';
import { readCourse } from '../src/course/read.ts';
import { indexCourse } from '../src/course/search.ts';

/** Compiles the course in `dir` into `folder`. Throws with every problem when its format is broken. */
export function compileCourse(dir: string, folder: string): void {
  const { course, problems } = readCourse(dir);
  if (problems.length > 0) {
    throw new Error(`The built-in course has mistakes:\n${problems.map(formatProblem).join('\n')}`);
  }
  writeCompiled(course, folder, 'built', indexCourse(course).save());
  // What is compiled for a learner is private to them; this is for everybody who may use the program.
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
  chmodSync(folder, 0o755);
}
