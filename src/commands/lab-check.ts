import { resolve } from 'node:path';
import { jsonText } from '../course/clean.ts';
import { type CheckResult, runChecks, type Target } from '../lab/build/run.ts';
import { LabError } from '../lab/error.ts';
import { buildTask, type LabSummary } from '../lab/manifest.ts';
import type { Shelf } from '../lab/shelf.ts';
import { outputWidth, themeFor } from '../screen/open.ts';
import { type Environment, UserError } from './environment.ts';
import type { LabFlags } from './lab.ts';
import { keepDone, keepFailed } from './lab-progress.ts';
import { reportLines, summaryLines } from './lab-report.ts';
import { freshRun } from './run-through.ts';
import { openSession, type Session, screenOptions } from './session.ts';

/** `lab <lab> --check <dir>` or `--url <url>`: judges the learner's server. Answers the exit code: 1 when a check failed. */
export async function checkLab(
  environment: Environment,
  shelf: Shelf,
  summary: LabSummary,
  flags: LabFlags,
): Promise<number> {
  const { text, code } = await shelf.open(summary.id);
  const { build } = code;
  if (!text.build || !build)
    throw new UserError(`The lab ${summary.id} is explored, not built: backend-tutor lab ${summary.id}`, 2);
  const part = text.build;
  const target = targetOf(environment, flags);
  const session = await openSession(environment);
  const once = () =>
    checkOnce(session, summary, (signal, tell) => runChecks(part, build, target, { signal, ...tell }));
  try {
    if (!flags.watch) return await once();
    if (!('folder' in target)) throw new UserError('--watch needs a folder: --check <dir>.', 2);
    const { onEverySave } = await import('./lab-watch.ts');
    await onEverySave(target.folder, environment, once);
    return 0;
  } finally {
    session.store.close();
  }
}

function targetOf({ env }: Environment, { check, url }: LabFlags): Target {
  if (check !== undefined && url !== undefined) throw new UserError('Give --check or --url, not both.', 2);
  if (check !== undefined) return { folder: resolve(check), env };
  const parsed = URL.canParse(url ?? '') ? new URL(url!) : undefined;
  if (parsed?.protocol !== 'http:' || !/^(127\.0\.0\.1|\[::1\]|localhost)$/.test(parsed.hostname))
    throw new UserError('Labs look at servers on this machine only: --url http://127.0.0.1:<port>', 2);
  return { url: parsed.origin.replace('//localhost', '//127.0.0.1') };
}

type Tell = { onCheck(result: CheckResult): void; onReady(ms: number): void };

async function checkOnce(
  session: Session,
  summary: LabSummary,
  judge: (signal: AbortSignal, tell: Tell) => Promise<CheckResult[]>,
): Promise<number> {
  const { stdout, stop, options, env } = session.environment;
  const theme = themeFor(screenOptions(session));
  const width = outputWidth(stdout, env);
  const write = (lines: string[]) => stdout.write(`${lines.map(theme.finish).join('\n')}\n`);
  const run = freshRun();
  const told: CheckResult[] = [];
  let trouble: string | undefined;
  let ready = 0;
  try {
    const results = await judge(stop, {
      onReady: (ms) => {
        ready = Math.round(ms);
      },
      onCheck: (result) => {
        // What is told is safe already.
        trouble ??= keep(session, summary, result, run);
        if (!options.json) write(reportLines(result, width, theme, told));
        told.push(result);
      },
    });
    if (options.json) stdout.write(`${jsonText(asData(summary, ready, results))}\n`);
    else write(summaryLines(results, ready, width));
    if (trouble !== undefined) session.environment.stderr.write(`${trouble}\n`);
    return results.some(({ state }) => state === 'failed') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof LabError) || !options.json) throw error;
    const data = { lab: summary.id, passed: false, problem: error.message, checks: [] };
    stdout.write(`${jsonText(data)}\n`);
    return 1;
  }
}

/** Writes down that a check was passed, or what was missed. */
function keep(
  session: Session,
  summary: LabSummary,
  { task, state }: CheckResult,
  run: string,
): string | undefined {
  if (state === 'passed') return keepDone(session, summary, buildTask(task.id));
  return state === 'failed' ? keepFailed(session, summary, task, run) : undefined;
}

function asData({ id }: LabSummary, ready: number, results: CheckResult[]) {
  return {
    lab: id,
    passed: results.every(({ state }) => state !== 'failed'),
    ready,
    checks: results.map(({ task, ...rest }) => ({ id: task.id, title: task.title, ...rest })),
  };
}
