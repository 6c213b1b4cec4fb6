import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { AnswerEvent, LearnerEvent } from '../../src/learner/event.ts';
import { Log } from '../../src/store/log.ts';
import { formatExport } from '../../src/store/transfer.ts';
import { plain } from '../e2e/plain.ts';
import { answer } from '../e2e/solve.ts';
import { KEY, Terminal } from '../e2e/terminal.ts';
import { answered, at } from '../fixtures/events.ts';
import { temporaryFolder } from '../fixtures/folder.ts';
import { asProgram, src } from '../fixtures/process.ts';
import { TEA } from '../fixtures/tea.ts';

const EACH = 250;

/** What a learner's process does here: records, opens the folder anew now and then, and looks when it is told to. */
const LEARNER = `
  import { Store } from ${JSON.stringify(src('store/store.ts'))};
  const [, , folder, name, each] = process.argv;
  const notices = [];
  const open = () => {
    const store = new Store(folder, () => new Date());
    notices.push(...store.notices);
    return store;
  };
  let store = open();
  const record = (n) => store.record({
    kind: 'answer', question: name + '/q' + n, result: 'right', score: 1, ms: 1, in: 'lesson', run: name,
  });
  process.on('message', (what) => {
    if (what === 'go') {
      for (let n = 0; n < Number(each); n++) {
        record(n);
        if (n % 25 === 24) {
          store.close();
          store = open();
        }
      }
      process.send({ own: Object.keys(store.state.questions).filter((ref) => ref.startsWith(name + '/')).length });
    } else {
      store.refresh();
      const seen = (state) => [state.answers.total, Object.keys(state.questions).length];
      process.send({ seen: seen(store.state), fresh: seen(open().state), notices });
      process.disconnect();
    }
  });
  process.send('ready');
`;

let scripts: string;
let program: string;
beforeAll(async () => {
  scripts = mkdtempSync(join(tmpdir(), 'tutor-processes-'));
  program = await asProgram(LEARNER, scripts);
});
afterAll(() => rmSync(scripts, { recursive: true, force: true }));

