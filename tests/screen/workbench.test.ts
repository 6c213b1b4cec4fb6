import { beforeAll, describe, expect, test } from 'vitest';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { workProgram } from '../../src/screen/rich/work.ts';
import type { Workbench, WorkLine, WorkTask } from '../../src/screen/workbench.ts';
import { theme, VirtualTerminal } from './virtual.ts';

let pen: Pen;
beforeAll(async () => {
  pen = await loadPen(theme, 'draw');
});

/** A bench of three tasks; each line typed is answered with itself, and ticks one off. */
class Bench implements Workbench {
  title = 'Lab › Toys';
  keys = [{ key: 'h', does: 'hint', help: 'A hint.' }];
  typed: string[] = [];
  told: WorkLine[] = [{ text: 'Task 1: **begin**.', tone: 'text' }];
  list: WorkTask[] = ['Wind it up', 'Let it go', 'Catch it'].map((title) => ({ title, state: 'open' }));
  private hear: ((line?: WorkLine) => void) | undefined;

  tasks = () => this.list;
  lines = () => this.told;
  watch(hear: (line?: WorkLine) => void) {
    this.hear = hear;
    return () => {
      this.hear = undefined;
    };
  }
  async enter(line: string): Promise<'stay' | 'leave'> {
    if (line === 'q') return 'leave';
    this.typed.push(line);
    this.say({ text: `you said ${line}`, tone: 'received' });
    return 'stay';
  }
  say(line: WorkLine): void {
    this.told.push(line);
    this.hear?.(line);
  }
  tick(index: number): void {
    this.list[index] = { ...this.list[index]!, state: 'done' };
    this.hear?.();
  }
  get isWatched(): boolean {
    return this.hear !== undefined;
  }
}

describe.each([
  ['80 × 24', 80, 24],
  ['40 × 12', 40, 12],
])('a workbench on %s', (_, columns, rows) => {
  test('shows tasks, what happens, and what is typed, and fills the screen', async () => {
    const bench = new Bench();
    const terminal = new VirtualTerminal(columns, rows);
    const over = terminal.start(workProgram(bench, pen));
    let screen = await terminal.screen();
    expect(screen[0]).toContain('Lab › Toys');
    expect(screen[0]!.trimEnd().endsWith('0/3')).toBe(true);
    expect(screen.join('\n')).toContain('❯ Wind it up');
    expect(screen.join('\n')).toContain('Task 1: begin.');
    expect(screen.length).toBe(rows);
    for (const line of screen) expect(line.length).toBeLessThanOrEqual(columns);

    screen = await terminal.press('h', 'i');
    expect(screen.join('\n')).toContain('❯ hi');
    screen = await terminal.press('\r');
    expect(bench.typed).toEqual(['hi']);
    expect(screen.join('\n')).toContain('< you said hi');
    await terminal.press('q', '\r');
    await over;
    expect(bench.isWatched).toBe(false);
  });

  test('a tick appears the moment that a task is fulfilled, without a key', async () => {
    const bench = new Bench();
    const terminal = new VirtualTerminal(columns, rows);
    void terminal.start(workProgram(bench, pen));
    await terminal.screen();
    bench.tick(0);
    bench.say({ text: 'Done: Wind it up.', tone: 'good' });
    const screen = (await terminal.screen()).join('\n');
    expect(screen).toContain('1/3');
    expect(screen).toContain('❯ Let it go');
    expect(screen).toContain('✔ Done: Wind it up.');
    terminal.stop.abort();
  });

  test('what was typed survives what arrives meanwhile', async () => {
    const bench = new Bench();
    const terminal = new VirtualTerminal(columns, rows);
    void terminal.start(workProgram(bench, pen));
    await terminal.press('G', 'E', 'T');
    bench.say({ text: 'shop: GET /, answered 200 OK', tone: 'faint' });
    expect((await terminal.screen()).join('\n')).toContain('❯ GET');
    await terminal.press(' ', '/', '\r');
    expect(bench.typed).toEqual(['GET /']);
    terminal.stop.abort();
  });

  test('can be scrolled back, and comes to the newest again when something is typed', async () => {
    const bench = new Bench();
    for (let n = 1; n <= 60; n++) bench.told.push({ text: `line ${n}`, tone: 'plain' });
    const terminal = new VirtualTerminal(columns, rows);
    void terminal.start(workProgram(bench, pen));
    expect((await terminal.screen()).join('\n')).toContain('line 60');
    let screen = '';
    for (let n = 0; n < 40; n++) screen = (await terminal.press('\x1b[5~')).join('\n');
    expect(screen).toContain('Task 1: begin.');
    expect(screen).not.toContain('line 60');
    screen = (await terminal.press('x', '\r')).join('\n');
    expect(screen).toContain('< you said x');
    terminal.stop.abort();
  });

  test('a line that is wider than the screen is broken, not lost', async () => {
    const bench = new Bench();
    bench.told.push({ text: `${'abcdefghi '.repeat(12)}end`, tone: 'received' });
    const terminal = new VirtualTerminal(columns, rows);
    void terminal.start(workProgram(bench, pen));
    const screen = await terminal.screen();
    expect(screen.join('\n')).toContain('end');
    for (const line of screen) expect(line.length).toBeLessThanOrEqual(columns);
    terminal.stop.abort();
  });
});

