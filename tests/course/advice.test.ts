import { expect, test } from 'vitest';
import { checkCourse } from '../../src/course/check.ts';
import { formatProblem } from '../../src/course/problem.ts';
import { add, swap, writeCourse } from '../fixtures/course.ts';

const bank = 'quizzes/dough.yaml';
const noQuestion = { [bank]: swap('Which one makes dough rise?', 'Something makes dough rise.') };
const lists = ['which one makes dough rise', 'yeast salt and what does do from flour to of why does grow'];

test('advice is given only when asked for', () => {
  const dir = writeCourse(noQuestion);
  expect(checkCourse(dir).problems).toEqual([]);
  const { problems } = checkCourse(dir, { advice: true });
  expect(problems.map(formatProblem)).toContainEqual(
    expect.stringMatching(`^${bank}:7:11  advice: riser: the prompt asks nothing`),
  );
  expect(problems.every(({ severity }) => severity === 'advice')).toBe(true);
});

test('an error of a rule is told in any case, at its place', () => {
  const dir = writeCourse({ [bank]: swap('text: salt', 'text: none of the above') });
  expect(checkCourse(dir).problems).toEqual([
    {
      file: bank,
      line: 12,
      column: 13,
      message: expect.stringContaining('riser: "none of the above"'),
      severity: 'error',
      rule: 'options',
    },
  ]);
});

test('spelling is checked only with word lists, and the course adds words of its own', () => {
  const misspelt = { 'lessons/dough/01-yeast.md': add('\nIt makes a yeasty crumb.\n') };
  const wordLists = lists.map((list) => list.replaceAll(' ', '\n'));
  const spelling = (dir: string, lists?: string[]) =>
    checkCourse(dir, { advice: true, ...(lists && { wordLists: lists }) })
      .problems.filter(({ rule, file }) => rule === 'spelling' && file.endsWith('.md'))
      .map(({ line, message }) => `${line} ${/"(.*?)"/.exec(message)![1]}`);
  expect(spelling(writeCourse(misspelt))).toEqual([]);
  expect(spelling(writeCourse(misspelt), wordLists)).toEqual(['8 Gas', '12 yeasty', '12 crumb']);
  const own = { ...misspelt, 'lessons/words.txt': '# ours\ngas\nyeasty # as bakers say\n' };
  expect(spelling(writeCourse(own), wordLists)).toEqual(['12 crumb']);
});
