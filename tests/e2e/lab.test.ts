import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../labs/kit.ts';
import { plain } from './plain.ts';
import { BIN, KEY, NODE, Terminal, temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
const open: Terminal[] = [];
beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.end();
  remove();
});

function begin(args: string[], options = {}): Terminal {
  // Temporary folders go where the test can count them.
  const terminal = new Terminal(args, home, { env: { TMPDIR: home }, ...options });
  open.push(terminal);
  return terminal;
}

interface Line {
  kind: string;
  lab?: string;
  task?: string;
  question?: string;
  in?: string;
}

function events(): Line[] {
  const path = join(home, 'data', 'answers.jsonl');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Opens the lab's workbench and answers the port of a door. */
async function workbench(terminal: Terminal): Promise<void> {
  await terminal.see('go on');
  terminal.type(KEY.enter);
  await terminal.see('hint');
}

/** From the home screen, chooses the first of the labs. */
async function firstLabFromHome(terminal: Terminal): Promise<void> {
  await terminal.see('Labs');
  const line = terminal.lines().find((each) => each.includes('Labs'))!;
  await terminal.press(/(\d)\. Labs/.exec(line)![1]!);
  terminal.type(KEY.enter);
  await terminal.see('Real servers on your own machine');
  terminal.type(KEY.enter);
}

describe('lab', () => {
  test('lists the labs, with what is done, in words and as data', async () => {
    const { code, out } = await plain(['lab'], { home });
    expect(code).toBe(0);
    expect(out).toContain('http-methods\n');
    expect(out).toMatch(/new: \d+ tasks, about \d+ min, explore/);
    const { labs } = JSON.parse((await plain(['lab', '--json'], { home })).out);
    expect(labs.map(({ id }: { id: string }) => id)).toEqual([
      'internet',
      'http-methods',
      'api-styles',
      'auth',
      'cloud',
    ]);
    expect(labs[0]).toMatchObject({ module: 'internet', done: 0 });
  });

  test.each([
    [['lab', 'nothing'], 2, 'There is no lab "nothing".'],
    [['lab', '--check', '.'], 2, 'Say which lab'],
    [['lab', 'http', '--check', '/no/such/folder'], 1, 'There is no folder /no/such/folder.'],
    [['lab', 'http', '--url', 'http://192.0.2.1/'], 2, 'servers on this machine only'],
    [['lab', 'http', '--url', 'http://127.0.0.1:1', '--watch'], 2, '--watch needs a folder'],
    [['lab', 'internet', '--init', 'x'], 2, 'is explored, not built'],
    [['lab', 'internet', '--course', '.'], 2, 'Labs belong to the built-in course.'],
  ])('%j ends with %i and a sentence', async (args, code, sentence) => {
    const outcome = await plain(args, { home });
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toContain(sentence);
    expect(outcome.err.trim().split('\n')).toHaveLength(1);
  });

  test('plain mode says in lines what happens, keeps what is done, and knows it next time', async () => {
    const first = await plain(['lab', 'internet'], { home, input: 'h\ne\nresolve shop.test\nwhat\nq\n' });
    expect(first.code).toBe(0);
    expect(first.out).toContain('Task 1 of');
    expect(first.out).toContain('Hint 1 of');
    expect(first.out).toMatch(/Expected: [\s\S]+\sGot: /);
    expect(first.out).toContain('✔ Done: Ask the resolver for shop.test.');
    expect(first.out).toContain('"what" is no request');
    expect(first.out).toMatch(/1 of \d+ tasks done\. backend-tutor lab internet goes on/);
    expect(events()).toMatchObject([{ kind: 'lab-task-done', lab: 'internet' }]);
    // The end of the input leaves too.
    const second = await plain(['lab', 'internet'], { home, input: '' });
    expect(second.out).toContain('Task 2 of');
    expect((await plain(['lab'], { home })).out).toMatch(/under way: 1 of \d+ tasks done/);
  });

  test('a request from outside is seen on the screen the moment that it comes', async () => {
    const terminal = begin(['lab', 'http-methods']);
    await workbench(terminal);
    const address = await addressOf(terminal);
    const { code } = await run('curl', ['--noproxy', '*', '-s', `${address}/books`]);
    expect(code).toBe(0);
    await terminal.see('shop: GET /books, answered 200 OK');
    terminal.type('q\r');
    expect(await terminal.exited).toMatchObject({ code: 0 });
  });

  test('is offered where the lessons of its module end, and leads back there', async () => {
    // A newcomer passes the welcome, skips everything, sees the missed ones once more, and opens the lab.
    const skips = (count: number) => 's\n'.repeat(count);
    const input = `\n${skips(100)}1\n${skips(60)}3\nq\nq\n`;
    const { code, out } = await plain(['start', 'internet'], { home, input });
    expect(code).toBe(0);
    expect(out).toMatch(/3\. Do it for real: Mini-Internet \(lab, about \d+ min\)/);
    const [, lab = ''] = out.split('Lab › Mini-Internet');
    expect(lab).not.toBe('');
    expect(out.split('Do it for real').length - 1).toBeGreaterThanOrEqual(2);
  });

  test('turning back from its story opens nothing and leads to the labs', async () => {
    const terminal = begin([]);
    await firstLabFromHome(terminal);
    const story = await terminal.see('go on');
    expect(story).not.toContain('skip');
    terminal.type('b');
    await terminal.see('Real servers on your own machine');
    terminal.type('q');
    expect(await terminal.exited).toMatchObject({ code: 0 });
    expect(events()).toEqual([]);
  });

  test('opens from the home screen and leads back there', async () => {
    const terminal = begin([]);
    await firstLabFromHome(terminal);
    await workbench(terminal);
    terminal.type('q\r');
    await terminal.see('Choose a module');
    terminal.type('q');
    await terminal.exited;
  });
});

test.each([['--version'], ['list'], ['start']])('%s loads nothing of the labs', async (command) => {
  // Node writes down every script that it ran.
  const coverage = join(home, 'coverage');
  await plain([command], { home, env: { NODE_V8_COVERAGE: coverage } });
  const loaded = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8'));
    return result.map(({ url }: { url: string }) => url);
  });
  expect(loaded.some((url) => url.endsWith('/dist/cli.js'))).toBe(true);
  expect(
    loaded.filter((url) => /\/dist\/(labs|chunks\/(lab|shelf|explore|judge|run|server))/.test(url)),
  ).toEqual([]);
});

