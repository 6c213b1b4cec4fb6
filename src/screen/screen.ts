import type { Feedback } from '../quiz/feedback.ts';
import type { Response } from '../quiz/response.ts';
import type { Shown } from '../quiz/show.ts';
import type { Pen } from './pen.ts';
import type { Size } from './view/frame.ts';
import type { Workbench } from './workbench.ts';

/** What stands at the top of everything shown: where the learner is. */
export interface Heading {
  title: string;
  /** Place in the run, `3/10`. */
  place?: string;
}

export interface Reading extends Heading {
  /** Markdown. */
  text: string;
  /** Index of the block to begin at, from an earlier `onPage`; 0 when absent, the last page when Infinity. */
  block?: number;
  /** Called with the first block of every page that is shown. */
  onPage?(block: number): void;
}

export interface Asking extends Heading {
  shown: Shown;
}

export interface Telling extends Asking {
  feedback: Feedback;
  /** A sentence after the verdict. */
  remark?: string;
}

export interface Choice<T> {
  label: string;
  /** What comes of choosing it, in a few words. */
  hint?: string;
  value: T;
}

export interface Menu<T> extends Heading {
  /** Lines above the choices. */
  text?: string;
  /** Whether `text` is Markdown. Plain lines show at once. */
  markdown?: boolean;
  choices: Choice<T>[];
  /** Index of the choice that is marked at first, in rich mode; 0 when absent. */
  at?: number;
}

/** Something that the program draws itself, such as charts. */
export interface Picture {
  title: string;
  /** Pages of lines for a terminal of a size, and what stands beside the title when there is only one. */
  draw(size: Size, pen: Pen): { place: string; pages: string[][] };
  /** The same in words, for plain mode: paragraphs, to be wrapped. */
  tell(pen: Pen): string[];
}

export type Move = 'next' | 'back' | 'skip' | 'quit';

/** Gone on from, back from, or left. From most notices, on and back lead to the same place. */
export type Gone = 'done' | 'back' | 'quit';

/**
 * The learner's view, in rich or plain mode. Every method shows one thing and answers what the learner did with it.
 * Ctrl-C rejects with an `ExitPromptError`, the end of the process (SIGTERM, SIGHUP) with an `AbortPromptError`.
 */
export interface Screen {
  /** Whether screens are redrawn (rich) or lines follow each other (plain). */
  readonly rich: boolean;
  read(reading: Reading): Promise<Move>;
  ask(asking: Asking): Promise<Response | 'back' | 'quit'>;
  /** Shows the answer just given and asks, with one key, whether the learner is sure of it. */
  sure(asking: Asking, response: Response): Promise<boolean | 'quit'>;
  tell(telling: Telling): Promise<'next' | 'back' | 'quit'>;
  choose<T>(menu: Menu<T>): Promise<T | 'quit'>;
  /** Shows a text that asks for nothing; plain mode prints it and goes on by itself. */
  show(reading: Reading): Promise<Gone>;
  /** Shows a picture, in plain mode the words for it. */
  draw(picture: Picture): Promise<'done' | 'quit'>;
  /** Shows a workbench, which changes by itself too, until the learner leaves it. */
  work(bench: Workbench): Promise<void>;
  confirm(question: string): Promise<boolean>;
  /** Lines for the time after the screen has been left: where things were saved, how to go on. */
  say(text: string): void;
  /** Gives the terminal back as it was found. Safe to call more than once. */
  close(): void;
}
