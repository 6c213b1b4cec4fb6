import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** An end of the process while a line was awaited, named as the prompts of rich mode name it. */
class AbortPromptError extends Error {
  override name = 'AbortPromptError';
}

class ExitPromptError extends Error {
  override name = 'ExitPromptError';
}

/** Longer lines are cut: nobody types them, and no answer needs them. */
const LONGEST = 4096;

/** Reads lines one at a time; lines that came early wait their turn. */
export class LineReader {
  private readonly waiting: string[] = [];
  private ended = false;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;
  private readonly reader;

  constructor(input: Readable, signal: AbortSignal) {
    this.reader = createInterface({ input, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
    this.reader.on('line', (line) => {
      this.waiting.push(line.slice(0, LONGEST));
      this.wake?.();
    });
    this.reader.on('close', () => {
      this.ended = true;
      this.wake?.();
    });
    this.reader.on('SIGINT', () => this.fail(new ExitPromptError()));
    // A terminal that has gone reports an error instead of an end.
    input.on('error', () => this.reader.close());
    if (signal.aborted) this.fail(new AbortPromptError());
    else signal.addEventListener('abort', () => this.fail(new AbortPromptError()), { once: true });
  }

  /** The next line, or undefined at the end of the input. */
  async next(): Promise<string | undefined> {
    while (this.waiting.length === 0 && !this.ended && !this.failure) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.failure) throw this.failure;
    return this.waiting.shift();
  }

  close(): void {
    this.reader.close();
  }

  private fail(error: Error): void {
    this.failure = error;
    this.wake?.();
  }
}
