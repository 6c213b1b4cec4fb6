import { beforeAll, describe, expect, test } from 'vitest';
import { cellWidth } from '../../src/course/width.ts';
import type { ModuleProgress, Progress } from '../../src/learner/progress.ts';
import { loadPen, type Pen } from '../../src/screen/pen.ts';
import { pictureProgram } from '../../src/screen/rich/picture.ts';
import { createTheme } from '../../src/screen/theme.ts';
import { progressPages, standingLine } from '../../src/screen/view/progress/page.ts';
import { progressSentences } from '../../src/screen/view/progress/sentences.ts';
import { calibrated, moduleProgress, someProgress } from '../fixtures/progress.ts';
import { KEYS, theme, VirtualTerminal } from './virtual.ts';

let pen: Pen;
beforeAll(async () => {
  pen = await loadPen(theme, 'draw');
});

const pages = (progress: Progress, columns: number, rows: number, by = pen) =>
  progressPages(progress, { columns, rows }, by);
const many = (count: number) =>
  someProgress({
    modules: Array.from({ length: count }, (_, n) =>
      moduleProgress({ id: `module-${n}`, title: `A long title of the module with number ${n}`, due: n }),
    ),
  });

describe('on one page', () => {
  test('is everything at 80×24', () => {
    const [page, ...more] = pages(someProgress({ calibration: calibrated }), 80, 24);
    expect(more).toEqual([]);
    const text = page!.join('\n');
    expect(text).toMatch(/^Who are you\? +████▒░░░░ +40 % +3 +12 /m);
    expect(text).toContain('1 module not begun');
    expect(text).toContain('Last half year');
    expect(text).toContain('Fri ██████████████████████████');
    expect(text).toContain('Due in the next 14 days: 4');
    expect(text).toContain('0 today, then up to 4 a day');
    expect(text).toContain('88 % predicted, 84 % right');
    expect(text).toContain('3× A JWT is encrypted.');
    expect(text).toContain('backend-tutor read auth tokens');
  });

  test.each([1, 5, 9, 10, 11, 12, 16, 17, 40, 300])('are %d modules too, as many as fit', (count) => {
    for (const [columns, rows] of [
      [80, 24],
      [100, 30],
      [200, 60],
    ] as const) {
      const [page, ...more] = pages(many(count), columns, rows);
      expect(more).toEqual([]);
      expect(page!.length).toBeLessThanOrEqual(rows - 4);
      expect(page!.filter((line) => cellWidth(line) > columns - 2)).toEqual([]);
      expect(page!.join('\n')).toContain('A JWT is encrypted.');
    }
  });

  test('modules that do not fit are those with least to do, and it says so', () => {
    const text = pages(many(40), 80, 24)[0]!.join('\n');
    expect(text).toContain('module-39');
    expect(text).not.toContain('module-10 ');
    expect(text).toMatch(/\d+ more modules begun/);
  });

  test('what comes due today is a number, and no bar that looks as high as another day’s', () => {
    const due = (...counts: number[]) => {
      const forecast = someProgress().forecast.map((day, n) => ({ ...day, due: counts[n] ?? 0 }));
      const page = pages(someProgress({ forecast }), 80, 24)[0]!.map((line) => line.slice(48).trimEnd());
      return page.slice(page.findIndex((line) => line.startsWith('Due')));
    };
    expect(due(85, 0, 1, 8).slice(0, 4)).toEqual([
      'Due in the next 14 days: 94',
      '85 · ▁ █ · · · · · · · · · ·',
      ' F S S M T W T F S S M T W T',
      '85 today, then up to 8 a day',
    ]);
    expect(due(844, ...Array(13).fill(60)).slice(1, 4)).toEqual([
      `844${' █'.repeat(13)}`,
      '  F S S M T W T F S S M T W T',
      '844 today, then up to 60 a day',
    ]);
    expect(due(3).slice(1, 4)).toEqual([
      `3${' ·'.repeat(13)}`,
      'F S S M T W T F S S M T W T',
      '3 today, then none',
    ]);
    expect(due().slice(0, 2)).toEqual(['Due in the next 14 days: none', '']);
  });

  test('what has never been is not told', () => {
    const text = pages(
      someProgress({ misconceptions: [], calibration: { ...calibrated, reviews: 0 } }),
      80,
      24,
    )
      .flat()
      .join('\n');
    expect(text).not.toContain('Mistaken');
    expect(text).not.toContain('Recall');
  });
});