describe('pasted text', () => {
  const pasted = (text: string) => `\x1b[200~${text}\x1b[201~`;

  test('is entered line by line, each when the one before it has been answered', async () => {
    const bench = new Bench();
    const answers: (() => void)[] = [];
    const begun: string[] = [];
    bench.enter = async (line) => {
      begun.push(line);
      if (line !== 'q') await new Promise<void>((resolve) => answers.push(resolve));
      return line === 'q' ? 'leave' : 'stay';
    };
    const terminal = new VirtualTerminal();
    const over = terminal.start(workProgram(bench, pen));
    await terminal.press(pasted('one\rtwo\rthree'));
    expect(begun).toEqual(['one']);
    await terminal.press('\r');
    expect(begun).toEqual(['one']);
    for (const next of [
      ['one', 'two'],
      ['one', 'two', 'three'],
    ]) {
      answers.shift()!();
      await terminal.screen();
      expect(begun).toEqual(next);
    }
    // What is typed waits for nothing, and leaving never does.
    await terminal.press('q', '\r');
    await over;
  });

  test('may break a command after a backslash', async () => {
    const bench = new Bench();
    const terminal = new VirtualTerminal();
    void terminal.start(workProgram(bench, pen));
    const screen = await terminal.press(pasted('curl -i \\\r  -d x=1 \\\r'));
    expect(bench.typed).toEqual([]);
    expect(screen.join('\n')).toContain('❯ curl -i -d x=1');
    await terminal.press(...'{shop}/', '\r');
    expect(bench.typed).toEqual(['curl -i -d x=1 {shop}/']);
    terminal.stop.abort();
  });
});

test('help is shown for ? and Enter, and any key closes it', async () => {
  const terminal = new VirtualTerminal();
  void terminal.start(workProgram(new Bench(), pen));
  await terminal.screen();
  expect((await terminal.press('?', '\r')).join('\n')).toContain('A hint.');
  expect((await terminal.press(' ')).join('\n')).toContain('Wind it up');
  terminal.stop.abort();
});

test('help leaves an empty line to type on', async () => {
  const terminal = new VirtualTerminal();
  void terminal.start(workProgram(new Bench(), pen));
  await terminal.press('?', '\r');
  const screen = (await terminal.press('x')).join('\n');
  expect(screen).toContain('Wind it up');
  expect(screen).not.toMatch(/❯ [?x]/);
  terminal.stop.abort();
});

test.each([
  ['80 × 24', 80, 24],
  ['40 × 12', 40, 12],
])('help that is longer than %s can be scrolled, and read', async (_, columns, rows) => {
  const bench = new Bench();
  const usage = 'wind <toy> [turns] [direction]';
  bench.keys = Array.from({ length: 30 }, (_, n) => ({
    key: `${n}`,
    does: '',
    help: `Help on number ${n}.`,
  }));
  bench.keys.push({ key: usage, does: '', help: 'Winds a toy up, as often as you say.' });
  const terminal = new VirtualTerminal(columns, rows);
  void terminal.start(workProgram(bench, pen));
  await terminal.press('?', '\r');
  let screen = '';
  for (let n = 0; n < 5; n++) screen = (await terminal.press('\x1b[6~')).join('\n');
  expect(screen).toContain(usage);
  expect(screen.replace(/\s+/g, ' ')).toContain('Winds a toy up, as often as you say.');
  expect(screen).not.toContain('Help on number 0.');
  for (let n = 0; n < 5; n++) screen = (await terminal.press('\x1b[5~')).join('\n');
  expect(screen).toContain('Help on number 0.');
  expect((await terminal.press(' ')).join('\n')).toContain('Wind it up');
  terminal.stop.abort();
});

test('the task that is next is always among those shown', async () => {
  const bench = new Bench();
  bench.list = Array.from({ length: 9 }, (_, n) => ({
    title: `Toy ${n + 1}`,
    state: n < 6 ? 'done' : 'open',
  }));
  const terminal = new VirtualTerminal(40, 12);
  void terminal.start(workProgram(bench, pen));
  expect((await terminal.screen()).join('\n')).toContain('❯ Toy 7');
  terminal.stop.abort();
});
