import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Closing } from '../closing.ts';
import { LOOPBACK, listen } from '../listen.ts';
import { endWithUs } from './last-resort.ts';
import { family, groupLives, killAll, living, MARK, marked, signalGroup } from './tree.ts';

/** A process that was started for the learner. */
export interface Managed {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** What it wrote, standard output and standard error apart, the last 64 KiB of each. */
  readonly output: { stdout: string; stderr: string };
  /** How it ended, or undefined while it runs. */
  readonly ended: { code: number | null; signal: string | null } | undefined;
  /** Resolves when it and its whole group have ended. */
  readonly over: Promise<void>;
  /** Sends a signal to the group of the process: a shell that started the server would keep it to itself. */
  signal(name: NodeJS.Signals): void;
  /** Ends it and everything that it started. Answers whether something had left its group and had to be hunted down. */
  stop(): Promise<{ strayed: boolean }>;
}

/** How long a server may take to end by itself after SIGTERM, in milliseconds. */
const GRACE = 500;
const KEPT = 64 * 1024;

export interface StartOptions {
  /** The shell command from lab.json. */
  command: string;
  folder: string;
  /** The environment to start from; `PORT` and `HOST` are set here. */
  env: NodeJS.ProcessEnv;
  /** Kills it and everything that it started the instant that it aborts. */
  signal: AbortSignal;
}

/** Starts the learner's server with a free port in `PORT`. It may not listen yet; see `untilReady`. */
export async function startServer({ command, folder, env, signal }: StartOptions): Promise<Running> {
  const port = await freePort();
  const mark = randomUUID();
  const child = spawn(command, {
    cwd: folder,
    shell: true,
    // A group of its own, so that all of it can be ended at once.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, PORT: String(port), HOST: LOOPBACK, [MARK]: mark },
  });
  const running = new Running(child, port, mark);
  const callOff = endWithUs(running.pid);
  const kill = () => running.kill();
  signal.addEventListener('abort', kill, { once: true });
  void running.over.then(() => {
    signal.removeEventListener('abort', kill);
    callOff();
    promised.delete(port);
  });
  return running;
}

export class Running implements Managed {
  readonly output = { stdout: '', stderr: '' };
  ended: Managed['ended'];
  readonly over: Promise<void>;
  private host = LOOPBACK;
  private stopping: Promise<{ strayed: boolean }> | undefined;

  constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** Stands in the environment of everything that it starts. */
    readonly mark: string,
  ) {
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        this.output[name] = (this.output[name] + text).slice(-KEPT);
      });
    }
    this.over = new Promise((resolve) => {
      const end = (code: number | null, signal: string | null) => {
        this.ended ??= { code, signal };
        void this.groupGone().then(resolve);
      };
      child.once('exit', end);
      child.once('error', () => end(127, null));
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get url(): string {
    return `http://${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
  }

  /** The address at which it answers. */
  get address(): string {
    return this.host;
  }

  /** Notes that it listens on another loopback address than 127.0.0.1. */
  listensOn(host: string): void {
    this.host = host;
  }

  signal(name: NodeJS.Signals): void {
    if (this.pid > 0) signalGroup(this.pid, name);
  }

  stop(): Promise<{ strayed: boolean }> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  /** Ends it and everything that it started without giving it a moment. */
  kill(): void {
    const all = family(this.mark);
    this.signal('SIGKILL');
    killAll(all.map(({ pid }) => pid));
  }

  /** A shell may be gone before the server that it started. */
  private async groupGone(within = Number.POSITIVE_INFINITY): Promise<void> {
    const patience = performance.now() + within;
    while (this.pid > 0 && groupLives(this.pid) && performance.now() < patience) await wait(20);
  }

  private async end(): Promise<{ strayed: boolean }> {
    // Whoever hides can only be told by its parents, and only while they live.
    const known = family(this.mark).filter(({ group }) => group !== this.pid);
    if (this.pid > 0) {
      this.signal('SIGTERM');
      await this.groupGone(GRACE);
      this.signal('SIGKILL');
      await this.groupGone(GRACE);
    }
    let strays = [...marked(this.mark), ...living(known)];
    const strayed = strays.length > 0;
    const patience = performance.now() + GRACE;
    while (strays.length > 0 && performance.now() < patience) {
      killAll(strays.map(({ pid }) => pid));
      await wait(20);
      strays = [...marked(this.mark), ...living(strays)];
    }
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    return { strayed };
  }
}

/** Ports of processes that run or are about to listen: the system may offer one twice until somebody has taken it. */
const promised = new Set<number>();

/** A port that nobody listens on at this moment, nor is about to. */
async function freePort(): Promise<number> {
  const closing = new Closing();
  const port = await listen(createServer(), closing);
  await closing.close();
  if (promised.has(port)) return freePort();
  promised.add(port);
  return port;
}