function eventsIn(folder: string): LearnerEvent[] {
  return readFileSync(join(folder, 'answers.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const answersIn = (folder: string) =>
  eventsIn(folder).filter((event): event is AnswerEvent => event.kind === 'answer');

const unique = (items: readonly unknown[]) => new Set(items).size;

describe('processes that learn at once in one folder', () => {
  test.each([2, 3, 5, 8])(
    '%i of them, 250 answers each: all are there, none twice, and each sees all',
    {
      timeout: 300_000,
    },
    async (count) => {
      const folder = join(temporaryFolder(), 'data');
      const names = Array.from({ length: count }, (_, n) => `p${n}`);
      const learners = names.map((name) => fork(program, [folder, name, String(EACH)]));
      onTestFinished(() => {
        for (const learner of learners) if (learner.exitCode === null) learner.kill('SIGKILL');
      });
      const all = async (what?: string) => {
        const said = learners.map((learner) => word(learner));
        if (what) for (const learner of learners) learner.send(what);
        return Promise.all(said);
      };
      await all();
      expect(await all('go')).toEqual(names.map(() => ({ own: EACH })));
      const whole = [count * EACH, count * EACH];
      expect(await all('look')).toEqual(names.map(() => ({ seen: whole, fresh: whole, notices: [] })));

      const answers = answersIn(folder);
      expect(answers).toHaveLength(count * EACH);
      expect(unique(answers.map(({ id }) => id))).toBe(count * EACH);
      for (const name of names) {
        const own = answers.filter(({ run }) => run === name).map(({ question }) => question);
        expect(own).toEqual(Array.from({ length: EACH }, (_, n) => `${name}/q${n}`));
      }
      expect(readdirSync(folder).filter((name) => /damaged|aside/.test(name))).toEqual([]);
    },
  );

  /** The next message of a process; fails when it ends instead. */
  async function word(learner: ChildProcess): Promise<unknown> {
    const ended = once(learner, 'exit').then(([code]) => ({ ended: code }));
    return Promise.race([once(learner, 'message').then(([message]) => message), ended]);
  }

  // Looking at the wrong moment is rare, so it is tried several times.
  test.each([1, 2, 3, 4])(
    'a line that is being written at the moment of looking is neither lost nor called damaged (%i)',
    async () => {
      const path = join(temporaryFolder(), 'answers.jsonl');
      const LINES = 20_000;
      const line = JSON.stringify(answered(`a/${'x'.repeat(3000)}`, { id: 'ID' }));
      const writer = join(scripts, 'writer.cjs');
      writeFileSync(
        writer,
        `const { openSync, writeSync } = require('node:fs');
         const [path, line, lines] = process.argv.slice(2);
         const file = openSync(path, 'a');
         for (let n = 0; n < Number(lines); n++) writeSync(file, line.replace('ID', 'e' + n) + '\\n');`,
      );
      const child = fork(writer, [path, line, String(LINES)]);
      let ended = false;
      child.on('exit', () => {
        ended = true;
      });
      const log = new Log(path);
      const ids = new Set<string>();
      const damage: string[] = [];
      const look = () =>
        log.readOn({ event: ({ id }) => ids.add(id), damage: (text) => damage.push(text) }, true);
      while (!ended) {
        for (let n = 0; n < 200; n++) look();
        await new Promise((resolve) => setImmediate(resolve));
      }
      look();
      expect(damage).toEqual([]);
      expect(ids.size).toBe(LINES);
    },
  );

  test('quizzes in several windows: every verdict that was printed is in the log once', {
    timeout: 300_000,
  }, async () => {
    const home = temporaryFolder();
    const window = async () => {
      let verdicts = 0;
      for (let n = 0; n < 4; n++) {
        const quiz = await plain(['quiz', 'leaves', '--course', TEA], { home, input: 's\n'.repeat(7) });
        expect(quiz).toMatchObject({ code: 0, err: '' });
        verdicts += quiz.out.split('Here is the answer.').length - 1;
      }
      return verdicts;
    };
    const verdicts = await Promise.all([window(), window(), window(), window()]);
    expect(verdicts).toEqual([28, 28, 28, 28]);
    const answers = answersIn(join(home, 'data'));
    expect(answers).toHaveLength(112);
    expect(unique(answers.map(({ id }) => id))).toBe(112);
    expect(unique(answers.map(({ run }) => run))).toBe(16);
    const progress = await plain(['progress', '--json', '--course', TEA], { home });
    expect(JSON.parse(progress.out).answers.total).toBe(112);
  });
});

test('two imports of the same file at once: every event counts once, and still does at the next start', {
  timeout: 120_000,
}, async () => {
  const home = temporaryFolder();
  const events = Array.from({ length: 2000 }, (_, n) => answered(`a/q${n % 50}`, { id: `e${n}`, at: at(n) }));
  const file = join(home, 'carried.jsonl');
  writeFileSync(file, formatExport(events, 'Tea', new Date(0)));
  const imports = await Promise.all([1, 2, 3].map(() => plain(['import', file], { home })));
  expect(imports.map(({ code }) => code)).toEqual([0, 0, 0]);
  for (let n = 0; n < 2; n++) {
    const progress = await plain(['progress', '--json', '--course', TEA], { home });
    expect(JSON.parse(progress.out).answers.total).toBe(2000);
  }
});

describe('two processes that resume the same lesson', () => {
  test('line by line: nobody fails, and no answer is lost', { timeout: 300_000 }, async () => {
    const home = temporaryFolder();
    const start = (input: string) => plain(['start', '--course', TEA], { home, input });
    // Welcome, the question beforehand, then leave on the first page.
    expect(await start('\ns\nq\n')).toMatchObject({ code: 0, err: '' });

    // Enter goes on at a page and asks again at a question; s answers a question.
    const both = await Promise.all([start('\n\ns\n'.repeat(40)), start('\ns\n'.repeat(60))]);
    for (const { code, err } of both) expect({ code, err }).toEqual({ code: 0, err: '' });
    const verdicts = both.map(({ out }) => out.split('Here is the answer.').length - 1);
    const answers = answersIn(join(home, 'data'));
    expect(Math.min(...verdicts)).toBeGreaterThan(0);
    expect(answers.length).toBeGreaterThanOrEqual(1 + verdicts[0]! + verdicts[1]!);
    expect(unique(answers.map(({ id }) => id))).toBe(answers.length);

    const progress = await plain(['progress', '--json', '--course', TEA], { home });
    expect(progress.err).toBe('');
    expect(JSON.parse(progress.out).answers.total).toBe(answers.length);
    expect(await start('q\n')).toMatchObject({ code: 0, err: '' });
  });

  test('on two terminals: both go on, and what one answers the other knows', {
    timeout: 120_000,
  }, async () => {
    const home = temporaryFolder();
    const first = await plain(['start', '--course', TEA], { home, input: '\nq\n' });
    expect(first).toMatchObject({ code: 0, err: '' });
    const terminals = [1, 2].map(() => new Terminal(['start', '--course', TEA], home));
    onTestFinished(() => {
      for (const terminal of terminals) terminal.end();
    });
    const [one, two] = terminals as [Terminal, Terminal];
    for (const terminal of terminals) await terminal.see('Ask-guess');
    for (const terminal of terminals) {
      await answer(terminal);
      terminal.type(KEY.enter);
      await terminal.see('One plant');
    }
    // One runs ahead; two is still on the page before.
    one.type(KEY.enter);
    await answer(one, false);
    one.type(KEY.enter);
    await one.see('how hot?');
    two.type(KEY.enter);
    await two.see(/Ask-check-plant|how hot\?/);
    for (const terminal of terminals) terminal.type('q');
    for (const terminal of terminals) expect((await terminal.exited).code).toBe(0);

    const events = eventsIn(join(home, 'data'));
    const asked = events.flatMap((event) => (event.kind === 'answer' ? [event.question] : []));
    expect(asked).toEqual(['leaves/guess', 'leaves/guess', 'leaves/check-plant']);
    expect(unique(events.flatMap((event) => ('run' in event ? [event.run] : [])))).toBe(1);
    const again = await plain(['progress', '--json', '--course', TEA], { home });
    expect(JSON.parse(again.out).answers.total).toBe(3);
  });
});
