import { beforeAll, describe, expect, test } from 'vitest';
import type { Question } from '../../src/course/model.ts';
import { feedback } from '../../src/quiz/feedback.ts';
import { grade } from '../../src/quiz/grade.ts';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { choiceProgram } from '../../src/screen/rich/choice.ts';
import { matchProgram } from '../../src/screen/rich/match.ts';
import { menuProgram } from '../../src/screen/rich/menu.ts';
import { orderProgram } from '../../src/screen/rich/order.ts';
import { pageProgram } from '../../src/screen/rich/page.ts';
import { toldProgram } from '../../src/screen/rich/told.ts';
import { typedProgram } from '../../src/screen/rich/typed.ts';
import { KEYS, theme, VirtualTerminal } from './virtual.ts';

let pen: Pen;
beforeAll(async () => {
  pen = await loadPen(theme, 'draw');
});

const common = {
  id: 'q',
  use: 'quiz',
  section: 's',
  objective: 'O1',
  facts: [],
  level: 'apply',
  difficulty: 3,
  prompt: 'Which one?',
  explain: 'Because.',
  source: 'RFC 1',
} as const;

function asking(question: Question, places: number[]) {
  return { title: 'Module › Quiz', place: '3/10', shown: { question, places } };
}

const choice: Question = {
  ...common,
  facts: [],
  type: 'choice',
  options: [
    { text: 'alpha', correct: true, why: 'Alpha is first.' },
    { text: 'beta', why: 'Beta is second.' },
    { text: 'gamma', why: 'Gamma is third.' },
  ],
};

describe('choice', () => {
  test('shows the question, its place and the options, and moves with arrows and numbers', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(choiceProgram(asking(choice, [2, 0, 1]), pen));
    const first = await terminal.screen();
    expect(first[0]).toBe(` Module › Quiz${' '.repeat(61)}3/10`);
    expect(await terminal.body()).toEqual([' Which one?', '', ' ❯ 1. gamma', '   2. alpha', '   3. beta']);
    await terminal.press(KEYS.down);
    expect(await terminal.body()).toContain(' ❯ 2. alpha');
    await terminal.press(KEYS.up);
    expect(await terminal.body()).toContain(' ❯ 1. gamma');
    await terminal.press('3');
    expect(await terminal.body()).toContain(' ❯ 3. beta');
    await terminal.press(KEYS.enter);
    expect(await answer).toEqual({ type: 'choice', option: 1 });
  });

  test.each([
    ['s', { type: 'skip' }],
    ['b', 'back'],
    ['q', 'quit'],
    [KEYS.ctrlD, 'quit'],
  ])('%j answers %j', async (key, expected) => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(choiceProgram(asking(choice, [0, 1, 2]), pen));
    await terminal.screen();
    terminal.input.write(key);
    expect(await answer).toEqual(expected);
  });

  test('letters without a meaning and numbers out of range change nothing', async () => {
    const terminal = new VirtualTerminal();
    terminal.start(choiceProgram(asking(choice, [0, 1, 2]), pen));
    const before = await terminal.screen();
    expect(await terminal.press('x', '9', '0', 'é', '漢')).toEqual(before);
  });

  test('? explains the keys and any key goes back', async () => {
    const terminal = new VirtualTerminal();
    terminal.start(choiceProgram(asking(choice, [0, 1, 2]), pen));
    const before = await terminal.screen();
    expect((await terminal.press('?')).join('\n')).toContain('See the answer and why.');
    expect(await terminal.press('x')).toEqual(before);
  });

  test('a question longer than the screen can be read with the arrows, and every option is reached', async () => {
    const terminal = new VirtualTerminal(40, 12);
    const long: Question = {
      ...choice,
      prompt: Array.from({ length: 15 }, (_, n) => `Line ${n}.`).join('\n\n'),
    };
    terminal.start(choiceProgram(asking(long, [0, 1, 2]), pen));
    const seen = new Set<string>();
    for (let n = 0; n < 40; n++) for (const line of await terminal.press(KEYS.down)) seen.add(line.trim());
    for (let n = 0; n < 15; n++) expect([...seen].some((line) => line === `Line ${n}.`) || n < 1).toBe(true);
    expect((await terminal.body()).join('\n')).toContain('❯ 3. gamma');
    await terminal.press(KEYS.home);
    expect((await terminal.body())[0]).toBe(' Line 0.');
  });

  test('changing the size redraws the same question once', async () => {
    const terminal = new VirtualTerminal();
    terminal.start(choiceProgram(asking(choice, [0, 1, 2]), pen));
    await terminal.press(KEYS.down);
    const narrow = await terminal.resize(40, 12);
    expect(narrow.filter((line) => line.includes('Which one?'))).toHaveLength(1);
    expect(narrow.every((line) => line.length <= 40)).toBe(true);
    expect(narrow.join('\n')).toContain('❯ 2. beta');
  });

  test('Ctrl-C rejects, and the end of the process rejects', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(choiceProgram(asking(choice, [0, 1, 2]), pen));
    await terminal.screen();
    terminal.input.write(KEYS.ctrlC);
    await expect(answer).rejects.toMatchObject({ name: 'ExitPromptError' });
    const other = terminal.start(choiceProgram(asking(choice, [0, 1, 2]), pen));
    terminal.stop.abort();
    await expect(other).rejects.toMatchObject({ name: 'AbortPromptError' });
  });
});

