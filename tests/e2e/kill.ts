import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../../src/quiz/random.ts';
import { TEA } from '../fixtures/tea.ts';
import { BIN, NODE } from './terminal.ts';

export interface KillReport {
  rounds: number;
  /** Verdicts that were printed before a kill. */
  confirmed: number;
  /** Answers in the logs afterwards. */
  kept: number;
  /** What went wrong, in words. */
  failures: string[];
}

/** The line that every verdict of a skipped question begins with. */
const VERDICT = 'Here is the answer.';

/**
 * Answers questions in plain mode as fast as the program takes them, kills it with SIGKILL at a random moment, and
 * compares what it had confirmed with what is on the disk. `lanes` learners are killed side by side.
 */
export async function killRepeatedly(
  folder: string,
  rounds: number,
  seed: string,
  lanes = 2,
): Promise<KillReport> {
  const report: KillReport = { rounds, confirmed: 0, kept: 0, failures: [] };
  const lane = async (number: number) => {
    const random = seeded(`${seed} ${number}`);
    const home = join(folder, `lane-${number}`);
    mkdirSync(home, { recursive: true });
    let before = 0;
    for (let round = number; round < rounds; round += lanes) {
      const confirmed = await killOnce(home, Math.floor(random() * 6), random() * 12);
      const answers = readAnswers(home, report.failures);
      if (answers - before < confirmed) {
        report.failures.push(
          `lane ${number} round ${round}: ${confirmed} confirmed, ${answers - before} on disk`,
        );
      }
      report.confirmed += confirmed;
      report.kept += answers - before;
      before = answers;
    }
    const resumed = await listAnswers(home);
    if (resumed !== before)
      report.failures.push(`lane ${number}: the program counts ${resumed} of ${before} answers`);
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  return report;
}

/** Kills after `verdicts` verdicts and a little more; answers how many verdicts had been printed. */
function killOnce(home: string, verdicts: number, delay: number): Promise<number> {
  return new Promise((resolve) => {
    const child = start(home, ['quiz', 'leaves', '--count', '7']);
    let out = '';
    const count = () => out.split(VERDICT).length - 1;
    let dying = false;
    const die = () => {
      if (dying) return;
      dying = true;
      setTimeout(() => child.kill('SIGKILL'), delay);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (count() >= verdicts) die();
    });
    child.stdin.on('error', () => {});
    child.on('close', () => resolve(count()));
    child.stdin.write('s\n'.repeat(7));
  });
}

function readAnswers(home: string, failures: string[]): number {
  const path = join(home, 'data', 'answers.jsonl');
  if (!existsSync(path)) return 0;
  const lines = readFileSync(path, 'utf8').split('\n');
  const torn = lines.pop();
  if (torn) failures.push(`a torn line: ${torn}`);
  return lines.filter((line) => {
    if (line === '') return false;
    try {
      return JSON.parse(line).kind === 'answer';
    } catch {
      failures.push(`a line that is no JSON: ${line}`);
      return false;
    }
  }).length;
}

function listAnswers(home: string): Promise<number> {
  return new Promise((resolve) => {
    const child = start(home, ['progress', '--json']);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.on('close', () => resolve(JSON.parse(out).answers.total));
    child.stdin.end();
  });
}

function start(home: string, args: string[]) {
  return spawn(NODE, [BIN, ...args, '--course', TEA], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: home, BACKEND_TUTOR_HOME: join(home, 'data'), LANG: 'C.UTF-8' },
  });
}
