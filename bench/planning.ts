import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN, Terminal } from '../tests/e2e/terminal.ts';
import { writeLargeCourse } from './large-course.ts';
import { median, type Row } from './report.ts';

/** A hundred questions each. */
const MODULES = 100;
const ANSWERS = 100_000;
const ROUNDS = 11;
const LIMIT = 1.5;
const DAY = 86_400_000;

/**
 * What it costs to plan a session out of 100,000 answers to 10,000 questions, most of them due: the home screen up to the
 * first whole frame, which says how many reviews are due, against starting up with the same course and the same answers
 * (`list`, which plans nothing). Whole processes, taken in turn.
 */
export async function planning(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backend-tutor-bench-'));
  try {
    const course = join(folder, 'course');
    const data = join(folder, 'data');
    writeLargeCourse(course, MODULES);
    writeAnswers(data);
    const run = (...args: string[]) => {
      const began = performance.now();
      spawnSync(process.execPath, [BIN, ...args, '--course', course, '--data-dir', data], {
        stdio: 'ignore',
      });
      return performance.now() - began;
    };
    // Compiles the course, and leaves the snapshot that every session leaves behind.
    run('review', '--plain');
    const ratios: number[] = [];
    const times: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const base = run('list');
      const time = await homeFrame(folder, course, data);
      // The first round warms the disk.
      if (round === 0) continue;
      times.push(time);
      ratios.push(time / base);
    }
    const ratio = median(ratios);
    return [
      {
        name: 'home with 100,000 answers to 10,000 questions, due',
        value: `${ratio.toFixed(2)} × list  (${median(times).toFixed(0)} ms)`,
        limit: `≤ ${LIMIT} ×`,
        holds: ratio <= LIMIT,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds from starting the process to a home screen that tells what is due. */
async function homeFrame(home: string, course: string, data: string): Promise<number> {
  const began = performance.now();
  const terminal = new Terminal(['--course', course], home, { env: { BACKEND_TUTOR_HOME: data } });
  await terminal.see('reviews due');
  const time = performance.now() - began;
  terminal.end();
  await terminal.exited;
  return time;
}

/** Each question answered ten times in two years, the last time a month ago. */
function writeAnswers(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, 'answers.jsonl'), 'w');
  const end = Date.now() - 30 * DAY;
  const step = (700 * DAY) / ANSWERS;
  for (let from = 0; from < ANSWERS; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, n) => line(from + n, end - (ANSWERS - from - n) * step));
    writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
}

function line(n: number, at: number): string {
  const id = `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const question = `module-${n % MODULES}/question-${Math.floor(n / MODULES) % 100}`;
  const [result, score] = n % 3 === 0 ? ['wrong', 0] : ['right', 1];
  return JSON.stringify({
    v: 1,
    id,
    at: new Date(at).toISOString(),
    kind: 'answer',
    question,
    result,
    score,
    ms: 5000,
    in: 'quiz',
    run: `r${Math.floor(n / 10)}`,
  });
}