describe('multi', () => {
  const multi: Question = { ...choice, facts: [], type: 'multi' };

  test('ticks with Space and numbers, and wants at least one tick', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(choiceProgram(asking(multi, [0, 1, 2]), pen));
    await terminal.press(KEYS.enter);
    expect((await terminal.body()).join('\n')).toContain('Tick at least one');
    await terminal.press(KEYS.space);
    expect(await terminal.body()).toContain(' ❯ ◉ 1. alpha');
    await terminal.press('3', '2', '2');
    expect(await terminal.body()).toContain('   ◉ 3. gamma');
    expect(await terminal.body()).toContain(' ❯ ◯ 2. beta');
    await terminal.press(KEYS.enter);
    expect(await answer).toEqual({ type: 'multi', options: [0, 2] });
  });
});

describe('order', () => {
  const order: Question = {
    ...common,
    facts: [],
    type: 'order',
    steps: [{ text: 'one' }, { text: 'two' }, { text: 'three' }],
  };

  test('carries a step with the arrows and puts it down', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(orderProgram(asking(order, [2, 0, 1]), pen));
    expect((await terminal.body()).slice(-3)).toEqual([' ❯ 1. three', '   2. one', '   3. two']);
    await terminal.press(KEYS.space);
    expect((await terminal.body()).join('\n')).toContain('put it down');
    await terminal.press(KEYS.down, KEYS.down);
    expect((await terminal.body()).slice(-3)).toEqual(['   1. one', '   2. two', ' ↕ 3. three']);
    await terminal.press(KEYS.down, KEYS.space);
    expect((await terminal.body()).at(-1)).toBe(' ❯ 3. three');
    await terminal.press(KEYS.enter);
    expect(await answer).toEqual({ type: 'order', steps: [0, 1, 2] });
  });

  test('a number carries the held step straight to that place', async () => {
    const terminal = new VirtualTerminal();
    terminal.start(orderProgram(asking(order, [0, 1, 2]), pen));
    await terminal.press(KEYS.space, '3');
    expect((await terminal.body()).slice(-3)).toEqual(['   1. two', '   2. three', ' ↕ 3. one']);
  });
});

describe('match', () => {
  const match: Question = {
    ...common,
    facts: [],
    type: 'match',
    categories: ['hot', 'cold'],
    items: [
      { text: 'fire', category: 'hot', why: 'Fire burns.' },
      { text: 'ice', category: 'cold', why: 'Ice melts.' },
    ],
  };

  test('a number sorts the item and goes on; arrows change; Enter waits until all are sorted', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(matchProgram(asking(match, [1, 0]), pen));
    expect((await terminal.body()).slice(-4)).toEqual([' ❯ ice', '     → …', '   fire', '     → …']);
    await terminal.press('2');
    expect((await terminal.body()).slice(-4)).toEqual(['   ice', '     → cold', ' ❯ fire', '     → …']);
    await terminal.press(KEYS.enter);
    expect((await terminal.body()).join('\n')).toContain('Some items have no category yet.');
    await terminal.press(KEYS.right);
    expect(await terminal.body()).toContain('     → hot');
    await terminal.press(KEYS.left, KEYS.left, KEYS.enter);
    expect(await answer).toEqual({ type: 'match', categories: [0, 1] });
  });
});

describe('typed answers', () => {
  const text: Question = { ...common, facts: [], type: 'text', accept: ['etag'] };
  const number: Question = { ...common, facts: [], type: 'number', answer: 3, unit: 'seconds' };

  test('letters of commands are text until they are the whole line', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(typedProgram(asking(text, []), pen));
    await terminal.press('q', 's', 'b');
    expect((await terminal.body()).at(-1)).toBe(' ❯ qsb▏');
    await terminal.press(KEYS.backspace, KEYS.backspace, KEYS.backspace, 'e', 't', 'a', 'g');
    await terminal.press(KEYS.enter);
    expect(await answer).toEqual({ type: 'typed', text: 'etag' });
  });

  test('an empty line and a word where a number is wanted ask again', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(typedProgram(asking(number, []), pen));
    await terminal.press(KEYS.enter);
    expect((await terminal.body()).join('\n')).toContain('Type something');
    await terminal.press('x', KEYS.enter);
    expect((await terminal.body()).join('\n')).toContain('Type one number.');
    await terminal.press('3', KEYS.enter);
    expect(await answer).toEqual({ type: 'typed', text: '3' });
  });

  test.each([
    ['s', { type: 'skip' }],
    ['b', 'back'],
    ['q', 'quit'],
  ])('the line %j answers %j', async (line, expected) => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(typedProgram(asking(text, []), pen));
    await terminal.press(line);
    terminal.input.write(KEYS.enter);
    expect(await answer).toEqual(expected);
  });
});

