import type { Frame, KeyHint, Size } from '../view/frame.ts';

/** One key press. */
export interface Key {
  /** As Node names it: `up`, `return`, `space`, `a`, `1`. Empty for characters without a name. */
  name: string;
  /** The line typed so far and the cursor in it, for prompts that take text. */
  line: string;
  cursor: number;
  /** Whether it is part of a pasted text. */
  pasted?: boolean;
}

/** What a finished program answers. */
export interface Done<R> {
  done: R;
}

/**
 * One thing on the screen as pure functions: what it shows for a state, and which state follows a key. `run` brings
 * it to life, so that every program can be tested without a terminal.
 */
export interface Program<S, R> {
  start: S;
  update(state: S, key: Key, size: Size): S | Done<R>;
  view(state: S, size: Size): Frame;
  /** The state for another size of the terminal; the same one where there is no need. */
  resized?(state: S, size: Size): S;
  /** What the program answers when the learner quits. */
  quit: R;
  /** Whether letters are text; then `?` and `q` count only as a whole line. */
  typed?: boolean;
  /** Whether each line of a pasted text is entered; otherwise the first one waits for Enter. */
  takesLines?: boolean;
  /**
   * Called once at the beginning, for what changes without a key: `change` gives a new state, `finish` ends the program.
   * Answers how to stop listening.
   */
  listen?(change: (next: (state: S) => S) => void, finish: (result: R) => void): () => void;
  /** Called after each drawing. */
  shown?(state: S, size: Size): void;
}

export function done<R>(value: R): Done<R> {
  return { done: value };
}

export function isDone<R>(next: unknown): next is Done<R> {
  return typeof next === 'object' && next !== null && 'done' in next;
}

/** Keys that mean the same everywhere. */
export const HINTS = {
  readOn: { key: 'Enter', does: 'read on', help: 'Read on. Once all of it was on the screen, the key acts.' },
  help: { key: '?', does: 'help', help: 'Show or hide this help.' },
  quit: {
    key: 'q',
    does: 'quit',
    help: 'Leave. Everything so far is saved.',
  },
  back: { key: 'b', does: 'back', help: 'Go back to what was before.' },
  skip: {
    key: 's',
    does: "I don't know",
    help: 'See the answer and why. That is no shame: it counts as a gap to close.',
  },
} as const satisfies Record<string, KeyHint>;
