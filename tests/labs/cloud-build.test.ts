import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import lab from '../../labs/cloud/lab.ts';
import { type CheckResult, runChecks } from '../../src/lab/build/run.ts';
import { labText, runnable } from './kit.ts';

const LAB = fileURLToPath(new URL('../../labs/cloud/', import.meta.url));
const text = labText('cloud').build!;
const ALL = text.tasks.map(({ id }) => id);

/** Which check each broken server must fail, and what it must be told; those first that take longest. */
const BROKEN: Record<string, [check: string, says: RegExp]> = {
  ignores: ['sigterm', /refuses new connections within 3 seconds.* \| one that goes on as if nothing/],
  lingers: [
    'sigterm',
    /an end of the process within 5 seconds.* \| a process that no longer listens but still runs/,
  ],
  config: ['config', /as the environment variable GREETING says \| “Welcome to the shop” \| .*III\. Config/],
  'log-file': [
    'logs',
    /at standard output \| no such line .* A file is gone with the machine.* \| .*XI\. Logs/,
  ],
  'log-stderr': [
    'logs',
    /at standard output \| it at standard error, and nothing at standard output \| .*XI/,
  ],
  'log-late': ['logs', /at standard output \| no such line within 2 seconds.* until you flush \| .*XI/],
  fragile: ['health', /survives every request \| one that ended with exit code 1/],
  'no-health': ['health', /200 to GET \/health while all is well \| 404 \|/],
  'lying-health': ['health', /503 to GET \/health while the store does not answer.* \| 200 \|/],
  memory: ['stateless', /from the second instance too \| .*in the memory of one process \| .*VI\. Processes/],
  file: [
    'stateless',
    /in the store at STORE_URL.* \| it on the disk that both happen to share here.* \| .*IV/,
  ],
  cache: ['stateless', /from the second instance too \| a list without it, although it is in the store/],
  dies: ['sigterm', /each of the 16 requests .* \| 0 answered and 16 lost \| .*IX\. Disposability/],
  behind: [
    'crash',
    /before the store has confirmed the entry \| an answer while the store was still at work/,
  ],
};
/** Checks that can only be made of servers whose entries reach the store. */
const NEED_STORED = ['sigterm', 'crash'];

/** Where servers put what they leave behind. */
const scratch = mkdtempSync(join(tmpdir(), 'cloud-build-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function check(folder: string, readyWithin = 15_000): Promise<CheckResult[]> {
  const target = { folder: join(LAB, folder), env: { ...env, TMPDIR: scratch } };
  return runChecks(text, lab.build, target, { signal: new AbortController().signal, readyWithin });
}

const ids = (results: CheckResult[], state: CheckResult['state']) =>
  results.filter((each) => each.state === state).map(({ task }) => task.id);

test.concurrent.each(runnable(['correct-js', 'correct-py']))('%s keeps the contract', async (name) => {
  const results = await check(`solutions/${name}`);
  expect(results.flatMap(({ unmet, why }) => unmet ?? why ?? [])).toEqual([]);
  expect(ids(results, 'passed')).toEqual(ALL);
});

test('every broken server is one that is tried here', () => {
  const found = readdirSync(join(LAB, 'solutions')).filter((name) => name.startsWith('broken-'));
  expect(found.sort()).toEqual([...Object.keys(BROKEN), 'port'].map((name) => `broken-${name}`).sort());
});

test.concurrent.each(Object.keys(BROKEN))('broken-%s fails for its own reason', async (name) => {
  const [id, says] = BROKEN[name]!;
  const results = await check(`solutions/broken-${name}`);
  const failed = results.flatMap(({ task, unmet }) =>
    unmet ? `${task.id}: ${unmet.expected} | ${unmet.got} | ${unmet.rule}` : [],
  );
  expect(failed).toEqual([expect.stringMatching(says)]);
  expect(failed[0]).toMatch(new RegExp(`^${id}: `));
  expect(ids(results, 'skipped')).toEqual(name === 'memory' || name === 'file' ? NEED_STORED : []);
});

test.concurrent('broken-port is told where it listens, and where it should', async () => {
  await expect(check('solutions/broken-port', 1500)).rejects.toThrow(
    /Nothing answered on port \d+ within 1\.5 seconds\. It listens on port 28173 instead\. .*PORT/,
  );
});

test.concurrent.each(runnable(['javascript', 'python']))(
  'the starter in %s comes up and has work left',
  async (name) => {
    const results = await check(`starter/${name}`);
    expect(ids(results, 'passed')).toEqual(['port']);
    expect(ids(results, 'failed')).toEqual(['config', 'logs', 'health', 'stateless']);
  },
);

test('a server that runs elsewhere is asked only what it can be asked', async () => {
  const options = { signal: new AbortController().signal };
  const { createServer } = await import('node:http');
  const server = createServer((_, response) => response.end('Welcome'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const results = await runChecks(text, lab.build, { url: `http://127.0.0.1:${port}` }, options);
  expect(ids(results, 'passed')).toEqual(['port']);
  expect(ids(results, 'skipped')).toEqual(ALL.slice(1));
  expect(results.at(-1)!.why).toContain('use --check with its folder');
});