describe('pasted text', () => {
  const text: Question = { ...common, facts: [], type: 'text', accept: ['etag'] };
  const pasted = (words: string) => `\x1b[200~${words}\x1b[201~`;

  test('stands in the line and waits for Enter, of several lines the first', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(typedProgram(asking(text, []), pen));
    await terminal.press('a', pasted(' tag\rand\nmore\r'));
    expect((await terminal.body()).at(-1)).toBe(' ❯ a tag▏');
    await terminal.press(KEYS.backspace, pasted('s'), KEYS.enter);
    expect(await answer).toEqual({ type: 'typed', text: 'a tas' });
  });

  test('asks for no help and gives no command', async () => {
    const terminal = new VirtualTerminal();
    terminal.start(typedProgram(asking(text, []), pen));
    await terminal.press(pasted('?what\rq\r'));
    expect((await terminal.body()).at(-1)).toBe(' ❯ ?what▏');
  });

  test('presses no keys where nothing is typed', async () => {
    const terminal = new VirtualTerminal();
    const answer = terminal.start(choiceProgram(asking(choice, [0, 1, 2]), pen));
    const before = await terminal.screen();
    expect(await terminal.press(pasted('3\rq s b\n?'))).toEqual(before);
    await terminal.press('2', KEYS.enter);
    expect(await answer).toEqual({ type: 'choice', option: 1 });
  });
});

describe('what is not on the screen is not answered', () => {
  const prompt = Array.from({ length: 15 }, (_, n) => `Line ${n}.`).join('\n\n');
  const multi: Question = { ...choice, type: 'multi', prompt };
  const order: Question = { ...common, facts: [], type: 'order', prompt, steps: choice.options };
  const match: Question = {
    ...common,
    facts: [],
    type: 'match',
    prompt,
    categories: ['left', 'right'],
    items: choice.options.map(({ text, why }) => ({ text, why, category: 'left' })),
  };
  const long: Question = { ...choice, prompt };
  type Any = ReturnType<typeof choiceProgram>;
  const programs = {
    choice: () => choiceProgram(asking(long, [0, 1, 2]), pen),
    multi: () => choiceProgram(asking(multi, [0, 1, 2]), pen),
    order: () => orderProgram(asking(order, [0, 1, 2]), pen) as unknown as Any,
    match: () => matchProgram(asking(match, [0, 1, 2]), pen) as unknown as Any,
  };

  test.each(Object.keys(programs) as (keyof typeof programs)[])(
    'Enter reads on in a %s question until all of it was there, and the marked line is',
    async (type) => {
      const terminal = new VirtualTerminal(40, 12);
      let answered = false;
      void terminal.start(programs[type]()).then(() => {
        answered = true;
      });
      expect((await terminal.screen()).at(-1)).toContain('Enter read on');
      const seen = new Set(await terminal.body());
      for (let presses = 0; ; presses++) {
        expect(presses).toBeLessThan(6);
        const lines = await terminal.screen();
        for (const line of lines) seen.add(line);
        if (!lines.at(-1)!.includes('read on')) break;
        await terminal.press(KEYS.enter);
        expect(answered).toBe(false);
      }
      const all = [...seen].join('\n');
      for (let n = 0; n < 15; n++) expect(all).toContain(` Line ${n}.\n`);
      // Items to sort are seen one after the other, as each must be given its category.
      if (type !== 'match') for (const { text } of choice.options) expect(all).toContain(text);
      expect(await terminal.body()).toContainEqual(expect.stringContaining('❯'));
    },
  );

  test.each(['multi', 'match'] as const)('nor sorted or ticked, in a %s question', async (type) => {
    const terminal = new VirtualTerminal(40, 12);
    terminal.start(programs[type]());
    const before = await terminal.body();
    await terminal.press(' ');
    expect(await terminal.body()).not.toEqual(before);
    while (!(await terminal.body()).some((line) => line.includes('❯'))) await terminal.press(' ');
    const marked = (await terminal.body()).join('\n');
    expect(marked).not.toMatch(/◉|→ (left|right)/);
    expect((await terminal.press(' ')).join('\n')).toMatch(/◉|→ left/);
  });

  test('what is missing is said beside the marked line', async () => {
    const tick = new VirtualTerminal(40, 12);
    tick.start(programs.multi());
    expect((await tick.press(KEYS.end, '1', '1', KEYS.enter)).join('\n')).toContain('Tick at least one');
    const sort = new VirtualTerminal(40, 12);
    sort.start(programs.match());
    expect((await sort.press(KEYS.end, KEYS.enter)).join('\n')).toMatch(/❯ alpha\n.*…\n Some items have no/);
    const type = new VirtualTerminal(40, 12);
    type.start(
      typedProgram(asking({ ...common, facts: [], type: 'text', prompt, accept: ['etag'] }, []), pen),
    );
    // First it is read.
    while (!(await type.body()).some((line) => line.includes('❯'))) await type.press(KEYS.enter);
    expect((await type.screen()).join('\n')).not.toContain('Type something');
    expect((await type.press(KEYS.enter)).join('\n')).toContain('Type something');
  });

  test('a smaller window still shows what was marked', async () => {
    const terminal = new VirtualTerminal(80, 40);
    terminal.start(programs.order());
    await terminal.press(KEYS.down, ' ', KEYS.down);
    expect((await terminal.resize(40, 12)).join('\n')).toContain('↕ 3. beta');
    const sort = new VirtualTerminal(80, 40);
    sort.start(programs.match());
    await sort.press('1');
    expect((await sort.resize(40, 12)).join('\n')).toContain('❯ beta');
  });
});

