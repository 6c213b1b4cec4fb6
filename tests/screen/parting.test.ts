import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openScreen, type ScreenOptions } from '../../src/screen/open.ts';
import { RichScreen } from '../../src/screen/rich/rich-screen.ts';
import { wrapWords } from '../../src/screen/text.ts';
import { theme, VirtualTerminal } from './virtual.ts';

const SENTENCE = 'Saved. backend-tutor placement goes on from here.';
const AT_FORTY = ['Saved. backend-tutor placement goes on', 'from here.'];
const PATH = `/home/learner/${'a-long-folder/'.repeat(4)}backup`;

test('words are never broken: one that is wider than the line stands whole on its own', () => {
  expect(wrapWords(SENTENCE, 40)).toEqual(AT_FORTY);
  expect(wrapWords(`The backup is ${PATH} now`, 40)).toEqual(['The backup is', PATH, 'now']);
});

describe('what is said at the end', () => {
  test('is wrapped at words on a terminal', async () => {
    const terminal = new VirtualTerminal(40, 12);
    const { input, output, stop } = terminal;
    new RichScreen({ input, output, theme, signal: stop.signal }).say(SENTENCE);
    expect(await terminal.screen()).toEqual(AT_FORTY);
  });

  const inPlainMode = async (output: { isTTY?: boolean; columns?: number }, env: Record<string, string>) => {
    const stdout = Object.assign(new PassThrough(), output);
    const { signal } = new AbortController();
    const options = { stdin: new PassThrough(), stdout, env, signal, plain: true, colorFlag: true };
    const screen = await openScreen({
      ...options,
      color: 'off',
      symbols: 'unicode',
    } as unknown as ScreenOptions);
    screen.say(`${SENTENCE} ${SENTENCE}`);
    screen.close();
    return String(stdout.read()).trimEnd().split('\n');
  };

  test('is wrapped in plain mode too, but stays one line where there is no terminal', async () => {
    const narrow = [
      'Saved. backend-tutor placement goes on',
      'from here. Saved. backend-tutor',
      'placement goes on from here.',
    ];
    expect(await inPlainMode({ isTTY: true, columns: 40 }, {})).toEqual(narrow);
    expect(await inPlainMode({}, { COLUMNS: '40' })).toEqual(narrow);
    expect(await inPlainMode({}, {})).toEqual([`${SENTENCE} ${SENTENCE}`]);
  });
});