describe.each<[string, (terminal: Terminal) => void, number]>([
  ['q', (terminal) => terminal.type('q\r'), 0],
  ['Ctrl-C', (terminal) => terminal.type(KEY.ctrlC), 130],
  ['Ctrl-D', (terminal) => terminal.type(KEY.ctrlD), 0],
  ['SIGINT', (terminal) => terminal.kill('SIGINT'), 130],
  ['SIGTERM', (terminal) => terminal.kill('SIGTERM'), 143],
  ['SIGHUP', (terminal) => terminal.kill('SIGHUP'), 129],
])('leaving a lab by %s', (_, leave, code) => {
  test('closes its ports, removes its files and gives the terminal back', async () => {
    const terminal = begin(['lab', 'http-methods']);
    await workbench(terminal);
    const address = new URL(await addressOf(terminal));
    expect(await listens(Number(address.port))).toBe(true);
    leave(terminal);
    expect(await terminal.exited).toMatchObject({ code });
    expect(await listens(Number(address.port))).toBe(false);
    expect(terminal.alternate).toBe(false);
    expect(leftIn(home)).toEqual([]);
  });
});

describe('a server of the learner’s own', () => {
  test('begins with a starter, which fails, and tells what on the wire', async () => {
    const { code, out } = await plain(['lab', 'http-methods', '--init', 'mine'], { home });
    expect(code).toBe(0);
    expect(out).toContain('mine/server.js');
    expect(existsSync(join(home, 'mine', 'README.md'))).toBe(true);
    const again = await plain(['lab', 'http-methods', '--init', 'mine'], { home });
    expect(again.code).toBe(1);
    expect(again.err).toContain('nothing in this one is lost');
    const checked = await plain(['lab', 'http-methods', '--check', 'mine'], { home });
    expect(checked.code).toBe(1);
    expect(checked.out).toMatch(
      /✘ [\s\S]*> [A-Z]+ \/[\s\S]*< HTTP\/1\.1 \d+[\s\S]*expected [\s\S]*got [\s\S]*rule /,
    );
    expect(checked.out).toMatch(/checks? failed: \d+ of \d+ passed\. Your server answered/);
    // A failed task brings back the questions on its objective.
    const missed = events().filter(({ kind }) => kind === 'answer');
    expect(missed.length).toBeGreaterThan(0);
    expect(missed.every((event) => event.in === 'lab')).toBe(true);
    const { forecast } = JSON.parse((await plain(['progress', '--json'], { home })).out);
    expect(
      forecast.slice(0, 2).reduce((sum: number, { due }: { due: number }) => sum + due, 0),
    ).toBeGreaterThan(0);
  });

  test('in Python begins with one in Python', async () => {
    await plain(['lab', 'http-methods', '--init', 'mine', '--language', 'python'], { home });
    expect(existsSync(join(home, 'mine', 'server.py'))).toBe(true);
    const other = await plain(['lab', 'http-methods', '--init', 'mine2', '--language', 'cobol'], { home });
    expect(other).toMatchObject({ code: 2 });
    expect(other.err).toContain('There is javascript or python.');
  });

  test('that is right ends with 0, in words and as data, and its tasks are kept', async () => {
    const folder = join(import.meta.dirname, '../../labs/http-methods/solutions/correct-js');
    const { code, out } = await plain(['lab', 'http', '--check', folder], { home });
    expect(out).toMatch(/All is well: (\d+) of \1 passed\./);
    expect(code).toBe(0);
    expect(events().every(({ kind, task }) => kind === 'lab-task-done' && task!.startsWith('build/'))).toBe(
      true,
    );
    const data = JSON.parse((await plain(['lab', 'http', '--check', folder, '--json'], { home })).out);
    expect(data).toMatchObject({ lab: 'http-methods', passed: true });
    expect(data.checks[0]).toMatchObject({ state: 'passed' });
  });

  test('that does not start is told as data too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lab-mine-'));
    onTestFinished(() => void run('rm', ['-r', folder]));
    writeFileSync(join(folder, 'lab.json'), '{"start": "exit 3"}');
    const { code, out, err } = await plain(['lab', 'http', '--check', folder, '--json'], { home });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({ passed: false, problem: expect.stringContaining('exit code 3') });
  });

  test('that runs already is judged where it is', async () => {
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;
    const { code, out } = await plain(['lab', 'http', '--url', url], { home });
    expect(code).toBe(1);
    expect(out).toContain('failed');
  });

  test('is ended at once when the check is interrupted, even when it will not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lab-mine-'));
    onTestFinished(() => void run('rm', ['-r', folder]));
    const source = `process.on('SIGTERM', () => {}); require('node:fs').writeFileSync('pid', String(process.pid));
      require('node:net').createServer(() => {}).listen(process.env.PORT, '127.0.0.1');`;
    writeFileSync(join(folder, 'server.js'), source);
    writeFileSync(join(folder, 'lab.json'), '{"start": "node server.js"}');
    const terminal = begin(['lab', 'http-methods', '--check', folder]);
    await expect.poll(() => existsSync(join(folder, 'pid')), { timeout: 10_000 }).toBe(true);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    terminal.kill('SIGINT');
    expect(await terminal.exited).toMatchObject({ code: 130 });
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('is ended when nobody reads on what the check says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lab-mine-'));
    onTestFinished(() => void run('rm', ['-r', folder]));
    const source = `require('node:fs').writeFileSync('pid', String(process.pid));
      require('node:http').createServer((_, r) => r.end()).listen(process.env.PORT, '127.0.0.1');`;
    writeFileSync(join(folder, 'server.js'), source);
    writeFileSync(join(folder, 'lab.json'), '{"start": "node server.js"}');
    const command = `BACKEND_TUTOR_HOME='${home}/data' '${NODE}' '${BIN}' lab http-methods --check '${folder}' | head -n 1`;
    const { out } = await run('sh', ['-c', command]);
    expect(out.trim().split('\n')).toHaveLength(1);
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('is checked again on every save, until Ctrl-C', async () => {
    await plain(['lab', 'http-methods', '--init', 'mine'], { home });
    const terminal = begin(['lab', 'http-methods', '--check', 'mine', '--watch'], { rows: 60 });
    await terminal.see('Waiting for the next save.');
    const solution = join(import.meta.dirname, '../../labs/http-methods/solutions/correct-js/lab.json');
    const start = JSON.parse(readFileSync(solution, 'utf8')).start as string;
    const folder = join(import.meta.dirname, '../../labs/http-methods/solutions/correct-js');
    writeFileSync(join(home, 'mine', 'lab.json'), JSON.stringify({ start: `cd '${folder}' && ${start}` }));
    await terminal.see('All is well');
    terminal.type(KEY.ctrlC);
    expect((await terminal.exited).code).toBe(130);
  });
});

async function addressOf(terminal: Terminal): Promise<string> {
  const [, address] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(await terminal.see(/http:\/\/127\.0\.0\.1:\d+/))!;
  return address!;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function isAlive(pid: number): boolean {
  try {
    // A process that has ended but was not waited for is a zombie, and no longer alive.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return false;
  }
}

/** Folders of labs that were left behind. */
function leftIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('backend-tutor-lab-'));
}
