import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '../src/store/store.ts';
import { BIN, Terminal } from '../tests/e2e/terminal.ts';
import { builtInCourse } from '../tests/fixtures/history.ts';
import { median, type Row } from './report.ts';

const MANY = 1_000_000;
/** Different questions that were answered: more than three times those of the built-in course. */
const QUESTIONS = 2000;
const ROUNDS = 11;

/** What a long history costs: recording an answer, starting, and making the snapshot anew. */
export async function history(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backend-tutor-bench-'));
  try {
    const [few, many] = [join(folder, 'few'), join(folder, 'many')];
    writeLog(few, 10);
    writeLog(many, MANY);
    const [fewCost, manyCost] = recordCosts([few, many]) as [number, number];
    const rebuilt = await rebuild(many);
    const size = statSync(join(many, 'answers.jsonl')).size;
    const ratios = {
      list: startRatio(join(folder, 'none'), many, ['list']),
      start: await frameRatio(folder, many),
    };
    return [
      { name: 'recording one answer after 10', value: `${fewCost.toFixed(2)} ms` },
      {
        name: 'recording one answer after 1,000,000',
        value: `${manyCost.toFixed(2)} ms (${(manyCost / fewCost).toFixed(2)} ×)`,
        limit: '≤ 1.5 ×',
        holds: manyCost / fewCost <= 1.5,
      },
      {
        name: 'reading 1,000,000 answers anew',
        value: `${(rebuilt.ms / 1000).toFixed(1)} s for ${Math.round(size / 2 ** 20)} MiB, with a progress bar: ${rebuilt.bar ? 'yes' : 'no'}`,
        limit: 'a bar above 1 s',
        holds: rebuilt.bar || rebuilt.ms < 1000,
      },
      {
        name: '… and its memory',
        value: `${rebuilt.memory} MiB`,
        limit: '< 200 MiB',
        holds: rebuilt.memory < 200,
      },
      ...Object.entries(ratios).map(([name, ratio]) => ({
        name: `${name} with 1,000,000 answers`,
        value: `${ratio.toFixed(2)} × with none`,
        limit: '≤ 1.5 ×',
        holds: ratio <= 1.5,
      })),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Median milliseconds of one `record`, synced, in each folder; in turn, so that a busy disk slows all of them. */
function recordCosts(folders: string[]): number[] {
  const stores = folders.map((folder) => new Store(folder, () => new Date()));
  const times = stores.map(() => [] as number[]);
  for (let n = 0; n < 200; n++) {
    for (const [at, store] of stores.entries()) {
      const began = performance.now();
      store.record({
        kind: 'answer',
        question: 'auth/old',
        result: 'right',
        score: 1,
        ms: 1000,
        in: 'quiz',
        run: 'r',
      });
      times[at]!.push(performance.now() - began);
    }
  }
  for (const store of stores) store.close();
  return times.map(median);
}

/** Reads the whole log in a process of its own, on a terminal, as after a loss of `config.json`. */
async function rebuild(folder: string): Promise<{ ms: number; memory: number; bar: boolean }> {
  rmSync(join(folder, 'config.json'), { force: true });
  const report = join(folder, 'memory');
  const env = {
    BACKEND_TUTOR_HOME: folder,
    NODE_OPTIONS: `--require=${join(import.meta.dirname, 'peak-memory.cjs')}`,
    PEAK_MEMORY: report,
  };
  const began = performance.now();
  const terminal = new Terminal(['quiz', 'auth', '--count', '1'], folder, { env });
  await terminal.see('1/1');
  const ms = performance.now() - began;
  // The question may be one that is typed, where q would be a letter.
  terminal.type('\x03');
  await terminal.exited;
  const { readFileSync } = await import('node:fs');
  return {
    ms,
    memory: Math.round(Number(readFileSync(report, 'utf8')) / 1024),
    bar: terminal.raw().includes('Reading your answers'),
  };
}

function startRatio(none: string, many: string, args: string[]): number {
  const time = (folder: string) => {
    const began = performance.now();
    spawnSync(process.execPath, [BIN, ...args, '--data-dir', folder], { stdio: 'ignore' });
    return performance.now() - began;
  };
  time(none);
  time(many);
  const ratios = Array.from({ length: ROUNDS }, () => {
    const base = time(none);
    return time(many) / base;
  });
  return median(ratios);
}

async function frameRatio(folder: string, many: string): Promise<number> {
  const time = async (data: string) => {
    const began = performance.now();
    const terminal = new Terminal([], folder, { env: { BACKEND_TUTOR_HOME: data } });
    await terminal.see('? help');
    const ms = performance.now() - began;
    terminal.end();
    await terminal.exited;
    return ms;
  };
  const none = join(folder, 'none');
  const ratios: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const base = await time(none);
    ratios.push((await time(many)) / base);
  }
  return median(ratios);
}

/** All questions of the built-in course, and so many that it had once that there are QUESTIONS. */
function references(): string[] {
  const { index } = builtInCourse();
  const known = index.modules.flatMap(({ id, questions }) =>
    questions.map((question) => `${id}/${question.id}`),
  );
  return Array.from({ length: QUESTIONS }, (_, n) => {
    return known[n] ?? `${index.modules[n % index.modules.length]!.id}/old-${n}`;
  });
}

/** A log of `count` answers to questions of the course over some years. */
function writeLog(folder: string, count: number): void {
  const questions = references();
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, 'answers.jsonl'), 'w');
  const begin = Date.UTC(2020, 0, 1);
  for (let from = 0; from < count; from += 10_000) {
    const lines: string[] = [];
    for (let n = from; n < Math.min(count, from + 10_000); n++) {
      const id = `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
      const at = new Date(begin + n * 180_000).toISOString();
      lines.push(
        `{"v":1,"id":"${id}","at":"${at}","kind":"answer","question":"${questions[n % QUESTIONS]}","result":"right","score":1,"ms":5000,"in":"quiz","run":"r${Math.floor(n / 10)}"}`,
      );
    }
    writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
}
