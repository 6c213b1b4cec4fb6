import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEA } from '../fixtures/tea.ts';
import { BIN, KEY, NODE, Terminal, temporaryHome } from './terminal.ts';

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

/** A shell that runs the program and then tells how it finds the terminal. */
async function inShell(args: string[], env: Record<string, string> = {}): Promise<Terminal> {
  const script = join(home, 'run.sh');
  const command = [NODE, BIN, ...args, '--course', TEA].map((word) => `"${word}"`).join(' ');
  const lines = [
    'trap : INT HUP TERM',
    `sh -c 'echo $$ > pid; exec ${command}'`,
    'echo "code $?"',
    'stty -a',
    'echo done',
  ];
  writeFileSync(script, `${lines.join('\n')}\n`);
  terminal = new Terminal([], home, { shell: ['sh', script], env });
  return terminal;
}

function kill(signal: string): void {
  execFileSync('sh', ['-c', `kill -${signal} $(cat ${join(home, 'pid')})`]);
}

describe.each([
  ['a page', async (seen: Terminal) => seen.see('Welcome')],
  [
    'a choice',
    async (seen: Terminal) => {
      await seen.see('Welcome');
      seen.type(KEY.enter);
      await seen.see('Ask-guess');
    },
  ],
  [
    'feedback',
    async (seen: Terminal) => {
      await seen.see('Welcome');
      seen.type(KEY.enter);
      await seen.see('Ask-guess');
      seen.type('s');
      await seen.see('Here is the answer');
    },
  ],
])('leaving %s', (_where, go) => {
  const ways: [string, (seen: Terminal) => void, number][] = [
    ['q', (seen) => seen.type('q'), 0],
    ['Ctrl-C', (seen) => seen.type(KEY.ctrlC), 130],
    ['Ctrl-D', (seen) => seen.type(KEY.ctrlD), 0],
    ['SIGTERM', () => kill('TERM'), 143],
    ['SIGHUP', () => kill('HUP'), 129],
    ['SIGINT', () => kill('INT'), 130],
  ];
  test.each(ways)('by %s leaves the terminal as it was found', async (_name, leave, code) => {
    const seen = await inShell(['start']);
    await go(seen);
    leave(seen);
    await seen.see('done');
    expectClean(seen, code);
  });
});

test('an exception gives the terminal back, says one sentence, and shows a stack only when asked', async () => {
  const preload = join(home, 'fault.cjs');
  writeFileSync(preload, `process.on('SIGUSR2', () => { throw new Error('a fault from outside'); });\n`);
  const seen = await inShell(['start'], { NODE_OPTIONS: `--require=${preload}` });
  await seen.see('Welcome');
  kill('USR2');
  await seen.see('done');
  expectClean(seen, 1);
  expect(seen.text()).toContain('a fault from outside');
  expect(seen.text()).not.toMatch(/\n\s+at /);
});

test.each(['choice', 'multi', 'order', 'match', 'text'])(
  'Ctrl-C in a %s question ends with 130',
  async (type) => {
    const ids: Record<string, string> = {
      choice: 'bush',
      multi: 'kinds',
      order: 'brewing',
      match: 'served',
      text: 'half',
    };
    const seen = await inShell(['quiz', 'leaves', '--seed', '1']);
    for (let n = 1; n <= 7; n++) {
      const text = await seen.see(new RegExp(`${n}/7`));
      if (text.includes(`Ask-${ids[type]}:`)) break;
      seen.type('s');
      await seen.see((now) => now.includes('Here is the answer') || /❯ s/.test(now));
      if (!seen.text().includes('Here is the answer')) seen.type(KEY.enter);
      await seen.see('Here is the answer');
      seen.type(KEY.enter);
    }
    await seen.see(`Ask-${ids[type]}:`);
    seen.type(KEY.ctrlC);
    await seen.see('done');
    expectClean(seen, 130);
  },
);

/** Cursor visible, echo on, no raw mode, no alternate screen, and the expected exit code. */
function expectClean(seen: Terminal, code: number): void {
  expect(seen.text()).toMatch(new RegExp(`code ${code}\\b`));
  expect(seen.text()).toMatch(/(?<!-)\bicanon\b/);
  expect(seen.text()).toMatch(/(?<!-)\becho\b/);
  expect(seen.alternate).toBe(false);
  const raw = seen.raw();
  expect(raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(raw.lastIndexOf('\x1b[?25l'));
}
