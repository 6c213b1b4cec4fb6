import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openShelf } from '../src/lab/shelf.ts';
import { BIN } from '../tests/e2e/terminal.ts';
import { median, type Row } from './report.ts';

const ROUNDS = 7;
/** Milliseconds that a lab may take to be ready beyond `node -e 0`. */
const LIMIT = 2000;

/** From starting the process to the first task of each lab, with all servers up, less what `node -e 0` takes. */
export async function labs(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'backend-tutor-bench-'));
  try {
    const rows: Row[] = [];
    for (const { id } of openShelf(new URL('..', import.meta.url)).labs) {
      const times: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const bare = bareNode();
        const time = await ready(id, join(home, 'data'));
        // The first round warms the disk.
        if (round > 0) times.push(time - bare);
      }
      const value = median(times);
      rows.push({
        name: `lab ${id}, ready`,
        value: `${value.toFixed(0)} ms more than node -e 0`,
        limit: `≤ ${LIMIT} ms`,
        holds: value <= LIMIT,
      });
    }
    return rows;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function bareNode(): number {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  return performance.now() - began;
}

async function ready(lab: string, data: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [BIN, 'lab', lab, '--plain', '--data-dir', data], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const time = await firstTask(child, began);
  child.stdin.end();
  await new Promise((resolve) => child.once('close', resolve));
  return time;
}

function firstTask(child: ChildProcess, began: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let told = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (/^Task 1 of/m.test(told)) resolve(performance.now() - began);
    });
    child.once('close', () => reject(new Error(`The lab ended before its first task:\n${told}`)));
  });
}
