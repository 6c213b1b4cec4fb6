import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN, KEY, Terminal } from '../tests/e2e/terminal.ts';
import { median, type Row } from './report.ts';

const ROUNDS = 21;

/**
 * Wall time of whole processes against `node -e 0`, taken in turn so that a machine that slows down slows both. The
 * limits are those of the design.
 */
export async function startup(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'backend-tutor-bench-'));
  try {
    await prepare(home);
    const subjects: { name: string; limit: number; run(): Promise<number> }[] = [
      { name: '--version', limit: 1.3, run: async () => command(home, ['--version']) },
      { name: 'list', limit: 1.8, run: async () => command(home, ['list']) },
      { name: 'home screen, first full frame', limit: 2.2, run: () => firstFrame(home, [], '? help') },
      {
        name: 'start at a lesson page, first full frame',
        limit: 3.0,
        run: () => firstFrame(home, ['start'], 'page '),
      },
    ];
    const times = new Map<string, number[]>();
    const ratios = new Map<string, number[]>();
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { name, run } of subjects) {
        const bare = bareNode();
        const time = await run();
        // The first round warms the disk.
        if (round === 0) continue;
        times.set(name, [...(times.get(name) ?? []), time]);
        ratios.set(name, [...(ratios.get(name) ?? []), time / bare]);
      }
    }
    const rows: Row[] = subjects.map(({ name, limit }) => ({
      name,
      value: `${median(ratios.get(name)!).toFixed(2)} × node -e 0  (${median(times.get(name)!).toFixed(0)} ms)`,
      limit: `≤ ${limit}`,
      holds: median(ratios.get(name)!) <= limit,
    }));
    return [...rows, await keyToFrame(home)];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function bareNode(): number {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  return performance.now() - began;
}

function command(home: string, args: string[]): number {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [BIN, ...args, '--data-dir', join(home, 'data')], {
    stdio: 'pipe',
  });
  const time = performance.now() - began;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return time;
}

/** From starting the process to a screen that shows `wanted`. */
async function firstFrame(home: string, args: string[], wanted: string): Promise<number> {
  const began = performance.now();
  const terminal = new Terminal(args, home);
  await terminal.see(wanted);
  const time = performance.now() - began;
  terminal.end();
  await terminal.exited;
  return time;
}

/** Goes to the first page of a lesson and leaves there. */
async function prepare(home: string): Promise<void> {
  const terminal = new Terminal(['start', 'auth'], home);
  await terminal.see('Welcome');
  terminal.type(KEY.enter);
  for (let n = 1; n <= 3; n++) {
    await terminal.see(new RegExp(`${n}/3`));
    // Typed answers take a line, others a key.
    terminal.type('s');
    await terminal.see((text) => text.includes('Here is the answer') || /❯ s/.test(text));
    if (!terminal.text().includes('Here is the answer')) terminal.type(KEY.enter);
    await terminal.see('Here is the answer');
    terminal.type(KEY.enter);
  }
  await terminal.see('page 1/');
  terminal.end();
  await terminal.exited;
}

/** From a key press to the next whole frame, on a lesson page. */
async function keyToFrame(home: string): Promise<Row> {
  const terminal = new Terminal(['start'], home);
  await terminal.see('page 1/');
  const times: number[] = [];
  for (let n = 0; n < 30; n++) {
    const began = performance.now();
    terminal.type(n % 2 === 0 ? KEY.enter : 'b');
    await terminal.see(n % 2 === 0 ? 'page 2/' : 'page 1/');
    times.push(performance.now() - began);
  }
  terminal.end();
  await terminal.exited;
  return { name: 'key press to next frame', value: `${median(times).toFixed(1)} ms` };
}
