import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { env as outer, pid } from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CheckResult, type RunOptions, runChecks } from '../../src/lab/build/run.ts';
import type { Build } from '../../src/lab/lab.ts';
import type { LabPart, TaskText } from '../../src/lab/manifest.ts';
import { SERVERS, serverFolder } from './servers.ts';

const task = (id: string): TaskText => ({ id, title: id, text: id, objective: 'O1', hints: ['Try.'] });

/** By this the processes of these tests are known among all others. */
const OURS = `BACKEND_TUTOR_TEST=${pid}`;
const env = { ...outer, BACKEND_TUTOR_TEST: String(pid) };

/** Two checks: `/` says hello, and `/more` answers too. */
const part: LabPart = { story: 'A story.', tasks: [task('hello'), task('more')] };
const code: Build = {
  checks: {
    async hello(judge) {
      judge.folder();
      const { text } = await judge.request({ method: 'GET', path: '/', deadline: 1500 });
      judge.demand(text === 'hello', { expected: 'hello', got: text, rule: 'the test' });
    },
    async more(judge) {
      await judge.request({ method: 'GET', path: '/more', deadline: 1500 });
    },
  },
};

function judge(source: string, options: Partial<RunOptions> = {}, start?: string): Promise<CheckResult[]> {
  const signal = new AbortController().signal;
  const target = { folder: serverFolder(source, start), env };
  return runChecks(part, code, target, { signal, readyWithin: 2500, ...options });
}

const states = (results: CheckResult[]) => results.map(({ state }) => state);

describe('a server that is right', () => {
  test('passes', async () => {
    expect(states(await judge(SERVERS.correct))).toEqual(['passed', 'passed']);
  });

  test('may need three seconds to start', async () => {
    const ready: number[] = [];
    const options = { readyWithin: 15_000, onReady: (ms: number) => ready.push(ms) };
    expect(states(await judge(SERVERS.correctAfterThreeSeconds, options))).toEqual(['passed', 'passed']);
    expect(ready[0]).toBeGreaterThan(2900);
  });

  test('may listen on ::1 only', async () => {
    expect(states(await judge(SERVERS.onIpv6Only))).toEqual(['passed', 'passed']);
  });

  test('may run already, at an address', async () => {
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const results = await runChecks(part, code, { url }, { signal: new AbortController().signal });
    expect(states(results)).toEqual(['passed', 'passed']);
  });

  test('is ended even when it ignores SIGTERM', async () => {
    expect(states(await judge(SERVERS.ignoresSigterm))).toEqual(['passed', 'passed']);
    expect(leftovers()).toEqual([]);
  });
});

describe('a server that does not come up is refused with a sentence', () => {
  test.each<[string, string, string | undefined, RegExp]>([
    [
      'exits at once',
      SERVERS.exitsAtOnce,
      undefined,
      /ended with exit code 3 before[\s\S]*Cannot find the shop/,
    ],
    [
      'cannot be found',
      '',
      'no-such-program-at-all',
      /ended with exit code 127[\s\S]*no-such-program-at-all/,
    ],
    [
      'never answers',
      SERVERS.neverAnswers,
      undefined,
      /accepted a connection .* did not answer GET \/ within 2.5 seconds/,
    ],
    ['drips the head of its answer', SERVERS.drips, undefined, /did not answer GET \/ within 2.5 seconds/],
    ['speaks no HTTP', SERVERS.speaksNoHttp, undefined, /did not answer GET \/ within 2.5 seconds/],
    [
      'listens elsewhere',
      SERVERS.onAnotherPort,
      undefined,
      /Nothing answered on port \d+ within 2.5 seconds\. It listens on port \d+ instead\./,
    ],
    [
      'goes into the background',
      SERVERS.forksAndStays,
      undefined,
      /ended with exit code 0 before .* left another process running/,
    ],
  ])('%s', async (_, source, start, sentence) => {
    await expect(judge(source, {}, start)).rejects.toThrow(sentence);
    expect(leftovers()).toEqual([]);
  });

  test('has no lab.json, or one that does not say how', async () => {
    const signal = new AbortController().signal;
    const missing = { folder: '/no/such/folder', env };
    await expect(runChecks(part, code, missing, { signal })).rejects.toThrow(
      'There is no folder /no/such/folder.',
    );
    await expect(judge('', {}, '')).rejects.toThrow(/lab\.json must say how your server is started/);
  });
});

describe('a server that misbehaves fails its check with a sentence', () => {
  test('endless content', async () => {
    const [hello] = await judge(SERVERS.endless);
    expect(hello).toMatchObject({ state: 'failed', unmet: { got: 'more than 1 MiB of content' } });
  });

  test('content that drips', async () => {
    const [hello] = await judge(SERVERS.dripsContent);
    expect(hello!.unmet!.got).toBe('No whole answer within 1.5 seconds.');
    expect(hello!.exchange!.sent).toContain('GET / HTTP/1.1\nHost: 127.0.0.1:');
  });

  test('no answer is told with what the server wrote about it, and nothing older', async () => {
    const [hello, more] = await judge(SERVERS.hangsUp);
    expect(hello!.state).toBe('passed');
    expect(more!.unmet!.got).toContain('closed before a whole answer');
    expect(more!.wrote).toBe('TypeError: more of what?');
    expect(more!.exchange!.received).toBe('(no whole answer)');
  });

  test('death by a request is told as such, and the server is started again for the next check', async () => {
    const [hello, more] = await judge(SERVERS.diesOnRequest);
    expect(hello!.state).toBe('passed');
    expect(more!.unmet!.expected).toBe('a server that survives every request');
    expect(more!.unmet!.got).toMatch(/ended with exit code 1[\s\S]*What is \/more\?/);
  });

  test('something left behind in the background', async () => {
    const results = await judge(SERVERS.straysBeside);
    expect(results.at(-1)).toMatchObject({
      state: 'failed',
      unmet: { got: expect.stringContaining('in the background') },
    });
    expect(leftovers()).toEqual([]);
  });
});

describe('nothing stays behind', () => {
  test('when the run is stopped in the middle', async () => {
    const stop = new AbortController();
    const run = judge(SERVERS.dripsContent, { signal: stop.signal, onReady: () => stop.abort() });
    await expect(run).rejects.toThrow();
    expect(leftovers()).toEqual([]);
  });

  test('after 50 runs in a row', async () => {
    // Other labs may be open on this machine.
    const folders = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`backend-tutor-lab-${pid}-`));
    for (let n = 0; n < 50; n++) await judge(SERVERS.correct);
    expect(leftovers()).toEqual([]);
    expect(folders()).toEqual([]);
  });
});

/** Processes that were started here and still run. */
function leftovers(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(OURS));
}

function environmentOf(process: string): string[] {
  try {
    return readFileSync(`/proc/${process}/environ`, 'latin1').split('\0');
  } catch {
    return [];
  }
}
