import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env as outer, pid } from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readStartCommand } from '../../src/lab/build/lab-json.ts';
import { type CheckResult, type RunOptions, runChecks } from '../../src/lab/build/run.ts';
import type { Build } from '../../src/lab/lab.ts';
import { serverFolder } from './servers.ts';

const part = {
  story: 'A story.',
  tasks: [{ id: 'hello', title: 'hello', text: 'hello', objective: 'O1', hints: ['Try.'] }],
};
const asks: Build['checks'][string] = async (judge) => {
  const { text } = await judge.request({ method: 'GET', path: '/', deadline: 1500 });
  judge.demand(text === 'hello', { expected: 'hello', got: text, rule: 'the test' });
};

async function judge(source: string, check = asks, options: Partial<RunOptions> = {}): Promise<CheckResult> {
  const target = { folder: serverFolder(source), env: { ...outer, BACKEND_TUTOR_TEST: String(pid) } };
  const signal = new AbortController().signal;
  const [result] = await runChecks(part, { checks: { hello: check } }, target, {
    signal,
    readyWithin: 2500,
    ...options,
  });
  return result!;
}

/** A server that does this with each connection, after the one by which the judge sees whether it is up. */
const raw = (does: string) => `let asked = 0;
  require('node:net').createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      if (asked++ === 0) return void socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello');
      const forever = (text) => { const more = () => { while (socket.writable && socket.write(text)); }; socket.on('drain', more); more(); };
      ${does}
    });
  }).listen(process.env.PORT, '127.0.0.1');`;
const serves = `require('node:http').createServer((request, response) => response.end('hello')).listen(process.env.PORT, '127.0.0.1');`;

describe('an answer that is none fails with a sentence, in time', () => {
  test.each<[string, string, RegExp]>([
    [
      'another protocol',
      `socket.write('HTTP/1.1 101 Switching\\r\\nConnection: Upgrade\\r\\nUpgrade: x\\r\\n\\r\\n')`,
      /^$/,
    ],
    ['"wait" without end', `forever('HTTP/1.1 102 Processing\\r\\n\\r\\n')`, /within 1.5 seconds/],
    [
      'a head without end',
      `forever('HTTP/1.1 200 OK\\r\\n' + 'X-More: and more\\r\\n'.repeat(9999))`,
      /no HTTP \(Header overflow\)/,
    ],
    ['bare text, as in HTTP/0.9', `socket.end('hello')`, /no HTTP/],
    [
      'chunks that are none',
      `socket.end('HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzzz\\r\\nhello')`,
      /no HTTP/,
    ],
    [
      'two lengths',
      `socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n\\r\\nhello')`,
      /no HTTP/,
    ],
    [
      'half a content',
      `socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nhell')`,
      /closed before a whole answer/,
    ],
    ['nothing', `socket.end()`, /closed before a whole answer/],
    ['a reset', `socket.resetAndDestroy()`, /closed before a whole answer/],
    [
      'a way to elsewhere',
      `socket.end('HTTP/1.1 302 Found\\r\\nLocation: http://192.0.2.1/\\r\\nContent-Length: 0\\r\\n\\r\\n')`,
      /^$/,
    ],
  ])('%s', async (_, does, got) => {
    const { state, unmet } = await judge(raw(does));
    expect(state).toBe('failed');
    expect(unmet!.got).toMatch(got);
  });

  test('another protocol from the beginning', async () => {
    const upgrades = `require('node:net').createServer((socket) => { socket.on('error', () => {}); socket.write('HTTP/1.1 101 S\\r\\nConnection: Upgrade\\r\\nUpgrade: x\\r\\n\\r\\n'); }).listen(process.env.PORT, '127.0.0.1');`;
    expect((await judge(upgrades)).state).toBe('failed');
  });

  test('more than can be kept, to raw bytes', async () => {
    let length = 0;
    await judge(raw(`forever('x'.repeat(1 << 20))`), async (judge) => {
      const before = process.memoryUsage().arrayBuffers;
      const answer = await judge.raw('x');
      length = answer.length;
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
    });
    expect(length).toBe(64 * 1024);
  });
});

describe('a server that is a bad guest', () => {
  test('may write without end', async () => {
    const floods = `${serves} const pour = () => { while (process.stdout.write('x'.repeat(1 << 16))); process.stdout.once('drain', pour); }; pour(); setInterval(() => process.stderr.write('\\x1b[2J'.repeat(9999)), 1);`;
    let kept = 0;
    const { state } = await judge(floods, async (judge) => {
      await asks(judge);
      const { stdout, stderr } = judge.server!.output;
      kept = stdout.length + stderr.length;
    });
    expect(state).toBe('passed');
    expect(kept).toBeLessThanOrEqual(128 * 1024);
    expect(leftovers()).toEqual([]);
  });

  test('is ended with all its children, whatever they ignore', async () => {
    const breeds = `const deaf = "for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => {}); setInterval(() => {}, 1000);";
      const { spawn } = require('node:child_process');
      for (const detached of [true, false]) for (let n = 0; n < 2; n++) spawn(process.execPath, ['-e', deaf], { detached, stdio: 'ignore' });
      ${serves}`;
    await judge(breeds);
    expect(leftovers()).toEqual([]);
  });

  test.runIf(process.platform === 'linux')(
    'is ended with a child that hides in a session and environment of its own',
    async () => {
      const secret = `hidden-${pid}-${Date.now()}`;
      const hides = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '${secret}'], { detached: true, env: {}, stdio: 'ignore' }); ${serves}`;
      const { state, unmet } = await judge(hides);
      expect(running(secret)).toEqual([]);
      expect([state, unmet?.got]).toEqual(['failed', expect.stringContaining('in the background')]);
    },
  );
});

describe('a lab.json', () => {
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'lab-json-'));
    onTestFinished(() => rmSync(made, { recursive: true, force: true }));
    return { made, file: join(made, 'lab.json') };
  };

  test.each<[string, (file: string) => void]>([
    ['a pipe that nobody writes into', (file) => execFileSync('mkfifo', [file])],
    ['a device without an end', (file) => symlinkSync('/dev/zero', file)],
    ['a folder', (file) => mkdirSync(file)],
    ['too long', (file) => writeFileSync(file, `{"start": "node server.js"}${' '.repeat(1 << 20)}`)],
    ['a list', (file) => writeFileSync(file, '["node server.js"]')],
    [
      'with a command that no program can be given',
      (file) => writeFileSync(file, '{"start": "node\\u0000"}'),
    ],
    ['nested without sense', (file) => writeFileSync(file, '['.repeat(60_000))],
  ])('that is %s is refused', (_, make) => {
    const { made, file } = folder();
    make(file);
    expect(() => readStartCommand(made)).toThrow(/must say how your server is started/);
  });

  test('may begin with a byte order mark', () => {
    const { made, file } = folder();
    writeFileSync(file, '\ufeff{"start": " node server.js "}');
    expect(readStartCommand(made)).toBe('node server.js');
  });
});

function running(word: string): string[] {
  return processes().filter((name) => read(`/proc/${name}/cmdline`).includes(word));
}

/** Processes that were started here and still run. */
function leftovers(): string[] {
  return processes().filter((name) => read(`/proc/${name}/environ`).includes(`BACKEND_TUTOR_TEST=${pid}\0`));
}

function processes(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
