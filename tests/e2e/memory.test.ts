import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEA } from '../fixtures/tea.ts';
import { plain } from './plain.ts';
import { answer } from './solve.ts';
import { KEY, Terminal, temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
let terminal: Terminal | undefined;
beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => {
  terminal?.end();
  remove();
});

const tea = (args: string[], input = '') => plain([...args, '--course', TEA], { home, input });
const log = () => join(home, 'data', 'answers.jsonl');

function events(): { question: string; in: string; result: string; sure?: boolean }[] {
  return readFileSync(log(), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Moves all that has happened some days into the past. */
function daysPass(days: number): void {
  const moved = readFileSync(log(), 'utf8').replace(/"at":"([^"]+)"/g, (_, at: string) => {
    return `"at":"${new Date(Date.parse(at) - days * 86_400_000).toISOString()}"`;
  });
  writeFileSync(log(), moved);
}

describe('review', () => {
  test('says so when nothing is due, and what comes next', async () => {
    expect((await tea(['review'])).out).toContain('Nothing is due today.');
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    const { code, out } = await tea(['review']);
    expect(code).toBe(0);
    // They come back after most of a day, which may be before midnight.
    expect(out).toMatch(
      /Nothing is due (right now\. Later today 7 questions come due|today\. Tomorrow 7 questions come due)\./,
    );
  });

  test('asks what has faded, writes it down as review, and ends with what is next', async () => {
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    daysPass(4);
    const { out } = await tea(['review'], 's\n'.repeat(14));
    expect(out).toMatch(/^1\/7 {2}From leaf to cup › Review$/m);
    expect(out).toContain('0 of 7 remembered');
    expect((await tea(['review'])).out).toMatch(/Nothing is due (today|right now)\./);
  });

  test('asks once more what was missed, and only that; the first answer counts', async () => {
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    daysPass(4);
    terminal = new Terminal(['review', '--course', TEA], home);
    await terminal.see('Review');
    const whole = (place: string) => terminal!.seeWhole(place);
    const missed: string[] = [];
    for (let n = 1; n <= 7; n++) {
      await whole(`${n}/7`);
      // Every other question is known.
      const id = await answer(terminal, n % 2 === 0);
      if (n % 2 === 1) missed.push(id);
      terminal.type(KEY.enter);
    }
    const again: string[] = [];
    for (let n = 1; n <= 4; n++) {
      await whole(`again ${n}/4`);
      again.push(await answer(terminal));
      terminal.type(KEY.enter);
    }
    expect(again).toEqual(missed);
    await terminal.see('3 of 7 remembered');
    expect(events().filter((event) => event.in === 'review')).toHaveLength(11);
    terminal.type('q');
    await terminal.exited;
    // Missed at first, so they come back tomorrow; what was known, later.
    const { out } = await tea(['review']);
    expect(out).toMatch(/4 questions come due/);
  });

  test('leaving between the two rounds loses nothing', async () => {
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    daysPass(4);
    await tea(['review'], 's\n'.repeat(7));
    expect(events().filter((event) => event.in === 'review')).toHaveLength(7);
    expect((await tea(['review'])).out).toMatch(/Nothing is due (today|right now)\./);
  });

  test('keeps to the minutes of a day', async () => {
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    daysPass(10);
    await tea(['config', 'minutes', '2']);
    const { out } = await tea(['review'], '');
    const asked = Number(/^1\/(\d)/m.exec(out)![1]);
    expect(asked).toBeLessThan(7);
    expect(asked).toBeGreaterThan(1);
  });

  test('ends for today when the minutes are used up, and goes on only for who wants more', async () => {
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    daysPass(10);
    await tea(['config', 'minutes', '2']);
    await tea(['review'], 's\n'.repeat(14));
    expect((await tea(['start'], '')).out).not.toContain('due');
    const { out } = await tea(['review'], '1\n');
    expect(out).toMatch(
      /You have reviewed as much today as you want to\s+\(2\s+min.*\d\s+questions? more could be reviewed/s,
    );
    expect(out).not.toContain('› Review');
    const more = await tea(['review'], '2\ns\n');
    expect(more.out).toMatch(/1\/\d {2}From leaf to cup › Review/);
    daysPass(1);
    expect((await tea(['start'], '')).out).toMatch(/reviews? due/);
  });

  test('home and start tell how many are due and how long that takes', async () => {
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    daysPass(4);
    expect((await tea(['start'], '')).out).toMatch(/7 reviews due, about \d min/);
    terminal = new Terminal(['--course', TEA], home);
    await terminal.see(/Review {2}7 reviews due, about \d min/);
    terminal.end();
    await tea(['config', 'minutes', '1']);
    expect((await tea(['start'], '')).out).toMatch(/\d of 7 reviews due, about 1 min/);
  });

  test('asks nothing that was answered in another terminal meanwhile', async () => {
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    daysPass(4);
    terminal = new Terminal(['--course', TEA], home);
    await terminal.see('7 reviews due');
    expect((await tea(['review'], 's\n'.repeat(14))).out).toContain('0 of 7 remembered');
    terminal.type(KEY.down);
    await terminal.see(/❯ 2\. Review/);
    terminal.type(KEY.enter);
    await terminal.see(/Nothing is due/);
  });

  test('going back shows what was said about the answer', async () => {
    await tea(['quiz', 'leaves'], 's\n'.repeat(7));
    daysPass(4);
    terminal = new Terminal(['review', '--course', TEA], home);
    await terminal.seeWhole('1/7');
    await answer(terminal, true);
    await terminal.see('Right.');
    terminal.type(KEY.enter);
    await terminal.seeWhole('2/7');
    // In a typed question the key is the whole line.
    terminal.type('b');
    if (terminal.text().includes('b Enter')) terminal.type(KEY.enter);
    await terminal.see((text) => text.includes('1/7') && text.includes('Right.'));
    terminal.type('q');
    expect((await terminal.exited).code).toBe(0);
    await terminal.see('Your answers are saved. backend-tutor review asks what is due.');
  });
});

describe('what was missed', () => {
  test('quiz --missed asks only that', async () => {
    expect((await tea(['quiz', 'leaves', '--missed'])).out).toContain('Nothing was missed last time.');
    await tea(['quiz', 'leaves', '--count', '3'], 's\ns\ns\n');
    const { out } = await tea(['quiz', 'leaves', '--missed'], '');
    expect(out).toMatch(/^1\/3 /m);
  });
});

describe('confidence', () => {
  test('asks with one key before the verdict and marks a sure mistake', async () => {
    await tea(['config', 'confidence', 'on']);
    terminal = new Terminal(['quiz', 'leaves', '--seed', '4', '--course', TEA], home);
    await terminal.see('Ask-check-plant');
    const digit = /(\d)\. plain answer/.exec(terminal.text())![1]!;
    terminal.type(digit);
    await terminal.see(`❯ ${digit}.`);
    terminal.type(KEY.enter);
    await terminal.see('Are you sure of your answer?');
    expect(terminal.text()).not.toContain('Not right');
    terminal.type('y');
    await terminal.see('You were sure of it, so it comes back soon.');
    expect(events()[0]).toMatchObject({ result: 'wrong', sure: true });
    terminal.type('q');
    await terminal.exited;
    expect((await tea(['review'], '')).out).toContain('Ask-check-plant');
  });

  test('a pretest known for sure offers to skip the section, and reading stays the first choice', async () => {
    await tea(['config', 'confidence', 'on']);
    terminal = new Terminal(['start', '--course', TEA], home);
    await terminal.see('Welcome');
    terminal.type(KEY.enter);
    const screen = await terminal.see('Ask-guess');
    const digit = /(\d)\. true answer/.exec(screen)![1]!;
    terminal.type(digit);
    await terminal.see(`❯ ${digit}.`);
    terminal.type(KEY.enter);
    await terminal.see('Are you sure');
    terminal.type('y');
    await terminal.see('Right.');
    terminal.type(KEY.enter);
    await terminal.see('❯ 1. Read it all the same');
    terminal.type('q');
    await terminal.exited;
    // Who leaves here comes back to the same offer.
    terminal = new Terminal(['start', '--course', TEA], home);
    await terminal.see('❯ 1. Read it all the same');
    terminal.type('2');
    await terminal.see('❯ 2. Skip this section');
    terminal.type(KEY.enter);
    await terminal.see('Ask-check-plant');
  });
});

test('after the first section of a sitting, what is due is offered', async () => {
  await tea(['quiz', 'leaves', '--count', '2', '--seed', '3'], 's\ns\n');
  daysPass(4);
  terminal = new Terminal(['start', '--course', TEA], home);
  await answer(terminal);
  terminal.type(KEY.enter);
  await terminal.see('One plant');
  terminal.type(KEY.enter);
  await answer(terminal);
  terminal.type(KEY.enter);
  await terminal.see('A section is done');
  terminal.type(KEY.enter);
  await terminal.see('› Review');
});