describe('on a small screen', () => {
  test.each([
    [40, 12],
    [40, 24],
    [60, 20],
    [77, 24],
    [80, 12],
    [100, 18],
  ])('follows one part after the other: %d×%d', (columns, rows) => {
    for (const progress of [someProgress(), many(16), someProgress({ calibration: calibrated })]) {
      const all = pages(progress, columns, rows);
      const lines = all.flat();
      expect(lines.filter((line) => cellWidth(line) > columns - 2)).toEqual([]);
      expect(Math.max(...all.map(({ length }) => length))).toBeLessThanOrEqual(
        rows >= 18 ? rows - 4 : rows - 2,
      );
      const text = lines.join(' ').replace(/\s+/g, ' ');
      expect(text).toContain('5 days in a row');
      expect(text).toContain('Last half year');
      expect(text).toContain('Due in the next 14 days');
      expect(text).toContain('A JWT is encrypted. backend-tutor read auth tokens');
    }
  });

  test('a module is told on two lines', () => {
    const lines = pages(someProgress(), 40, 12)[0]!;
    expect(lines).toContain('Who are you?');
    expect(lines).toContain('█████▒░░░░░░  40 %  3 due  12 min');
  });
});

test('with ASCII alone every level and every part of a bar still looks different', async () => {
  const ascii = createTheme({ colors: 0, unicode: false });
  const plain = await loadPen(ascii, 'draw');
  const calendar = someProgress().calendar.map((day, index) => ({ ...day, answers: index % 5 }));
  const text = pages(someProgress({ calendar }), 80, 24, plain).flat().map(ascii.finish).join('\n');
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  expect(text).toContain('# remembered = fading . not asked');
  for (const level of ascii.symbols.levels) expect(text.match(/^.*Mon (.*)$/m)![1]).toContain(level);
});

describe('a row of days', () => {
  test('is told while it lasts, and never when it is broken', () => {
    expect(standingLine(someProgress(), 60)).toBe('200 answers, 75 % right, 5 days in a row');
    expect(standingLine(someProgress(), 30)).toBe('75 % right, 5 days in a row');
    for (const days of [0, 1]) {
      const progress = someProgress({ streak: { days, longest: 9 } });
      const told = [
        standingLine(progress, 60),
        ...pages(progress, 80, 24).flat(),
        ...sentences(progress),
      ].join('\n');
      expect(told).not.toMatch(/in a row|streak|broken|lost/i);
    }
  });
});

const sentences = (progress: Progress) => progressSentences(progress, (text) => pen.inline(text));

describe('in sentences', () => {
  test('everything is told without a drawing', () => {
    const text = sentences(someProgress({ calibration: calibrated })).join('\n');
    expect(text).toContain('200 answers given, 75 % of them right. 5 days in a row.');
    expect(text).toContain(
      'Who are you?: 20 of 40 questions asked; tomorrow you would answer about 80 % of those rightly; 3 are due. 12 min spent.',
    );
    expect(text).toContain('1 other module is not begun.');
    expect(text).toContain('Jun 32 answers on 4 days');
    expect(text).toContain('Due in the next 14 days: 4 tomorrow.');
    expect(text).toContain('3 times: A JWT is encrypted. See: backend-tutor read auth tokens');
    expect(text).toContain('In 50 reviews 88 % right answers were predicted, and 84 % were right.');
    expect(text).not.toMatch(/[█▒░·*_`]/);
  });

  test('nothing is foretold of questions that were never asked', () => {
    const told = (change: Partial<ModuleProgress>) =>
      sentences(someProgress({ modules: [moduleProgress({ minutes: 0, due: 0, ...change })] }))[1];
    expect(told({ questions: 53, met: 1, recall: 0.77, mastery: 0.015, probablyKnown: true })).toBe(
      'Who are you?: probably known; 1 of 53 questions asked; the chance that you answer it rightly tomorrow is about 77 %.',
    );
    expect(told({ met: 40, recall: 0.75, mastery: 0.75 })).toBe(
      'Who are you?: all 40 questions asked; tomorrow you would answer about 75 % of those rightly.',
    );
    expect(told({ met: 0, recall: null, mastery: 0 })).toBe('Who are you?: begun, no question answered yet.');
  });

  test('too few reviews are said to be too few', () => {
    expect(sentences(someProgress()).join('\n')).toContain('told after 30 reviews; so far there were 12.');
  });
});

test('pages are turned with Enter and b, fit after a resize, and end where they began', async () => {
  const terminal = new VirtualTerminal(40, 12);
  const picture = {
    title: 'Progress',
    draw: (size: { columns: number; rows: number }, by: Pen) => ({
      place: 'beside',
      pages: progressPages(someProgress(), size, by),
    }),
    tell: () => [],
  };
  const end = terminal.start(pictureProgram(picture, pen));
  expect((await terminal.screen())[0]).toMatch(/^ Progress +page 1\/\d$/);
  expect((await terminal.press(KEYS.enter))[0]).toMatch(/page 2/);
  expect((await terminal.press('b'))[0]).toMatch(/page 1/);
  await terminal.press(KEYS.enter, KEYS.enter);
  expect((await terminal.resize(80, 24))[0]).toMatch(/^ Progress +beside$/);
  await terminal.press(KEYS.enter);
  expect(await end).toBe('done');
});
