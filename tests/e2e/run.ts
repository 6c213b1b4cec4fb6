import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../fixtures/folder.ts';
import { TEA } from '../fixtures/tea.ts';
import type { Outcome } from './plain.ts';
import { BIN, NODE, WARNING } from './terminal.ts';

export interface RunOptions {
  home: string;
  input?: string;
  /** Besides the usual ones; undefined takes one away. */
  env?: Record<string, string | undefined>;
  /** JavaScript that runs in the program's process before the program. */
  preload?: string;
  /** Run as a user who has no rights of their own: permissions mean nothing to root. */
  powerless?: boolean;
  /** No file may grow beyond these KiB. */
  room?: number;
}

/** The user "nobody". */
const NOBODY = 65534;

/** Runs the program without a terminal under special circumstances, gives it all its input, and waits for its end. */
export function run(
  args: string[],
  { home, input = '', env = {}, preload, powerless, room }: RunOptions,
): Promise<Outcome> {
  const whole: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    HOME: home,
    BACKEND_TUTOR_HOME: join(home, 'data'),
    LANG: 'C.UTF-8',
    ...(preload !== undefined && { NODE_OPTIONS: `--require=${script(preload)}` }),
    ...env,
  };
  const command = [NODE, BIN, ...args];
  // With its signal heeded by nobody, the limit ends the process instead of refusing to write.
  if (room !== undefined) {
    command.unshift('bash', '-c', `ulimit -f ${room}; exec "$0" "$@"`);
    whole.NODE_OPTIONS = `--require=${script("process.on('SIGXFSZ', () => {});")}`;
  }
  return new Promise((resolve, reject) => {
    const child = spawn(command[0]!, command.slice(1), {
      cwd: home,
      env: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)),
      ...(powerless && process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.stdin.on('error', () => {});
    child.on('close', (code) => {
      if (WARNING.test(err)) reject(new Error(`The program lets Node warn its user: ${err}`));
      else resolve({ code, out, err });
    });
    child.stdin.end(input);
  });
}

function script(code: string): string {
  const folder = temporaryFolder();
  // Readable for others too.
  chmodSync(folder, 0o755);
  const path = join(folder, 'preload.cjs');
  writeFileSync(path, code);
  return path;
}

/** The same on the tea course. */
export function tea(args: string[], options: RunOptions): Promise<Outcome> {
  return run([...args, '--course', TEA], options);
}

/** Why permissions cannot be tested here; undefined when they can. */
export function whyNotPowerless(): string | undefined {
  if (!process.getuid) return 'this system has no such permissions';
  if (process.getuid() !== 0) return undefined;
  const { status } = spawnSync(NODE, [BIN, '--version'], { uid: NOBODY, gid: NOBODY, cwd: '/' });
  return status === 0 ? undefined : 'the tests run as root, and nobody else can read the program';
}

/** Gives a folder and all in it to the user of `powerless` runs. */
export function giveAway(folder: string): void {
  if (process.getuid?.() === 0) spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
}

/** Everything in a folder: kind, permissions and content by path. */
export function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      const found = lstatSync(path);
      const mode = (found.mode & 0o777).toString(8);
      if (found.isSymbolicLink()) return [name, `link to ${readlinkSync(path)}`];
      if (found.isDirectory()) return [name, `folder ${mode}`];
      return [name, `${mode} ${found.mtimeMs} ${readFileSync(path, 'latin1')}`];
    }),
  );
}
