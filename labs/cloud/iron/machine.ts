import type { Reply, Request } from '../../../src/lab/http-door.ts';
import type { Stage } from '../../../src/lab/lab.ts';
import { FILE } from '../guestbook.ts';
import { KERNEL } from '../kernel.ts';
import { LaunchError, Program } from '../program.ts';
import { problem } from '../routes.ts';
import { say } from '../said.ts';

/** A rented machine. It is acted, all but the learner's program, which is a real process. */
export class Machine {
  private power: 'off' | 'on' = 'off';
  private kernel: string = KERNEL.weak;
  private installedKernel: string = KERNEL.weak;
  private isNodeThere = false;
  private code: string | undefined;
  private service: { run: string; restart: 'always' | 'no' } | undefined;
  private readonly program: Program;

  constructor(
    private readonly stage: Stage,
    readonly id: string,
    /** Whether an update of the system has been published. */
    private readonly isUpdateOut: () => boolean,
  ) {
    this.program = new Program(
      stage,
      'iron',
      () => this.power === 'on' && this.service?.restart === 'always',
      (text) => say(stage, 'iron', 'program', { text }),
    );
  }

  get status(): object {
    return {
      id: this.id,
      power: this.power,
      kernel: this.kernel,
      packages: this.isNodeThere ? ['node'] : [],
      files: this.code === undefined ? [] : [FILE],
      service: this.service ?? null,
      running: this.program.isUp,
    };
  }

  async start(): Promise<Reply> {
    if (this.power === 'on') return { status: 200, body: this.status };
    this.power = 'on';
    if (this.kernel !== this.installedKernel) {
      this.kernel = this.installedKernel;
      say(this.stage, 'iron', 'runs', { kernel: `kernel ${this.kernel}`, note: '(you patched it)' });
    }
    if (this.service?.restart === 'always') await this.runService();
    return { status: 200, body: this.status };
  }

  async stop(): Promise<Reply> {
    this.power = 'off';
    await this.program.stop();
    return { status: 200, body: this.status };
  }

  async restart(): Promise<Reply> {
    if (this.power === 'off') return OFF;
    await this.stop();
    return this.start();
  }

  install(name: string): Reply {
    if (this.power === 'off') return OFF;
    if (name !== 'node') return problem(404, `There is no package "${name}" here. There is node.`);
    this.isNodeThere = true;
    return { status: 200, body: this.status };
  }

  copy({ text }: Request): Reply {
    if (this.power === 'off') return OFF;
    if (text.trim() === '') return problem(422, 'There is no program in the content.');
    this.code = text;
    return { status: 200, body: this.status };
  }

  /** Sets up a service and starts it anew: what was copied since takes effect now. */
  async serve({ text }: Request): Promise<Reply> {
    if (this.power === 'off') return OFF;
    const wanted = readService(text);
    if (!wanted)
      return problem(422, `Send {"run":"node ${FILE}","restart":"always"}; restart may also be "no".`);
    this.service = wanted;
    const fault = await this.runService();
    return fault === undefined ? { status: 200, body: this.status } : problem(422, fault);
  }

  upgrade(): Reply {
    if (this.power === 'off') return OFF;
    if (!this.isUpdateOut()) return problem(200, `Nothing to do: kernel ${this.kernel} is the newest.`);
    this.installedKernel = KERNEL.mended;
    return problem(
      200,
      `Kernel ${KERNEL.mended} is installed. Kernel ${this.kernel} runs until the machine restarts.`,
    );
  }

  async web(request: Request, path: string): Promise<Reply> {
    // In the world, nothing would answer at all; this address is the door's, so the door says it.
    if (this.power === 'off') return problem(502, 'The machine is off: nobody is at its address.');
    return this.program.forward(request, path);
  }

  /** Answers what went wrong, in the words of a shell. */
  private async runService(): Promise<string | undefined> {
    if (!this.isNodeThere) return 'sh: node: not found. A fresh machine has no runtime.';
    if (this.code === undefined) return `Error: Cannot find module '/srv/${FILE}'. Nobody has copied it yet.`;
    try {
      await this.program.stop();
      await this.program.replace(this.code);
      return undefined;
    } catch (error) {
      if (error instanceof LaunchError) return error.message;
      throw error;
    }
  }
}

const OFF = problem(409, 'The machine is off. Nobody is there to do it.');

function readService(text: string): { run: string; restart: 'always' | 'no' } | undefined {
  try {
    const { run, restart = 'no' } = JSON.parse(text);
    return run === `node ${FILE}` && (restart === 'always' || restart === 'no')
      ? { run, restart }
      : undefined;
  } catch {
    return undefined;
  }
}
