import type { Course } from './course.ts';

/** One thing that real programs do, and the places of the course where it is shown. */
export interface Exchange {
  /** What happens, for messages. */
  name: string;
  /** Plays beside the others, since it only waits for another process. */
  apart?: true;
  play: (course: Course) => Promise<void> | void;
}

/** @throws with `what` when programs do not do what the course teaches. */
export function expects(what: string, program: unknown, taught: unknown): void {
  const [is, should] = [JSON.stringify(program), JSON.stringify(taught)];
  if (is !== should) throw new Error(`${what}: the course teaches ${should}, the program gives ${is}`);
}
