import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN } from '../tests/e2e/terminal.ts';
import { writeLargeCourse } from './large-course.ts';
import { median, type Row } from './report.ts';

/** A thousand of ten sections and a hundred questions each. */
const MODULES = 1000;
const ROUNDS = 11;
const LIMIT = 3;

/** What a course of 10,000 sections and 100,000 questions costs against the built-in one. */
export async function size(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backend-tutor-bench-'));
  try {
    const large = join(folder, 'large');
    writeLargeCourse(large, MODULES);
    // The first time, the course is read and compiled.
    const first = run(folder, ['list', '--course', large]);
    run(folder, ['list']);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const builtIn = run(folder, ['list']);
      ratios.push(run(folder, ['list', '--course', large]) / builtIn);
    }
    const ratio = median(ratios);
    const found = run(folder, ['search', 'server', '--course', large]);
    return [
      {
        name: 'list, 10,000 sections and 100,000 questions',
        value: `${ratio.toFixed(2)} × the built-in course's`,
        limit: `≤ ${LIMIT}`,
        holds: ratio <= LIMIT,
      },
      { name: '… when it is read for the first time', value: `${(first / 1000).toFixed(1)} s` },
      { name: '… and search', value: `${(found / 1000).toFixed(1)} s` },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of a whole process. */
function run(folder: string, args: string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...args, '--data-dir', join(folder, 'data')], {
    stdio: 'pipe',
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  const time = performance.now() - began;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return time;
}
