/**
 * How much a problem weighs. An *error* is wrong for every course. *Advice* is about how well a question measures or
 * teaches: worth a look, and the author decides.
 */
export type Severity = 'error' | 'advice';

/** Something wrong with a course, at a place, with how to mend it. */
export interface Problem {
  /** Path relative to the course folder. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  message: string;
  /** An error when absent. */
  severity?: Severity;
  /** The rule that found it, when it is one of `rules/`. */
  rule?: string;
}

/** `file:line:column  message`, the form in which editors make places clickable. */
export function formatProblem({ file, line, column, message, severity }: Problem): string {
  return `${file}:${line}:${column}  ${severity === 'advice' ? 'advice: ' : ''}${message}`;
}

/** A course that cannot be used. `problems` holds every reason, not only the first. */
export class CourseError extends Error {
  readonly exitCode = 2;

  constructor(
    message: string,
    readonly problems: Problem[] = [],
  ) {
    super(message);
    this.name = 'CourseError';
  }

  /** The first problems, a line each. */
  get details(): string[] {
    const lines = this.problems.slice(0, 10).map(formatProblem);
    const more = this.problems.length - lines.length;
    return more > 0 ? [...lines, `and ${more} more; backend-tutor course check shows all.`] : lines;
  }
}
