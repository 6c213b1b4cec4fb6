import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BIN } from '../tests/e2e/terminal.ts';
import { BREAD } from '../tests/fixtures/course.ts';
import type { Row } from './report.ts';

/** Bytes of the longest section that is read, front matter included, and characters of its longest paragraph. */
const SECTION = 64 * 1024 - 200;
const STRETCH = 4990;
const SECTION_FILE = 'lessons/dough/01-yeast.md';
const LIMIT = { ms: 1000, mebibytes: 300 };

/** What makes a reader of Markdown look ahead or back, again and again or on many lines. */
const PIECES =
  '[ ![ _a **a *_ *a* ~~a ***a** `a ``a < </ <a <!-- [a]( [a][ [[a]] [^ a@ http://a www.a &#27; \\\\ > - |a'.split(
    ' ',
  );
const LINES = [
  '+ a\n',
  '- x\n',
  '-\n',
  '1. x\n',
  '> x\n\n',
  '===\n',
  'a\n---\n',
  '|a|b|\n|-|-|\n|c|d|\n\n',
  '[a]: b\n',
  'x\n\n',
];

/** What the longest sections cost that a stranger can think of: the first reading of a course and showing it. */
export async function strangers(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backend-tutor-bench-'));
  try {
    const stretches = [...PIECES, ...LINES].map((piece) =>
      piece.endsWith('\n\n') ? piece : `${piece.repeat(Math.floor(STRETCH / piece.length))}\n\n`,
    );
    const costs = stretches.map((piece) => {
      // The least of three: a machine that does something else meanwhile does not make a section slow.
      const runs = [1, 2, 3].map((n) => read(join(folder, `course-${n}`), piece));
      const [ms, memory] = [0, 1].map((at) => Math.min(...runs.map((run) => run[at]!))) as [number, number];
      return { piece: JSON.stringify(piece.slice(0, 12)), ms, memory };
    });
    const slowest = costs.reduce((a, b) => (b.ms > a.ms ? b : a));
    const largest = costs.reduce((a, b) => (b.memory > a.memory ? b : a));
    return [
      {
        name: `slowest of ${costs.length} sections of 64 KiB`,
        value: `${Math.round(slowest.ms)} ms (${slowest.piece} again and again)`,
        limit: `≤ ${LIMIT.ms} ms`,
        holds: slowest.ms <= LIMIT.ms,
      },
      {
        name: 'most memory',
        value: `${Math.round(largest.memory)} MiB (${largest.piece} again and again)`,
        limit: `≤ ${LIMIT.mebibytes} MiB`,
        holds: largest.memory <= LIMIT.mebibytes,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds and peak MiB of `read` on a course that was not read before, whose section repeats a piece. */
function read(course: string, piece: string): [ms: number, memory: number] {
  rmSync(course, { recursive: true, force: true });
  for (const [path, text] of Object.entries(BREAD)) {
    mkdirSync(dirname(join(course, path)), { recursive: true });
    const room = SECTION - text.length;
    const more = path === SECTION_FILE ? `\n\n${piece.repeat(Math.floor(room / piece.length))}` : '';
    writeFileSync(join(course, path), text + more);
  }
  const memory = join(course, 'memory');
  const began = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [BIN, 'read', 'dough', '--course', course, '--data-dir', join(course, 'data')],
    {
      encoding: 'utf8',
      maxBuffer: 64 * 2 ** 20,
      env: {
        ...process.env,
        NODE_OPTIONS: `--require=${join(import.meta.dirname, 'peak-memory.cjs')}`,
        PEAK_MEMORY: memory,
      },
    },
  );
  const ms = performance.now() - began;
  if (status !== 0) throw new Error(`read ended with ${status}: ${stderr}`);
  return [ms, Number(readFileSync(memory, 'utf8')) / 1024];
}
