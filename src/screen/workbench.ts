import type { Heading } from './screen.ts';
import type { KeyHint } from './view/frame.ts';

/** How a line of a workbench looks. `text` is Markdown; the others are shown as they are. */
export type Tone = 'text' | 'plain' | 'sent' | 'received' | 'good' | 'bad' | 'faint';

export interface WorkLine {
  text: string;
  tone: Tone;
}

export interface WorkTask {
  title: string;
  state: 'done' | 'open' | 'failed';
}

/** A place to work in: tasks, what happens while they are done, and a line to type on. */
export interface Workbench extends Heading {
  tasks(): WorkTask[];
  /** What has been told so far, oldest first. */
  lines(): readonly WorkLine[];
  /** Calls `hear` with each line that is added, and without one when something else has changed. */
  watch(hear: (line?: WorkLine) => void): () => void;
  /** Does what was typed; answers `leave` when that was to leave. Never rejects. */
  enter(line: string): Promise<'stay' | 'leave'>;
  /** What can be typed, for the bottom line and for help. */
  keys: KeyHint[];
}
