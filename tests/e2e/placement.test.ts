import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RIGHT, writeLadder } from '../fixtures/ladder.ts';
import { TEA } from '../fixtures/tea.ts';
import { plain } from './plain.ts';
import { isWhole, KEY, Terminal, type TerminalOptions, temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
let course: string;
const open: Terminal[] = [];
beforeEach(() => {
  ({ home, remove } = temporaryHome());
  course = writeLadder(join(home, 'course'));
});
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.end();
  remove();
});

interface Line {
  kind: string;
  question: string;
  result: string;
  in: string;
  run: string;
  modules?: string[];
  cleared?: string[];
}

function events(): Line[] {
  const path = join(home, 'data', 'answers.jsonl');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const answers = () => events().filter(({ kind }) => kind === 'answer');
const ends = () => events().filter(({ kind }) => kind === 'placed');

const lines = (args: string[], input = '') => plain([...args, '--course', course], { home, input });
/** Gives the same answer often enough for any placement. */
const always = (answer: string, after = '') => `${`${answer}\n`.repeat(15)}${after}`;

async function listed(): Promise<{ id: string; state: string; probablyKnown?: true }[]> {
  return JSON.parse((await lines(['list', '--json'])).out).modules;
}

function begin(args: string[], options: TerminalOptions = {}): Terminal {
  const terminal = new Terminal([...args, '--course', course], home, options);
  open.push(terminal);
  return terminal;
}

describe('placement in plain mode', () => {
  test('asks 8 to 15 questions, each with its place, and marks nothing for who knows nothing', async () => {
    const { code, out, err } = await lines(['placement'], always('s'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^1\/15 {2}What do you know already\? › Rung \w+$/m);
    expect(out).toContain("s: I don't know.");
    expect(out).toMatch(/0 of \d+ right\. No module is surely known/);
    expect(answers().length).toBeGreaterThanOrEqual(8);
    expect(answers().length).toBeLessThanOrEqual(15);
    expect(new Set(answers().map((event) => event.in))).toEqual(new Set(['placement']));
    expect(ends()).toMatchObject([{ modules: [], run: answers()[0]!.run }]);
    // To be asked is not to have begun.
    expect((await listed()).map(({ state }) => state)).toEqual(['new', 'new', 'new', 'new']);
    expect((await lines(['quiz'])).out).toContain('You have not begun a module yet.');
  });

  test('what was missed in it was never taught, so no review asks it', async () => {
    await lines(['placement'], always('s'));
    const log = join(home, 'data', 'answers.jsonl');
    const threeDaysAgo = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    writeFileSync(log, readFileSync(log, 'utf8').replace(/"at":"[^T]+/g, `"at":"${threeDaysAgo}`));
    expect((await lines(['review'])).out).toContain('Nothing is due today. Nothing else is planned yet');
    expect((await lines(['start'])).out).not.toContain('due');
  });

  test('lets each mark be taken back before it counts, and afterwards', async () => {
    // Enter would take all four; 2 takes back the first, then Enter. What is typed too much is no choice.
    const { out } = await lines(['placement'], always(RIGHT, '2\n\n'));
    expect(out).toContain('Mark 4 modules and go on');
    expect(out).toContain('Mark 3 modules and go on');
    expect(ends()).toMatchObject([{ modules: ['low', 'middle', 'high'] }]);
    // Another time: change what is marked, take back the last, leave; then the same again, and go on.
    const left = await lines(['placement'], '1\n5\nq\n');
    expect(left.out).toContain('Rung ground (not marked; choose to mark)');
    expect(left.out).toContain('Mark 2 modules and go on');
    expect(left.out).toMatch(/Left as it was: nothing has changed\.\n$/);
    expect(left.out).not.toContain('Saved.');
    expect(ends()).toHaveLength(1);
    await lines(['placement'], '1\n5\n1\n');
    expect(ends()[1]).toMatchObject({ modules: ['low', 'middle'], cleared: ['high'] });
    expect((await listed()).map(({ probablyKnown }) => probablyKnown)).toEqual([
      undefined,
      true,
      true,
      undefined,
    ]);
    await lines(['reset', 'low', '--yes']);
    expect((await listed()).map(({ probablyKnown }) => probablyKnown)).toEqual([
      undefined,
      undefined,
      true,
      undefined,
    ]);
  });

  test('keeps its answers when it is left, and goes on with the very same question', async () => {
    const first = await lines(['placement'], 's\ns\ns\nq\n');
    expect(first.out).toContain('Saved. backend-tutor placement goes on from here.');
    const left = lastQuestion(first.out);
    const second = await lines(['placement'], 'q\n');
    expect(second.out).toContain('4/15');
    expect(lastQuestion(second.out)).toBe(left);
    // Nothing was begun, so start goes on with it too.
    const third = await lines(['start'], always('s'));
    expect(third.out).not.toContain('Welcome');
    expect(third.out).toContain('4/15');
    expect(third.out).toContain('No module is surely known');
    expect(ends()).toHaveLength(1);
  });

  test('says what comes of leaving at the marks, and comes back to them', async () => {
    const { out } = await lines(['placement'], always(RIGHT, '2\nq\n'));
    expect(out).toMatch(/No mark has changed yet\.\nSaved\. backend-tutor placement goes on from here\.\n$/);
    expect(ends()).toEqual([]);
    expect((await lines(['placement'], '\n')).out).toContain('Mark 4 modules and go on');
  });

  test('names the module that comes next when the first one has been passed', async () => {
    await lines(['quiz', 'ground', '--count', '9'], `${RIGHT}\n`.repeat(9));
    const { out } = await lines(['placement'], always('s'));
    const next = (await lines(['start'])).out.match(/Part one of (\w+)/)![1];
    expect(next).toBe('low');
    expect(out.replace(/\s+/g, ' ')).toContain('No other module is surely known. You go on with Rung low.');
  });

  test('can be left for good, with nothing marked', async () => {
    const { out } = await lines(['placement'], `${RIGHT}\nb\n2\n`);
    expect(out).toContain('Leave them (nothing is marked as known)');
    expect(ends()).toMatchObject([{ modules: [] }]);
    expect((await lines(['placement'])).out).toContain('1/15');
  });

  test('is offered after the welcome to who does not name a module; Enter says "new"', async () => {
    const welcome = await lines(['start'], '\n\nq\n');
    expect(welcome.out).toContain('1. I am new to this');
    expect(welcome.out).toContain('2. I know some of it: find out what (8 to 15 questions)');
    expect(welcome.out).toContain('Part one of ground');
    expect(events()).toEqual([]);
  });

  test('leads from the welcome to the first module that is not known', async () => {
    const { out } = await lines(['start'], `\n2\n${always('s')}`);
    expect(out).toContain('What do you know already?');
    expect(out).toContain('Part one of ground');
    expect(ends()).toHaveLength(1);
  });

  test('is not offered to who names a module, nor in a course of one module', async () => {
    expect((await lines(['start', 'high'], '\n')).out).not.toContain('I am new to this');
    const tea = await plain(['start', '--course', TEA], { home, input: '\n' });
    expect(tea.out).not.toContain('I am new to this');
  });
});

describe('after a placement', () => {
  test('start passes over what is probably known, and list and home say so', async () => {
    const terminal = begin(['placement']);
    await passPages(terminal, 'Now come', 'Ask-');
    await answerAll(terminal, (screen) => /Ask-(ground|low)/.test(screen));
    terminal.type(KEY.enter);
    await terminal.exited;
    expect(ends()).toMatchObject([{ modules: ['ground', 'low'] }]);
    const modules = await listed();
    expect(modules.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'new']);
    expect(modules.map(({ probablyKnown }) => probablyKnown)).toEqual([true, true, undefined, undefined]);
    expect((await lines(['list'])).out).toContain('probably known: 3 sections, 9 questions');
    const { out } = await lines(['start']);
    expect(out).not.toContain('Welcome');
    expect(out).toContain('Part one of middle');
    const second = begin([]);
    await second.see('2 probably known, 2 new');
    expect(second.text()).toContain('Continue: Rung middle');
  });

  test('to leave at its result says what was saved, and that learning comes next', async () => {
    const terminal = begin(['placement']);
    await passPages(terminal, 'Now come', 'Ask-');
    await answerAll(terminal, () => false);
    expect(terminal.text()).toContain('You begin with Rung ground');
    terminal.type('q');
    await terminal.exited;
    expectFarewell(terminal, 'Saved. backend-tutor start goes on with learning.');
    expect(ends()).toMatchObject([{ modules: [] }]);
  });
});

describe.each([
  ['80 × 24', { columns: 80, rows: 24 }],
  ['40 × 12', { columns: 40, rows: 12 }],
])('placement on a terminal of %s', (_, size) => {
  test('leads from the home screen through the questions to marks that can be taken back', async () => {
    const terminal = begin([], size);
    await terminal.see('Start: Rung ground');
    terminal.type(KEY.enter);
    await passPages(terminal, 'Welcome', 'I am new to this');
    terminal.type('2');
    await terminal.see('❯ 2.');
    terminal.type(KEY.enter);
    await passPages(terminal, 'Now come', 'Ask-');
    await answerAll(terminal, () => true);
    expectFits(terminal, size.columns);
    // Over the text down to the first module, and take it back.
    for (let n = 0; n < 40 && !/❯ 2\./.test(terminal.text()); n++) await terminal.press(KEY.down);
    terminal.type(KEY.enter);
    await terminal.see(/❯ 2\.[^❯]*taken back/);
    terminal.type('1');
    await terminal.see('❯ 1. Mark 3 modules');
    expectFits(terminal, size.columns);
    terminal.type(KEY.enter);
    await terminal.see('Why climb?');
    terminal.type('q');
    expect(await terminal.exited).toMatchObject({ code: 0 });
    expect(ends()).toMatchObject([{ modules: ['low', 'middle', 'high'] }]);
    const again = begin([], size);
    await again.see(/3\s+probably\s+known/);
    expectFits(again, size.columns);
  });

  test('leads back from the first question to what was said before it, and out', async () => {
    const terminal = begin(['placement'], size);
    await passPages(terminal, 'Now come', 'Ask-');
    terminal.type('b');
    await terminal.see('❯ b');
    terminal.type(KEY.enter);
    await terminal.see('Now come');
    terminal.type('b');
    expect(await terminal.exited).toMatchObject({ code: 0 });
    expectFarewell(terminal, 'Left as it was: nothing has changed.');
    expect(events()).toEqual([]);
  });

  test('goes on at the same question after it was killed', async () => {
    const first = begin(['placement'], size);
    await passPages(first, 'Now come', 'Ask-');
    await answerOne(first, true);
    first.type(KEY.enter);
    const secondQuestion = (text: string) => text.includes('2/15') && text.includes('Ask-') && isWhole(text);
    const question = await first.see(secondQuestion);
    first.kill('SIGKILL');
    await first.exited;
    const second = begin(['placement'], size);
    expect(await second.see(secondQuestion)).toBe(question);
    second.type('q');
    await second.see('❯ q');
    second.type(KEY.enter);
    await second.exited;
    expectFarewell(second, 'Saved. backend-tutor placement goes on from here.');
    const third = begin([], size);
    await third.see('Go on finding out');
    expectFits(third, size.columns);
  });
});

/** Waits for the page that shows `first`, then presses Enter until the screen shows `wanted`. */
async function passPages(terminal: Terminal, first: string, wanted: string): Promise<void> {
  await terminal.see(first);
  while (!terminal.text().includes(wanted)) await terminal.press(KEY.enter);
}

async function answerOne(terminal: Terminal, rightly: boolean): Promise<void> {
  const word = rightly ? RIGHT : 's';
  terminal.type(word);
  await terminal.see(`❯ ${word}`);
  terminal.type(KEY.enter);
  await terminal.see(rightly ? 'Right.' : 'Here is the answer.');
}

async function answerAll(terminal: Terminal, knows: (prompt: string) => boolean): Promise<void> {
  for (let n = 1; ; n++) {
    const text = await terminal.see((now) => now.includes(`${n}/15`) || /(probably|surely) known/.test(now));
    if (!text.includes(`${n}/15`)) return;
    await answerOne(terminal, knows(text));
    terminal.type(KEY.enter);
  }
}

function expectFits(terminal: Terminal, columns: number): void {
  for (const line of terminal.lines()) expect(line.length).toBeLessThanOrEqual(columns);
}

/** What is said at the end, none of its words cut by the edge of the terminal. */
function expectFarewell(terminal: Terminal, sentence: string): void {
  expect(terminal.lines().join(' ').replace(/ +/g, ' ').trim()).toBe(sentence);
}

function lastQuestion(out: string): string {
  return out.match(/Ask-[a-z0-9-]+/g)!.at(-1)!;
}
