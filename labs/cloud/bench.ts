import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath, version as nodeVersion } from 'node:process';
import { openHttpDoor, type Reply, type Request } from '../../src/lab/http-door.ts';
import type { Door, Stage } from '../../src/lab/lab.ts';
import { FILE } from './guestbook.ts';
import { KERNEL } from './kernel.ts';
import { LaunchError, Program } from './program.ts';
import { dispatch, problem, type Route } from './routes.ts';
import { say } from './said.ts';

/** Milliseconds that a build may take. */
const BUILD_WITHIN = 10_000;

const WAY = `Bench, a platform (PaaS). You push a program; we build and run it.
PUT /apps/guestbook/code   a program for Node, one file, as it is
GET /apps/guestbook        how it is
    /apps/guestbook/web/   your program answers here
It runs on your own computer, as you, not shut in. It is told its port in PORT.
`;

/** The platform. Its whole control plane is one resource: the code. */
export class Bench {
  private kernel: string = KERNEL.weak;
  private release = 0;
  private readonly program: Program;
  /** One push after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly stage: Stage) {
    this.program = new Program(
      stage,
      'bench',
      () => true,
      (text) => say(stage, 'bench', 'program', { text }),
    );
  }

  open(): Promise<Door> {
    const routes: Route[] = [
      [/^\/$/, { GET: () => ({ status: 200, body: WAY }) }],
      [/^\/apps\/guestbook$/, { GET: () => ({ status: 200, body: this.status() }) }],
      // Only by PUT: a form on a web page cannot send one, so no page can push a program.
      [/^\/apps\/guestbook\/code$/, { PUT: (request) => this.queue(() => this.push(request)) }],
      [/^\/apps\/guestbook\/web(\/.*)$/, { '*': (request, [path]) => this.program.forward(request, path!) }],
      [
        /^\/(machines|packages|system|upgrade|apps\/guestbook\/(upgrade|restart|packages))\b/,
        { '*': refuse },
      ],
    ];
    return openHttpDoor(this.stage, {
      name: 'bench',
      what: 'Bench, you push a program',
      handle: (request) => dispatch(routes, request),
    });
  }

  /** What the provider does by itself when its machines have a weakness. */
  patchSystem(): Promise<void> {
    return this.queue(async () => {
      this.kernel = KERNEL.mended;
      try {
        if (this.release > 0) await this.program.restart();
      } catch (error) {
        if (!(error instanceof LaunchError)) throw error;
        say(this.stage, 'bench', 'program', { text: error.message });
      }
      say(this.stage, 'bench', 'patched', {
        layer: 'the operating system',
        note:
          this.release > 0 ? '(the provider did it, and started your program anew)' : '(the provider did it)',
      });
    });
  }

  private status(): object {
    return {
      release: this.release,
      running: this.program.isUp,
      runtime: `Node ${nodeVersion}`,
      kernel: this.kernel,
    };
  }

  private queue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => {});
    return result;
  }

  private async push({ text }: Request): Promise<Reply> {
    if (text.trim() === '') return problem(422, 'There is no program in the content.');
    const fault = await this.build(text);
    if (fault !== undefined) return problem(422, `The build failed. What ran before goes on.\n${fault}`);
    try {
      await this.program.replace(text);
    } catch (error) {
      if (!(error instanceof LaunchError)) throw error;
      return problem(422, `The build went well, but: ${error.message}\nWhat ran before goes on.`);
    }
    const isFirst = this.release++ === 0;
    return {
      status: isFirst ? 201 : 200,
      body: { release: this.release, build: 'no fault found', web: '/apps/guestbook/web/' },
    };
  }

  /** Looks whether it is a program at all. Answers what is wrong with it. */
  private build(code: string): Promise<string | undefined> {
    const folder = this.stage.folder();
    writeFileSync(join(folder, FILE), code);
    return new Promise((resolve) => {
      const limits = { timeout: BUILD_WITHIN, signal: this.stage.signal, env: {}, windowsHide: true };
      const child = execFile(execPath, ['--check', FILE], { cwd: folder, ...limits }, (error, _, words) => {
        resolve(error ? words.trim().replaceAll(folder, '').slice(0, 600) : undefined);
      });
      this.stage.closing.add(() => child.kill('SIGKILL'));
    });
  }
}

function refuse(): Reply {
  return problem(403, 'The machines, their system and Node are the business of Bench. Yours is the program.');
}
