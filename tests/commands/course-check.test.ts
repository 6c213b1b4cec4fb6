import { describe, expect, test } from 'vitest';
import { type CheckFlags, courseCheck } from '../../src/commands/course-check.ts';
import type { Environment } from '../../src/commands/environment.ts';
import { cellWidth } from '../../src/course/width.ts';
import { type Changes, swap, writeCourse } from '../fixtures/course.ts';
import { TEA } from '../fixtures/tea.ts';

const bank = 'quizzes/dough.yaml';

function run(dir: string, flags: CheckFlags = {}, { json = false, columns = 80 } = {}) {
  let output = '';
  const environment = {
    options: { color: true, json },
    env: {},
    stdout: { columns, write: (text: string) => (output += text) },
    packageDir: new URL('../../', import.meta.url),
  } as unknown as Environment;
  const code = courseCheck(environment, dir, flags);
  return { code, output, lines: output.trimEnd().split('\n') };
}

describe('the exit code', () => {
  const asksNothing: Changes = { [bank]: swap('rise?', 'rise.') };
  const forbidden: Changes = { [bank]: swap('text: salt', 'text: none of the above') };

  test('is 0 with advice, which is shown only when asked for', () => {
    const dir = writeCourse(asksNothing);
    expect(run(dir)).toMatchObject({ code: 0, output: 'No problem in 1 module, 1 section, 1 question.\n' });
    const { code, output } = run(dir, { advice: true });
    expect(code).toBe(0);
    expect(output).toMatch(/quizzes\/dough\.yaml:7:11 {2}advice: riser: the prompt asks nothing/);
    expect(output).toMatch(/\n\nNo problem in 1 module, 1 section, 1 question\.\n\d pieces of advice\.\n$/);
  });

  test('is 2 with an error, whatever is asked for', () => {
    for (const flags of [{}, { advice: true }, { stats: true }]) {
      const { code, output } = run(writeCourse(forbidden), flags);
      expect(code).toBe(2);
      expect(output).toContain('1 problem in 1 module');
    }
  });
});

describe('--stats', () => {
  test('prints counts, coverage, bots and a verdict', () => {
    const { code, output } = run(TEA, { stats: true });
    expect(code).toBe(0);
    expect(output).toContain('type: choice 3, number 1, multi 1, order 1, match 1, text 1');
    expect(output).toContain('use: pretest 1, checkpoint 2, quiz 5');
    expect(output).toMatch(/asked: objectives 2\/2, facts 1\/1/);
    expect(output).toMatch(/choice · longest: \d/);
    expect(output).toMatch(/3 options, 10000 displays: \d+ \d+ \d+, χ²/);
  });

  test('fits the width', () => {
    for (const columns of [40, 80]) {
      const { lines } = run(TEA, { stats: true }, { columns });
      expect(lines.filter((line) => cellWidth(line) > Math.max(columns, 60))).toEqual([]);
      const figures = lines.slice(0, -1);
      expect(figures.filter((line) => cellWidth(line) > columns)).toEqual([]);
    }
  });

  test('is data with --json, the same each time', () => {
    const { output } = run(TEA, { stats: true }, { json: true });
    const data = JSON.parse(output);
    expect(data).toMatchObject({
      questions: 8,
      problems: [],
      stats: {
        bank: {
          questions: 8,
          use: { pretest: 1, checkpoint: 2, quiz: 5 },
          distractors: { of: expect.any(Number) },
        },
        modules: [{ id: 'leaves', type: { choice: 3 } }],
        bots: expect.arrayContaining([
          expect.objectContaining({ bot: 'longest', beats: expect.any(Boolean) }),
        ]),
        places: [{ options: 3, displays: 10_000, fair: true }],
      },
    });
    expect(run(TEA, { stats: true }, { json: true }).output).toBe(output);
  });
});
