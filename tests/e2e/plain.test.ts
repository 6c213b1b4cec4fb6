import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEA } from '../fixtures/tea.ts';
import { plain } from './plain.ts';
import { temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => remove());

const tea = (args: string[], input = '', env: Record<string, string> = {}) =>
  plain([...args, '--course', TEA], { home, input, env });

function events(): { kind: string; question: string; result: string; in: string }[] {
  const path = join(home, 'data', 'answers.jsonl');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('without a terminal', () => {
  test.each([[], ['--help'], ['-h']].map((args) => [args]))(
    '%j prints help and ends with 0',
    async (args) => {
      const { code, out, err } = await plain(args, { home });
      expect(code).toBe(0);
      expect(out).toContain('Usage: backend-tutor');
      expect(out).toContain('start [module]');
      expect(err).toBe('');
    },
  );

  test('start with no input says where it is, saves, and ends with 0', async () => {
    const { code, out, err } = await plain(['start'], { home });
    expect(code).toBe(0);
    expect(out).toContain('Welcome');
    expect(out).toContain('Saved.');
    expect(out).not.toMatch(/\x1b/);
    expect(err).toBe('');
  });

  test.each(['list', 'progress', 'quiz'])('%s of a newcomer is a sentence, not an error', async (command) => {
    const { code, out, err } = await plain([command], { home });
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(20);
    expect(out).not.toMatch(/\x1b/);
    expect(err).toBe('');
  });

  test('the width of lines follows COLUMNS', async () => {
    for (const columns of ['40', '60', '100']) {
      const { out } = await plain(['read', 'auth'], { home, env: { COLUMNS: columns } });
      const widest = Math.max(...out.split('\n').map((line) => line.length));
      expect(widest).toBeLessThanOrEqual(Number(columns));
      expect(widest).toBeGreaterThan(Number(columns) - 12);
    }
  });
});

describe('a lesson in plain mode', () => {
  test('is read and answered line by line, and goes on by itself after a verdict', async () => {
    // Welcome, pretest, page, page, checkpoint, quit.
    const { code, out } = await tea(['start', '--plain'], '\ns\n\n\n\n\nq\n');
    expect(code).toBe(0);
    expect(out).toMatch(/^1\/1 {2}From leaf to cup › What do you know already\?$/m);
    expect(out).toContain('Here is the answer.');
    expect(out).toContain('One plant');
    expect(out).toContain('Picture: A picked leaf becomes green tea');
    expect(events().map(({ kind }) => kind)).toEqual(['answer', 'section-read']);
  });

  test('goes on at the same question next time', async () => {
    await tea(['start'], '\ns\nq\n');
    const { out } = await tea(['start'], '');
    expect(out).not.toContain('Welcome');
    expect(out).toContain('One plant');
  });

  test('can be walked through to the end with I-don’t-know', async () => {
    const { code, out } = await tea(
      ['start'],
      '\ns\n\n\n\n\ns\n\n\n\n\ns\ns\ns\ns\ns\ns\n1\ns\ns\ns\ns\ns\ns\ns\n',
    );
    expect(code).toBe(0);
    expect(out).toContain('Summary');
    expect(out).toContain('Once more');
    expect(out).toContain('A module counts as passed at 80 %');
  });

  test('ends without the missed ones for who wants that; they wait there next time', async () => {
    const { out } = await tea(['start'], '\ns\n\n\n\n\ns\n\n\n\n\ns\ns\ns\ns\ns\ns\n4\nq\n');
    expect(out).toContain('4. Go on without them');
    expect(out).toContain('A module counts as passed at 80 %');
    expect(out).not.toContain('Once more');
    expect((await tea(['start'], '')).out).toContain('Summary');
  });
});

describe('a quiz in plain mode', () => {
  test('takes every type of answer on one line', async () => {
    const { out } = await tea(['quiz', 'leaves', '--seed', '7'], '');
    expect(out).toMatch(/^1\/7 /m);
    const all = `${['1', '1 2', '3 1 2', '1 2 1', 'oolong', '75', '?', ''].join('\n')}\n`.repeat(9);
    const whole = await tea(['quiz', 'leaves', '--seed', '7'], all);
    expect(whole.code).toBe(0);
    expect(whole.out).toMatch(/\d of 7 right/);
    expect(events().filter((event) => event.in === 'quiz').length).toBe(7);
  });

  test('the same seed gives the same questions in the same order', async () => {
    const first = await tea(['quiz', 'leaves', '--seed', '42', '--count', '4'], 's\ns\ns\ns\n');
    const second = await tea(['quiz', 'leaves', '--seed', '42', '--count', '4'], 's\ns\ns\ns\n');
    const other = await tea(['quiz', 'leaves', '--seed', '43', '--count', '4'], 's\ns\ns\ns\n');
    expect(second.out).toBe(first.out);
    expect(other.out).not.toBe(first.out);
  });

  test('an exam says nothing until the end', async () => {
    const { out } = await tea(['quiz', 'leaves', '--exam', '--count', '3'], 's\ns\ns\n');
    const [before, after] = out.split('0 of 3 right');
    expect(before).not.toContain('Here is the answer');
    expect(before).not.toContain('Source:');
    expect(after).toContain('Why:');
    expect(after).toContain('backend-tutor read leaves');
  });

  test('asks what was missed before what is known', async () => {
    const answers = 's\n'.repeat(7);
    await tea(['quiz', 'leaves'], answers);
    const known = events()[0]!.question;
    await tea(['quiz', 'leaves', '--count', '1'], 's\n');
    expect(events().length).toBe(8);
    expect(known).toMatch(/^leaves\//);
  });

  test('garbage at the prompt is answered with what is expected', async () => {
    const { code, out } = await tea(
      ['quiz', 'leaves', '--seed', '4'],
      'x\n0\n99\n-1\n1e9\n\u0000\u001b[2J\n1 1\nq\n',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/Type /);
    expect(out).not.toMatch(/\x1b/);
    expect(events()).toEqual([]);
  });
});

describe('wrong input', () => {
  const cases: [string[], RegExp][] = [
    [['start', 'nonsense'], /There is no module "nonsense"/],
    [['quiz', 'c', '--course', '/nowhere'], /There is no course folder at \/nowhere/],
    [['read', 'auth', 'nonsense'], /There is no section "nonsense"/],
    [['quiz', '--count', 'many'], /--count takes a whole number/],
    [['config', 'colour'], /There is no setting "colour"/],
    [['config', 'color', 'pink'], /color can be auto, off, on/],
    [['nonsense'], /nonsense/],
    [['list', '--nonsense'], /unknown option/],
  ];
  test.each(cases)('%j is one plain sentence and exit code 2', async (args, sentence) => {
    const { code, err } = await plain(args, { home });
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
  });

  test('a broken course names every problem with its place', async () => {
    const course = join(home, 'course');
    mkdirSync(join(course, 'lessons'), { recursive: true });
    writeFileSync(join(course, 'lessons', 'course.yaml'), 'title: X\nversion: 1\nmodules: [a]\n');
    const { code, err } = await plain(['start', '--course', course], { home });
    expect(code).toBe(2);
    expect(err).toMatch(/lessons\/course\.yaml:2:10/);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test('a data folder that cannot be used is one plain sentence and exit code 1', async () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    const { code, err } = await plain(['list', '--data-dir', join(file, 'x')], { home });
    expect(code).toBe(1);
    expect(err).toMatch(/cannot be made: .*Name another one with --data-dir\./);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('settings, progress and forgetting', () => {
  test('settings are kept in config.json under --data-dir, and unique prefixes are enough', async () => {
    const data = join(home, 'elsewhere');
    expect((await plain(['config', 'que', '5', '--data-dir', data], { home })).out).toBe('questions = 5\n');
    expect(JSON.parse(readFileSync(join(data, 'config.json'), 'utf8')).settings).toEqual({ questions: 5 });
    expect((await plain(['config', 'questions', '--data-dir', data], { home })).out).toBe('questions = 5\n');
  });

  test('list and progress as data hold nothing but JSON in the promised shape', async () => {
    await tea(['start'], '\ns\nq\n');
    const list = JSON.parse((await tea(['list', '--json'])).out);
    expect(list).toEqual({
      course: 'Tea for beginners',
      modules: [
        {
          id: 'leaves',
          title: 'From leaf to cup',
          state: 'learning',
          sections: 2,
          sectionsRead: 0,
          questions: 8,
          answered: 1,
          correct: 0,
        },
      ],
    });
    const progress = JSON.parse((await tea(['progress', '--json'])).out);
    expect(progress).toMatchObject({
      ...list,
      answers: { total: 1, correct: 0 },
      position: { module: 'leaves', section: 'plant' },
    });
    expect(Object.keys(progress).sort()).toEqual([
      'answers',
      'calendar',
      'calibration',
      'course',
      'forecast',
      'misconceptions',
      'modules',
      'position',
      'streak',
    ]);
    // One question of eight was asked and skipped a moment ago, which does not make it remembered.
    expect(progress.modules[0]).toMatchObject({ recall: 0.675, mastery: 0.084, due: 0 });
  });

  test('reset asks first, keeps a backup and forgets', async () => {
    await tea(['start'], '\ns\nq\n');
    expect((await tea(['reset'], 'no\n')).out).toContain('Nothing was changed.');
    expect(events().length).toBe(1);
    const { out } = await tea(['reset', 'leaves'], 'yes\n');
    expect(out).toContain('The backup is');
    expect(readdirSync(join(home, 'data', 'backups'))).toHaveLength(1);
    expect(JSON.parse((await tea(['list', '--json'])).out).modules[0].state).toBe('new');
    expect((await tea(['reset', '--yes'])).code).toBe(0);
  });

  test('no verdict is shown for an answer that could not be saved', async () => {
    mkdirSync(join(home, 'data'), { recursive: true });
    symlinkSync('/dev/full', join(home, 'data', 'answers.jsonl'));
    const { code, out, err } = await tea(['quiz', 'leaves', '--count', '1'], 's\n');
    expect(code).toBe(1);
    expect(err).toMatch(/answers\.jsonl could not be written: the disk is full\./);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).not.toContain('Here is the answer');
  });
});
