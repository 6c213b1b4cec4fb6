import type { Course } from './course.ts';

/** What differs and what failed, for people, then the counts. */
export function report(course: Course, failures: string[]): string {
  const marked = (mark: string, text: string) =>
    text
      .split('\n')
      .map((line) => `${mark} ${line}\n`)
      .join('');
  const parts = course.differences.map(
    ({ place, course: stands, program }) =>
      `${place}\n${stands === undefined ? '' : marked('-', stands)}${marked('+', program)}\n`,
  );
  const counts = `${course.recorded.size} blocks recorded, ${course.tried.size} given to real programs.\n`;
  return [...parts, ...failures.map((failure) => `failed: ${failure}\n`), counts].join('');
}
