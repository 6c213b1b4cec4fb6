import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished, TestRunner } from 'vitest';
import type { ClientLine } from '../../src/lab/client/client.ts';
import { Exploration, type TaskState } from '../../src/lab/explore.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { readLab } from '../../src/lab/read-lab.ts';
import type { StageOptions } from '../../src/lab/stage.ts';
import type { WireEvent } from '../../src/lab/wire.ts';

export function labText(id: string) {
  const url = new URL(`../../labs/${id}/lab.yaml`, import.meta.url);
  return readLab(readFileSync(fileURLToPath(url), 'utf8'), id);
}

/** An exploration under test; it is closed when the test is over. */
export class Explored {
  readonly wire: WireEvent[] = [];
  readonly news: TaskState[] = [];
  exploration!: Exploration;

  static async open(id: string, lab: Lab, options: StageOptions = {}): Promise<Explored> {
    const explored = new Explored();
    explored.exploration = await Exploration.open(
      labText(id).explore!,
      lab.explore!,
      { wire: (event) => explored.wire.push(event), task: (task) => explored.news.push(task) },
      options,
    );
    onTestFinished(() => explored.exploration.close());
    return explored;
  }

  /** How each task stands, by id. */
  get states(): Record<string, string> {
    return Object.fromEntries(this.exploration.tasks.map(({ text, verdict }) => [text.id, verdict.state]));
  }

  task(id: string): TaskState {
    return this.exploration.tasks.find(({ text }) => text.id === id)!;
  }

  /** Ids of the tasks that are done. */
  get done(): string[] {
    return this.exploration.tasks
      .filter(({ verdict }) => verdict.state === 'done')
      .map(({ text }) => text.id);
  }

  /** The address of a door. */
  at(name: string): string {
    return this.exploration.doors.find((door) => door.name === name)!.address;
  }

  /** Types a line at the prompt and answers what is shown, as text. */
  async type(line: string): Promise<string> {
    return told(await this.exploration.enter(line));
  }

  /** Runs the real curl. Answers its exit code and what it printed. */
  curl(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    return run('curl', ['--noproxy', '*', '--silent', '--show-error', '--max-time', '10', ...args]);
  }
}

export function told(lines: ClientLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}

/** Whether the machine has Python: servers in it can be tried only then. */
export const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

/** Those of several servers, by name, that can be run on this machine. */
export function runnable(names: string[]): string[] {
  return names.filter((name) => HAS_PYTHON || !/-py$|^python$/.test(name));
}

/** Runs a program to its end. Skips the test where the program is not installed. */
export async function run(
  program: string,
  args: string[],
): Promise<{ code: number; out: string; err: string }> {
  const ended = await new Promise<{ error: Error | null; out: string; err: string }>((resolve) => {
    execFile(program, args, { encoding: 'utf8', timeout: 20_000 }, (error, out, err) => {
      resolve({ error, out, err });
    });
  });
  const { error, out, err } = ended;
  const code = (error as { code?: number | string } | null)?.code;
  if (code === 'ENOENT') TestRunner.getCurrentTest()!.context.skip(`${program} is not installed here`);
  return { code: error ? Number(code ?? 1) : 0, out, err };
}
