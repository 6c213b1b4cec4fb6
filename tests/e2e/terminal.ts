import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

export const BIN = fileURLToPath(new URL('../../bin/backend-tutor.js', import.meta.url));

/** What Node itself has to say about a program is nothing for who uses it. */
export const WARNING = /^\(node:\d+\) /m;

/** The Node.js that runs the program: the one of the tests unless another is named. */
export const NODE = process.env.TUTOR_NODE || process.execPath;

/** The program on a real pseudo-terminal, seen through a terminal emulator. */
export class Terminal {
  readonly exited: Promise<{ code: number; signal: number }>;
  private readonly pty: IPty;
  private readonly emulator: headless.Terminal;
  private readonly listeners = new Set<() => void>();
  private written = '';
  private warned = false;
  private ended: { code: number; signal: number } | undefined;

  constructor(
    args: string[],
    readonly home: string,
    { columns = 80, rows = 24, env = {}, node = NODE, shell }: TerminalOptions = {},
  ) {
    this.emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    const [program, ...words] = shell ?? [node, BIN, ...args];
    this.pty = spawn(program!, words, {
      name: 'xterm-256color',
      cols: columns,
      rows,
      cwd: home,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        BACKEND_TUTOR_HOME: join(home, 'data'),
        LANG: 'C.UTF-8',
        TERM: 'xterm-256color',
        ...env,
      },
    });
    this.pty.onData((data) => {
      this.written += data;
      this.warned ||= WARNING.test(data);
      this.emulator.write(data, () => this.changed());
    });
    this.exited = new Promise((resolve) => {
      this.pty.onExit(({ exitCode, signal }) => {
        // What was written last may still be on its way through the emulator.
        this.emulator.write('', () => {
          this.ended = { code: exitCode, signal: signal ?? 0 };
          this.changed();
          resolve(this.ended);
        });
      });
    });
  }

  /** The screen's lines, without trailing spaces. */
  lines(): string[] {
    const { active } = this.emulator.buffer;
    return Array.from({ length: this.emulator.rows }, (_, row) => {
      return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
    });
  }

  text(): string {
    return this.lines().join('\n');
  }

  /** Everything that was written to the terminal so far. */
  raw(): string {
    return this.written;
  }

  /** What cells hold and how they look, for pictures. */
  get buffer(): headless.IBuffer {
    return this.emulator.buffer.active;
  }

  get alternate(): boolean {
    return this.emulator.buffer.active.type === 'alternate';
  }

  /** Waits until the screen shows `wanted`; fails with the screen when it never does. */
  async see(wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
    const fits = (text: string) =>
      typeof wanted === 'function'
        ? wanted(text)
        : typeof wanted === 'string'
          ? text.includes(wanted)
          : wanted.test(text);
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        if (this.warned) finish(() => reject(this.failure(wanted, 'Node warned the user')));
        else if (fits(this.text())) finish(resolve);
        else if (this.ended) finish(() => reject(this.failure(wanted, 'the program ended')));
      };
      const timer = setTimeout(() => finish(() => reject(this.failure(wanted, 'time is up'))), 45_000);
      const finish = (how: () => void) => {
        clearTimeout(timer);
        this.listeners.delete(check);
        how();
      };
      this.listeners.add(check);
      check();
    });
    return this.text();
  }

  /**
   * The same for a whole screen, to compare it or to go on from it: a frame may arrive in pieces, and its last line, the
   * keys, tells that all of it is there.
   */
  seeWhole(wanted: string): Promise<string> {
    return this.see((text) => text.includes(wanted) && isWhole(text));
  }

  /** Presses keys and waits until another whole screen stands there. Between two prompts the screen is empty. */
  async press(keys: string): Promise<string> {
    const before = await this.see(isWhole);
    this.type(keys);
    return this.see((text) => text !== before && isWhole(text));
  }

  type(keys: string): void {
    this.pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.emulator.resize(columns, rows);
    this.pty.resize(columns, rows);
  }

  kill(signal: string): void {
    this.pty.kill(signal);
  }

  /** Ends the process if it still runs. */
  end(): void {
    if (!this.ended) this.pty.kill('SIGKILL');
  }

  private changed(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private failure(wanted: unknown, why: string): Error {
    return new Error(`${why} before the screen showed ${wanted}. It showed:\n${this.text()}`);
  }
}

/** Whether the line of keys is there, which is drawn last. */
export function isWhole(text: string): boolean {
  return /\bhelp\b.*\bquit$/.test(text.trimEnd());
}

export interface TerminalOptions {
  columns?: number;
  rows?: number;
  env?: Record<string, string>;
  node?: string;
  /** Run this instead of the program. */
  shell?: string[];
}

export const KEY = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  enter: '\r',
  space: ' ',
  ctrlC: '\x03',
  ctrlD: '\x04',
};

/** A home of its own for one test. */
export function temporaryHome(): { home: string; remove(): void } {
  const home = mkdtempSync(join(tmpdir(), 'backend-tutor-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}
