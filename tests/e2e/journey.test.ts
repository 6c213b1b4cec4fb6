import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEA } from '../fixtures/tea.ts';
import { answer } from './solve.ts';
import { KEY, Terminal, type TerminalOptions, temporaryHome } from './terminal.ts';

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

function begin(args: string[], options: TerminalOptions = {}): Terminal {
  const terminal = new Terminal([...args, '--course', TEA], home, options);
  open.push(terminal);
  return terminal;
}

function events(): { kind: string; question?: string; result?: string }[] {
  const log = readFileSync(join(home, 'data', 'answers.jsonl'), 'utf8');
  return log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Goes from the welcome to the first quiz question, answering rightly. */
async function readEverything(terminal: Terminal): Promise<void> {
  await terminal.see('Welcome');
  terminal.type(KEY.enter);
  await answer(terminal);
  terminal.type(KEY.enter);
  await terminal.see('One plant');
  terminal.type(KEY.enter);
  await answer(terminal);
  terminal.type(KEY.enter);
  await terminal.see('how hot?');
  terminal.type(KEY.enter);
  await answer(terminal);
  terminal.type(KEY.enter);
  await terminal.see('Quiz');
}

describe('learning a module on a terminal', () => {
  test('leads from the welcome through every kind of question to a passed module', async () => {
    const terminal = begin(['start']);
    await readEverything(terminal);
    for (let n = 1; n <= 5; n++) {
      await terminal.see(`${n}/5`);
      await answer(terminal);
      terminal.type(KEY.enter);
    }
    await terminal.see('Passed');
    terminal.type('q');
    expect(await terminal.exited).toMatchObject({ code: 0 });
    const kinds = events().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'answer')).toHaveLength(8);
    expect(kinds.filter((kind) => kind === 'section-read')).toHaveLength(2);
    expect(kinds.at(-1)).toBe('module-passed');
  });

  test('names what was missed, leads back to its section, and asks it once more', async () => {
    const terminal = begin(['start']);
    await readEverything(terminal);
    const wrong: string[] = [];
    for (let n = 1; n <= 5; n++) {
      await terminal.see(`${n}/5`);
      const id = await answer(terminal, n !== 2);
      if (n === 2) wrong.push(id);
      terminal.type(KEY.enter);
    }
    await terminal.see('Summary');
    expect(terminal.text()).toContain(`Ask-${wrong[0]}`);
    terminal.type('2');
    await terminal.see('❯ 2. Read again');
    terminal.type(KEY.enter);
    await terminal.see('Keep:');
    terminal.type(KEY.enter);
    await terminal.see('Summary');
    terminal.type(KEY.enter);
    await terminal.see('Once more');
    await answer(terminal);
    terminal.type(KEY.enter);
    await terminal.see('Another quiz');
  });
});

describe('leaving and coming back', () => {
  const ways: [string, (terminal: Terminal) => void, number][] = [
    ['q', (terminal) => terminal.type('q'), 0],
    ['Ctrl-C', (terminal) => terminal.type(KEY.ctrlC), 130],
    ['Ctrl-D', (terminal) => terminal.type(KEY.ctrlD), 0],
    ['SIGINT', (terminal) => terminal.kill('SIGINT'), 130],
    ['SIGTERM', (terminal) => terminal.kill('SIGTERM'), 143],
    ['SIGHUP', (terminal) => terminal.kill('SIGHUP'), 129],
    ['SIGKILL', (terminal) => terminal.kill('SIGKILL'), -1],
  ];

  test.each(ways)('%s on a page comes back to that page', async (_name, leave, code) => {
    const small = { columns: 40, rows: 12 };
    const first = begin(['start'], small);
    await first.see('Welcome');
    first.type(KEY.enter);
    await first.see('page 2/2');
    first.type(KEY.enter);
    await first.see('Ask-guess');
    first.type('s');
    await first.see('Here is the answer');
    first.type(KEY.enter);
    await first.see('One plant');
    first.type(KEY.enter);
    await first.see('page 2/');
    first.type(KEY.enter);
    const page = await first.seeWhole('page 3/');
    leave(first);
    const end = await first.exited;
    if (code >= 0) {
      expect(end.code).toBe(code);
      expect(first.alternate).toBe(false);
    }
    const second = begin(['start'], small);
    expect(await second.seeWhole('page 3/')).toBe(page);
  });

  test.each(ways)(
    '%s in a question comes back to that question, with all before it done',
    async (_name, leave) => {
      const first = begin(['start']);
      await first.see('Welcome');
      first.type(KEY.enter);
      await answer(first);
      first.type(KEY.enter);
      await first.see('One plant');
      first.type(KEY.enter);
      const question = await first.seeWhole('Ask-check-plant');
      leave(first);
      await first.exited;
      const second = begin(['start']);
      expect(await second.seeWhole('Ask-check-plant')).toBe(question);
      expect(events().filter(({ kind }) => kind === 'answer')).toHaveLength(1);
    },
  );

  test('an answer that was confirmed is not asked for again after a kill', async () => {
    const first = begin(['start']);
    await first.see('Welcome');
    first.type(KEY.enter);
    await answer(first);
    first.kill('SIGKILL');
    await first.exited;
    const second = begin(['start']);
    await second.see('One plant');
  });
});

test('the terminal may change its size in the middle of a question', async () => {
  const terminal = begin(['quiz', 'leaves', '--seed', '1']);
  await terminal.see('1/7');
  terminal.resize(40, 24);
  await terminal.see((text) => text.includes('Ask-') && text.split('\n').every((line) => line.length <= 40));
  expect(terminal.text().match(/Ask-/g)).toHaveLength(1);
  await answer(terminal);
});

test('back goes to what was before, and an answered question shows what was said about it', async () => {
  const terminal = begin(['start']);
  await terminal.see('Welcome');
  terminal.type(KEY.enter);
  await answer(terminal);
  terminal.type(KEY.enter);
  await terminal.see('One plant');
  const said = await terminal.press('b');
  expect(said).toContain('Right.');
  terminal.type(KEY.enter);
  await terminal.see('One plant');
});

test('back in a later session shows the right answer, as what was said then is not kept', async () => {
  const first = begin(['start']);
  await first.see('Welcome');
  first.type(KEY.enter);
  await answer(first, false);
  first.type(KEY.enter);
  await first.see('One plant');
  first.type('q');
  await first.exited;
  const second = begin(['start']);
  await second.seeWhole('One plant');
  expect(await second.press('b')).toContain('Here is the answer');
});

test('help lists the keys everywhere', async () => {
  const terminal = begin(['start']);
  await terminal.see('Welcome');
  terminal.type('?');
  await terminal.see('Any key closes this help.');
  terminal.type('x');
  await terminal.see('Welcome');
});

test('the home screen offers to continue at the section where the learner stopped', async () => {
  const first = begin(['start']);
  await first.see('Welcome');
  first.type(KEY.enter);
  await answer(first);
  first.type(KEY.enter);
  await first.see('One plant');
  first.type('q');
  await first.exited;
  const home = begin([]);
  await home.see('Continue: From leaf to cup');
  expect(home.text()).toContain('One plant');
  home.type(KEY.enter);
  await home.see('All true tea');
});
