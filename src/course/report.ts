import type { Problem } from './problem.ts';

/** Notes one problem. */
export type Report = (file: string, place: { line: number; column: number }, message: string) => void;

/** A report that adds to `problems`. */
export function reporter(problems: Problem[]): Report {
  return (file, place, message) => problems.push({ file, ...place, message });
}

/** Indexes of values that stood in the list before. */
export function repeated(values: string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}