describe('feedback', () => {
  test('puts the mistake first, then the truth, and the untouched options further down', async () => {
    const terminal = new VirtualTerminal(60, 30);
    const shown = { question: choice, places: [0, 1, 2] };
    const response = { type: 'choice', option: 1 } as const;
    const told = feedback(shown, response, grade(choice, response));
    const answer = terminal.start(toldProgram({ title: 'M', shown, feedback: told }, pen));
    expect(await terminal.body()).toEqual([
      ' ✘ Not right.',
      '',
      ' ✘ Your answer: beta',
      '   Beta is second.',
      '',
      ' ✔ Right answer: alpha',
      '   Alpha is first.',
      '',
      ' Because.',
      ' Source: RFC 1',
      '',
      ' The other options',
      '',
      ' • gamma',
      '   Gamma is third.',
      '',
      ` ${'─'.repeat(40)}`,
      ' The question was:',
      ' Which one?',
    ]);
    await terminal.press(KEYS.enter);
    expect(await answer).toBe('next');
  });
});

describe('pages', () => {
  const text = Array.from({ length: 6 }, (_, n) => `## Part ${n}\n\nText of part ${n}.`).join('\n\n');

  test('go forward and back, and keep their place when the size changes', async () => {
    const terminal = new VirtualTerminal(40, 12);
    const blocks: number[] = [];
    const answer = terminal.start(
      pageProgram({ title: 'T', text, onPage: (block) => blocks.push(block) }, pen),
    );
    expect((await terminal.screen())[0]).toContain('page 1/');
    await terminal.press(KEYS.enter);
    const [heading] = await terminal.body();
    const wide = await terminal.resize(80, 24);
    expect(wide.join('\n')).toContain(heading!.trim());
    expect(blocks.at(-1)).toBeLessThanOrEqual(blocks[1]!);
    await terminal.resize(40, 12);
    await terminal.press('b', 'b');
    expect(await answer).toBe('back');
  });

  test('of a notice offer no skipping, and lead on or back', async () => {
    const terminal = new VirtualTerminal(40, 12);
    const answer = terminal.start(pageProgram({ title: 'T', text: 'Well done.' }, pen, 'notice'));
    const before = await terminal.screen();
    expect(before.at(-1)).not.toContain('skip');
    await terminal.press('s');
    expect(await terminal.screen()).toEqual(before);
    await terminal.press('b');
    expect(await answer).toBe('back');
  });

  test('open at a block, or on the last page', async () => {
    const terminal = new VirtualTerminal(40, 12);
    terminal.start(pageProgram({ title: 'T', text, block: Number.POSITIVE_INFINITY }, pen));
    expect((await terminal.body()).join('\n')).toContain('Text of part 5.');
  });
});

describe('menus', () => {
  test('choose by arrow, number and Enter', async () => {
    const terminal = new VirtualTerminal();
    const menu = {
      title: 'M',
      text: 'Pick.',
      choices: [
        { label: 'One', value: 1 },
        { label: 'Two', hint: 'more', value: 2 },
      ],
    };
    const answer = terminal.start(menuProgram(menu, theme));
    expect(await terminal.body()).toEqual([' Pick.', '', ' ❯ 1. One', '   2. Two  more']);
    await terminal.press('2', KEYS.enter);
    expect(await answer).toBe(2);
  });
});
