/** Why something is not as it should be. */
export interface Unmet {
  /** What would fulfil the task, as a noun phrase or clause: `a PUT to the address of the book`. */
  expected: string;
  /** What was there instead: `no request yet`, `a POST to /books`. */
  got: string;
  /** Who says so: `RFC 9110 §9.3.4`, or `the task` where it is only what the lab asks for. */
  rule: string;
}

/**
 * How a task stands. `open`: the right thing has not happened yet. `failed`: a wrong thing has happened; it can still be
 * mended by doing the right one, unless the task says otherwise.
 */
export type Verdict = { state: 'done' } | ({ state: 'open' } & Unmet) | ({ state: 'failed' } & Unmet);

export const DONE: Verdict = { state: 'done' };

export function notYet(expected: string, got: string, rule: string): Verdict {
  return { state: 'open', expected, got, rule };
}

export function wrong(expected: string, got: string, rule: string): Verdict {
  return { state: 'failed', expected, got, rule };
}
