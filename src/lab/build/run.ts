import { setDeadline } from '../deadline.ts';
import { LabError } from '../error.ts';
import type { Build, Stage } from '../lab.ts';
import type { LabPart, TaskText } from '../manifest.ts';
import { openStage, type StageOptions } from '../stage.ts';
import type { Unmet } from '../verdict.ts';
import { exchangeText } from './exchange-text.ts';
import { CheckFailed, CheckSkipped, type Judged } from './judge.ts';
import { CheckJudge } from './judging.ts';
import { readStartCommand } from './lab-json.ts';
import { lastLines, READY_WITHIN, tail, untilReady } from './ready.ts';
import { type Running, startServer } from './server.ts';

/** Where the learner's server is: a folder with a lab.json, or an address at which it runs already. */
export type Target = { folder: string; env: NodeJS.ProcessEnv } | { url: string };

export interface CheckResult {
  task: TaskText;
  state: 'passed' | 'failed' | 'skipped';
  /** Why it failed. */
  unmet?: Unmet;
  /** The exchange that shows it, as it was on the wire. */
  exchange?: { sent: string; received: string };
  /** What a server that lives on has written to standard error while it broke down over this: the last lines. */
  wrote?: string;
  /** Why it was skipped. */
  why?: string;
}

export interface RunOptions extends StageOptions {
  signal: AbortSignal;
  /** Called after each check. */
  onCheck?(result: CheckResult): void;
  /** Called when the server answers for the first time, with how long that took, in milliseconds. */
  onReady?(ms: number): void;
  /** How long the server may take to answer, in milliseconds; 15,000 when absent. */
  readyWithin?: number;
}

/** How long one check may take, in milliseconds. */
const CHECK_WITHIN = 30_000;

/**
 * Starts the learner's server, runs all checks and ends whatever was started. Throws LabError when the server does not come
 * up; whatever is wrong with its behaviour stands in the results.
 */
export async function runChecks(
  part: LabPart,
  code: Build,
  target: Target,
  options: RunOptions,
): Promise<CheckResult[]> {
  const stage = openStage(options);
  try {
    const env = (await code.open?.(stage)) ?? {};
    const bench = new Bench(target, env, stage, options);
    const ms = await bench.begin();
    options.onReady?.(ms);
    const results: CheckResult[] = [];
    for (const task of part.tasks) {
      options.signal.throwIfAborted();
      const check = code.checks[task.id];
      if (!check) throw new Error(`The lab's code knows no check "${task.id}".`);
      const result = await bench.check(task, check);
      results.push(result);
      options.onCheck?.(result);
    }
    await bench.end(results);
    return results;
  } finally {
    await stage.closing.close();
  }
}

/** The server under judgement, started again when it dies. */
class Bench {
  private server: Running | undefined;

  constructor(
    private readonly target: Target,
    private readonly env: Record<string, string>,
    private readonly stage: Stage,
    private readonly options: RunOptions,
  ) {}

  async begin(): Promise<number> {
    if ('url' in this.target) return 0;
    const { server, ms } = await this.start({});
    this.server = server;
    return ms;
  }

