import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { untilReady } from '../../src/lab/build/ready.ts';
import { type Running, startServer } from '../../src/lab/build/server.ts';
import { exchange } from '../../src/lab/client/http.ts';
import type { Reply, Request } from '../../src/lab/http-door.ts';
import type { Stage } from '../../src/lab/lab.ts';
import { FILE } from './guestbook.ts';
import { problem } from './routes.ts';

/** How long a program may take until it answers, in milliseconds. */
const READY_WITHIN = 4000;
/** How often a program that keeps ending is started again. */
const MOST_RESTARTS = 3;
/** Characters of a program's last words that are told. */
const TOLD = 600;
/** Fields that belong to one connection and not to the message (RFC 9110 §7.6.1), and those that are set anew. */
const OF_THE_HOP =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|content-length|expect)$/i;

/** Why a program does not run, in a sentence for the learner. */
export class LaunchError extends Error {}

/**
 * A program of the learner as a real process of this machine, with the learner's own rights: nothing shuts it in. It ends
 * with the stage.
 */
export class Program {
  private running: Running | undefined;
  private code = '';
  private restarts = 0;
  private count = 0;
  private isClosed = false;

  constructor(
    private readonly stage: Stage,
    private readonly name: string,
    /** Asked when it has ended by itself: whether it is to be started again. */
    private readonly isSupervised: () => boolean,
    /** Told when it has ended by itself. */
    private readonly told: (text: string) => void,
  ) {}

  get isUp(): boolean {
    return this.running !== undefined && this.running.ended === undefined;
  }

  /** Starts this source, and only when it answers, ends what ran before. Throws LaunchError, and what ran goes on. */
  async replace(code: string): Promise<void> {
    const fresh = await this.launch(code);
    const old = this.running;
    this.code = code;
    this.restarts = 0;
    this.watch(fresh);
    await old?.stop();
  }

  /** Ends it and starts it again: whatever it had in memory is gone. */
  async restart(): Promise<void> {
    await this.stop();
    this.watch(await this.launch(this.code));
  }

  async stop(): Promise<void> {
    const old = this.running;
    this.running = undefined;
    await old?.stop();
  }

  /** Hands a request on to it. `path` begins with `/`. */
  async forward({ method, query, fields, body }: Request, path: string): Promise<Reply> {
    if (!this.running || !this.isUp) return problem(502, 'Nothing answers here: no program is running.');
    const search = query.size > 0 ? `?${query}` : '';
    try {
      const answer = await exchange({
        url: new URL(this.running.url),
        target: path + search,
        address: this.running.address,
        method,
        fields: fields.filter(([name]) => !OF_THE_HOP.test(name)),
        ...(body.length > 0 && { body }),
        signal: this.stage.signal,
      });
      const headers: Record<string, string[]> = {};
      for (const [name, value] of answer.fields)
        if (!OF_THE_HOP.test(name)) headers[name] = [...(headers[name] ?? []), value];
      return { status: answer.status, headers, body: answer.body };
    } catch (error) {
      return problem(502, `The program gave no answer. ${(error as Error).message}`);
    }
  }

  private async launch(code: string): Promise<Running> {
    if (this.isClosed) throw new LaunchError('The lab is over.');
    // A release is never changed once it stands (The Twelve-Factor App, V): each one has a folder of its own.
    const folder = join(this.stage.folder(), `${this.name}-${++this.count}`);
    mkdirSync(folder);
    writeFileSync(join(folder, FILE), code);
    const { signal } = this.stage;
    const starting = startServer({ command: `"${execPath}" ${FILE}`, folder, env: {}, signal });
    this.stage.closing.add(async () => {
      this.isClosed = true;
      await (await starting).stop();
    });
    const running = await starting;
    try {
      await untilReady(running, signal, READY_WITHIN);
      return running;
    } catch {
      const { ended, output } = running;
      await running.stop();
      const words = `${output.stdout}\n${output.stderr}`.trim().slice(-TOLD);
      const why = ended
        ? 'The program ended before it answered.'
        : `The program did not answer within ${READY_WITHIN / 1000} seconds. It must listen on the port that the environment variable PORT names.`;
      throw new LaunchError(words ? `${why}\n${words}` : why);
    }
  }

  private watch(running: Running): void {
    this.running = running;
    void running.over.then(() => {
      if (this.running === running && !this.isClosed && !this.stage.signal.aborted) return this.fell(running);
    });
  }

  private async fell({ ended }: Running): Promise<void> {
    this.running = undefined;
    const how = ended?.signal ? `by ${ended.signal}` : `with exit code ${ended?.code}`;
    if (!this.isSupervised()) return this.told(`The program ended ${how}. Nobody starts it again.`);
    if (this.restarts++ === MOST_RESTARTS) return this.told('The program keeps ending. It stays down now.');
    try {
      this.watch(await this.launch(this.code));
      this.told(`The program ended ${how} and was started again.`);
    } catch (error) {
      this.told((error as Error).message);
    }
  }
}
