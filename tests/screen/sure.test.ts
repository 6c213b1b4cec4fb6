import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Question } from '../../src/course/model.ts';
import type { Response } from '../../src/quiz/response.ts';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { LineReader } from '../../src/screen/plain/lines.ts';
import { PlainScreen } from '../../src/screen/plain/plain-screen.ts';
import { sureProgram } from '../../src/screen/rich/sure.ts';
import { choice, order, text } from '../fixtures/questions.ts';
import { KEYS, theme, VirtualTerminal } from './virtual.ts';

let pen: Pen;
beforeAll(async () => {
  pen = await loadPen(theme, 'draw');
});

const beta: Response = { type: 'choice', option: 1 };
const asking = (question: Question, places = [0, 1, 2, 3]) => ({
  title: 'M › Quiz',
  shown: { question, places: places.slice(0, question.type === 'choice' ? 3 : 4) },
});

describe('being sure', () => {
  test('is asked about the answer that stands there', async () => {
    const terminal = new VirtualTerminal();
    terminal.start(sureProgram(asking(choice()), beta, pen));
    expect(await terminal.body()).toEqual([' What is it?', '', ' Are you sure of your answer?', '   B']);
  });

  test.each([
    ['y', true],
    ['n', false],
    ['q', 'quit'],
  ])('%s answers %j', async (key, expected) => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(sureProgram(asking(choice()), beta, pen));
    await terminal.screen();
    terminal.input.write(key);
    expect(await answer).toBe(expected);
  });

  test('is not told by Enter, Space or any other key', async () => {
    const terminal = new VirtualTerminal();
    let answered = false;
    void terminal.start(sureProgram(asking(choice()), beta, pen)).then(() => {
      answered = true;
    });
    const before = await terminal.screen();
    expect(await terminal.press(KEYS.enter, KEYS.space, '1', 's', 'b', KEYS.enter)).toEqual(before);
    expect(answered).toBe(false);
  });

  test('shows asking and answer below a long question on a small screen, and the question by scrolling', async () => {
    const prompt = Array.from({ length: 15 }, (_, n) => `Line ${n}.`).join('\n\n');
    const terminal = new VirtualTerminal(40, 12);
    terminal.start(sureProgram(asking(choice({ prompt })), beta, pen));
    expect((await terminal.body()).slice(-2)).toEqual([' Are you sure of your answer?', '   B']);
    expect((await terminal.screen()).at(-1)).toBe(' y sure  n not sure  ? help  q quit');
    const seen = new Set<string>();
    for (let n = 0; n < 25; n++) for (const line of await terminal.press(KEYS.up)) seen.add(line.trim());
    for (let n = 0; n < 15; n++) expect(seen).toContain(`Line ${n}.`);
    await terminal.press(KEYS.pageDown, KEYS.pageDown, KEYS.pageDown);
    expect((await terminal.body()).join('\n')).toContain('Are you sure of your answer?');
  });

  test('begins with the asking where the answer alone fills the screen', async () => {
    const steps = Array.from({ length: 4 }, (_, n) => ({ text: `${`Step ${n} `.repeat(20)}` }));
    const terminal = new VirtualTerminal(40, 12);
    const response: Response = { type: 'order', steps: [0, 1, 2, 3] };
    terminal.start(sureProgram(asking(order({ steps })), response, pen));
    const body = await terminal.body();
    expect(body[0]).toBe(' Are you sure of your answer?');
    expect(body[1]).toContain('1. Step 0');
    expect((await terminal.screen()).at(-1)).toContain('▼ more');
  });

  test('shows marks in what was typed as they are', async () => {
    const terminal = new VirtualTerminal();
    terminal.start(sureProgram(asking(text(), []), { type: 'typed', text: '*a* `b`' }, pen));
    expect((await terminal.body()).at(-1)).toBe('   *a* `b`');
  });
});

test('plain lines show the answer too, and take only y or n', async () => {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: 'utf8' });
  const lines = new LineReader(input, new AbortController().signal);
  const screen = new PlainScreen({
    lines,
    output,
    theme,
    width: 60,
    parting: 60,
    echoes: true,
    describe: true,
  });
  input.end('\n\nmaybe\nY\n');
  expect(await screen.sure(asking(choice()), beta)).toBe(true);
  const asked = 'Are you sure of your answer? Type y or n.\n> ';
  expect(output.read()).toBe(`Your answer:\n  B\n${asked.repeat(4)}`);
});
