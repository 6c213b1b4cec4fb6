import { beforeAll, describe, expect, test } from 'vitest';
import type { Question } from '../../src/course/model.ts';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { choiceProgram } from '../../src/screen/rich/choice.ts';
import { matchProgram } from '../../src/screen/rich/match.ts';
import { orderProgram } from '../../src/screen/rich/order.ts';
import { typedProgram } from '../../src/screen/rich/typed.ts';
import { choice, match, multi, order, text } from '../fixtures/questions.ts';
import { KEYS, theme, VirtualTerminal } from './virtual.ts';

let pen: Pen;
beforeAll(async () => {
  pen = await loadPen(theme, 'draw');
});

/** More than a screen of it. */
const prompt = Array.from({ length: 30 }, (_, n) => `Line ${n}.`).join('\n\n');

type Any = ReturnType<typeof typedProgram>;
function start(question: Question, columns = 80, rows = 24) {
  const terminal = new VirtualTerminal(columns, rows);
  const places = { choice: 3, multi: 4, order: 4, match: 3, text: 0, number: 0 }[question.type];
  const make = { choice: choiceProgram, multi: choiceProgram, order: orderProgram, match: matchProgram };
  const program = question.type in make ? make[question.type as 'choice'] : typedProgram;
  const asking = { title: 'M', shown: { question, places: Array.from({ length: places }, (_, n) => n) } };
  return { terminal, answer: terminal.start(program(asking, pen) as unknown as Any) };
}
const keys = async (terminal: VirtualTerminal) => (await terminal.screen()).at(-1)!.trim();

describe('the line of keys', () => {
  test.each([
    ['choice', choice({ prompt })],
    ['multi', multi({ prompt })],
    ['order', order({ prompt })],
    ['match', match({ prompt })],
  ])('of a long %s question says how to pass it over, before all that moves', async (_type, question) => {
    const wide = await keys(start(question).terminal);
    expect(wide).toMatch(/^▼ more {2}.*s I don't know.*\? help {2}q quit$/);
    const narrow = await keys(start(question, 72).terminal);
    expect(narrow).toContain("s I don't know");
    expect(narrow).not.toMatch(/change|go to/);
  });

  test('fills a small screen with what fits', async () => {
    expect(await keys(start(choice(), 40).terminal)).toBe('Enter answer  ↑↓ move  ? help  q quit');
    expect(await keys(start(multi(), 40).terminal)).toBe('Space tick  ↑↓ move  ? help  q quit');
    expect(await keys(start(text(), 40).terminal)).toBe('Enter answer  ? help  q Enter quit');
  });

  test('of a question to type says which keys need Enter', async () => {
    expect(await keys(start(text()).terminal)).toBe(
      "Enter answer  s Enter I don't know  b Enter back  ? help  q Enter quit",
    );
  });
});

describe('a line to type', () => {
  test('begun with ? shows help at once, and stays empty', async () => {
    const { terminal, answer } = start(text());
    const help = (await terminal.press('?')).join('\n');
    expect(help).toContain('Any key closes this help.');
    expect(help).toContain('q Enter');
    await terminal.press('x');
    expect((await terminal.body()).at(-1)).toBe(' ❯ ▏');
    await terminal.press('e', 't', 'a', 'g', KEYS.enter);
    expect(await answer).toEqual({ type: 'typed', text: 'etag' });
  });

  test('takes ? like any letter further on, and where an answer begins with it', async () => {
    const { terminal } = start(text());
    expect((await terminal.press('a', '?')).join('\n')).toContain('❯ a?▏');
    const asked = start(text({ accept: ['?page=2'] }));
    expect(await keys(asked.terminal)).toContain('? Enter help');
    await asked.terminal.press('?', 'p', 'a', 'g', 'e', '=', '2', KEYS.enter);
    expect(await asked.answer).toEqual({ type: 'typed', text: '?page=2' });
  });

  test('of commands run together is no answer', async () => {
    const { terminal, answer } = start(text());
    await terminal.press('q', '?', KEYS.enter);
    expect((await terminal.body()).at(-1)).toBe(' Type the answer, or one letter alone: s, b, q or ?.');
    await terminal.press('s', KEYS.enter);
    expect(await answer).toEqual({ type: 'skip' });
  });
});
