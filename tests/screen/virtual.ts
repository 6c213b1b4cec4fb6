import type { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import headless from '@xterm/headless';
import type { Program } from '../../src/screen/rich/program.ts';
import { run } from '../../src/screen/rich/run.ts';
import { createTheme } from '../../src/screen/theme.ts';

export const theme = createTheme({ colors: 0, unicode: true });

/** A terminal in memory: keys go in, and the screen can be read after each of them. */
export class VirtualTerminal {
  readonly emulator: headless.Terminal;
  readonly input = Object.assign(new PassThrough(), {
    isTTY: false,
    setRawMode: () => {},
  }) as unknown as NodeJS.ReadStream & PassThrough;
  readonly output: NodeJS.WriteStream;
  readonly stop = new AbortController();

  constructor(
    public columns = 80,
    public rows = 24,
  ) {
    this.emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
    const output = new Writable({
      write: (chunk, _encoding, done) => this.emulator.write(chunk, done),
    });
    this.output = Object.assign(output, { columns, rows, isTTY: true }) as unknown as NodeJS.WriteStream;
    // Prompts listen for the terminal's size.
    (this.output as unknown as EventEmitter).setMaxListeners(50);
  }

  start<S, R>(program: Program<S, R>): Promise<R> {
    const { input, output } = this;
    const answer = run(program, { input, output, theme, signal: this.stop.signal });
    // A test may end before its prompt does; whoever awaits the answer still hears of its end.
    answer.catch(() => {});
    return answer;
  }

  /** Presses one key and answers the screen once everything has been drawn. */
  async press(...keys: string[]): Promise<string[]> {
    for (const key of keys) {
      this.input.write(key);
      await this.settled();
    }
    return this.screen();
  }

  async resize(columns: number, rows: number): Promise<string[]> {
    this.emulator.resize(columns, rows);
    Object.assign(this.output, { columns, rows });
    this.output.emit('resize');
    await this.settled();
    return this.screen();
  }

  /** The lines on the screen, without trailing spaces and empty lines at the end. */
  async screen(): Promise<string[]> {
    await this.settled();
    const { active } = this.emulator.buffer;
    const lines = Array.from({ length: this.emulator.rows }, (_, row) => {
      return (
        active
          .getLine(active.baseY + row)
          ?.translateToString(true)
          .trimEnd() ?? ''
      );
    });
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** The body: all but the line of titles and the line of keys. */
  async body(): Promise<string[]> {
    const lines = (await this.screen()).slice(1, -1);
    while (lines[0] === '') lines.shift();
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** Turns of the event loop in which readline, the prompt and the emulator do their work. */
  private async settled(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => this.emulator.write('', resolve));
  }
}

export const KEYS = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  pageDown: '\x1b[6~',
  pageUp: '\x1b[5~',
  home: '\x1b[H',
  end: '\x1b[F',
  enter: '\r',
  space: ' ',
  backspace: '\x7f',
  ctrlC: '\x03',
  ctrlD: '\x04',
};