  async check(task: TaskText, check: Build['checks'][string]): Promise<CheckResult> {
    const instances: Running[] = [];
    if (this.server?.ended) await this.begin();
    const limit = setDeadline(CHECK_WITHIN, this.options.signal);
    const { signal } = limit;
    const written = this.server?.output.stderr ?? '';
    const judge = new CheckJudge({
      stage: this.stage,
      url: 'url' in this.target ? this.target.url : this.server!.url,
      env: this.env,
      server: this.server,
      signal,
      start: async (env) => {
        const { server } = await this.start(env);
        instances.push(server);
        return server;
      },
    });
    try {
      await within(check(judge), signal);
      const died = this.deathOf(judge);
      return died ? failure(task, died) : { task, state: 'passed' };
    } catch (error) {
      this.options.signal.throwIfAborted();
      if (error instanceof CheckSkipped) return { task, state: 'skipped', why: error.message };
      // Whoever has died cannot answer: that is the reason then, not what was missing in the answer.
      if (error instanceof CheckFailed)
        return failure(task, (await this.deathSoon(judge)) ?? error, this.wordsAbout(error, written));
      if (error instanceof LabError) {
        const unmet = { expected: 'another instance that starts', got: error.message, rule: 'the lab' };
        return failure(task, new CheckFailed(unmet));
      }
      if (!signal.aborted) throw error;
      const late = { expected: `an end within ${CHECK_WITHIN / 1000} seconds`, got: 'none', rule: 'the lab' };
      return failure(task, new CheckFailed(late, judge.last));
    } finally {
      limit.clear();
      await Promise.all(instances.map((each) => each.stop()));
    }
  }

  /** Ends the server, and notes it when something that it started had slipped away. */
  async end(results: CheckResult[]): Promise<void> {
    const last = results.at(-1);
    const { strayed } = (await this.server?.stop()) ?? { strayed: false };
    if (!strayed || !last || last.state === 'failed') return;
    const got = 'a process that went on in the background (it has been ended)';
    last.state = 'failed';
    last.unmet = {
      expected: 'a server that takes everything with it when it is told to end',
      got,
      rule: 'the lab',
    };
  }

  private async start(env: Record<string, string>): Promise<{ server: Running; ms: number }> {
    if ('url' in this.target) throw new Error('A server at an address is never started.');
    const { folder, env: outer } = this.target;
    const command = readStartCommand(folder);
    const server = await startServer({
      command,
      folder,
      env: { ...outer, ...this.env, ...env },
      signal: this.options.signal,
    });
    this.stage.closing.add(() => server.stop());
    const limit = this.options.readyWithin ?? READY_WITHIN;
    return { server, ms: await untilReady(server, this.options.signal, limit) };
  }

  /** A server that was closing its last connection may need a moment to be gone; so may what it writes to be heard. */
  private async deathSoon(judge: CheckJudge): Promise<CheckFailed | undefined> {
    if (judge.last && isBroken(judge.last) && this.server) {
      await Promise.race([this.server.over, new Promise((resolve) => setTimeout(resolve, 200))]);
    }
    return this.deathOf(judge);
  }

  /** What a server that lives on has written to standard error since `before`, when it broke down. */
  private wordsAbout({ exchange }: CheckFailed, before: string): string {
    if (!this.server || this.server.ended || !exchange || !isBroken(exchange)) return '';
    const { stderr } = this.server.output;
    return lastLines(stderr.startsWith(before) ? stderr.slice(before.length) : stderr);
  }

  private deathOf({ last }: CheckJudge): CheckFailed | undefined {
    if (!this.server?.ended) return undefined;
    const { code, signal } = this.server.ended;
    const how = signal ? `by ${signal}` : `with exit code ${code}`;
    const unmet = {
      expected: 'a server that survives every request',
      got: `one that ended ${how}.${tail(this.server)}`,
      rule: 'the lab',
    };
    return new CheckFailed(unmet, last);
  }
}

/** Whether a server broke down over a request: no whole answer, or 500, with which frameworks answer for it. */
function isBroken({ status }: Pick<Judged, 'status'>): boolean {
  return status === 0 || status === 500;
}

function failure(task: TaskText, { unmet, exchange }: CheckFailed, wrote = ''): CheckResult {
  return {
    task,
    state: 'failed',
    unmet,
    ...(exchange && { exchange: exchangeText(exchange) }),
    ...(wrote && { wrote }),
  };
}

/** Waits for `work` until `signal` aborts; then rejects with its reason. */
async function within(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = () => {};
  const over = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
  });
  signal.addEventListener('abort', stop, { once: true });
  // What ends later ends unheard.
  work.catch(() => {});
  try {
    await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
