import { describe, expect, test } from 'vitest';
import { checkCourse } from '../../src/course/check.ts';
import { CourseError, formatProblem } from '../../src/course/problem.ts';
import { add, BREAD, type Changes, swap, writeCourse } from '../fixtures/course.ts';
import { TEA } from '../fixtures/tea.ts';

const problemsIn = (changes: Changes) => checkCourse(writeCourse(changes)).problems.map(formatProblem);
const module = 'lessons/dough/module.yaml';
const section = 'lessons/dough/01-yeast.md';
const glossary = 'lessons/dough/glossary.yaml';
const bank = 'quizzes/dough.yaml';

test('good courses have no problem and are counted', () => {
  expect(checkCourse(writeCourse())).toEqual({ problems: [], modules: 1, sections: 1, questions: 1 });
  expect(checkCourse(TEA)).toEqual({ problems: [], modules: 1, sections: 2, questions: 8 });
});

test('no course at all is an error of its own', () => {
  expect(() => checkCourse(writeCourse({ 'lessons/course.yaml': null }))).toThrow(CourseError);
});

describe('modules', () => {
  test.each<[string, Changes, string]>([
    [
      'a module without sections',
      { [section]: null, [module]: (text) => text.slice(0, text.indexOf('misconceptions')), [bank]: '[]\n' },
      `${module}:1:1  The module has no section`,
    ],
    [
      'a need that is no module',
      { [module]: add('needs: [dough, flour]\n') },
      `${module}:16:16  There is no module "flour" in course.yaml.`,
    ],
    [
      'a misconception answered nowhere',
      { [module]: swap('section: yeast', 'section: salt') },
      `${module}:15:14  M1 points at the section "salt", which does not exist.`,
    ],
    [
      'an objective twice',
      { [module]: swap('facts:', '  - id: O1\n    text: Again.\nfacts:') },
      `${module}:8:9  The id O1 is used twice`,
    ],
    [
      'a fact twice',
      { [module]: swap('misconceptions:', '  - {id: F1, text: T, source: S}\nmisconceptions:') },
      `${module}:12:10  The id F1 is used twice`,
    ],
    [
      'a misconception twice',
      { [module]: add('  - {id: M1, text: T, section: yeast}\n') },
      `${module}:16:10  The id M1 is used twice`,
    ],
    [
      'a term twice, in other letters',
      { [glossary]: add('  - {term: Yeast, definition: D., source: S}\n') },
      `${glossary}:5:12  The term "yeast" is defined twice`,
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsIn(changes)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('sections', () => {
  test.each<[string, Changes, string]>([
    [
      'an objective that the module has not',
      { [section]: swap('[O1]', '[O1, O9]') },
      `${section}:3:18  The module has no objective O9`,
    ],
    [
      'a slug twice',
      { 'lessons/dough/02-yeast.md': BREAD[section] },
      'lessons/dough/02-yeast.md:1:1  Two sections have the slug "yeast"',
    ],
    [
      'a block that is too wide',
      { [section]: add(`\n\`\`\`\n${'x'.repeat(77)}\n\`\`\`\n`) },
      `${section}:12:1  "xxx`,
    ],
    [
      'a diagram without words',
      { [section]: add('\n```diagram 20\nx\n```\n') },
      `${section}:12:1  this diagram has no description`,
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsIn(changes)).toEqual([expect.stringContaining(problem)]);
  });
});

describe('questions', () => {
  const why = (text: string) => (bread: string) => bread.replace(/why: Salt.*/, `why: ${text}`);
  const words = (count: number) => Array(count).fill('word').join(' ');

  test.each<[string, Changes, string]>([
    [
      'a section that does not exist',
      { [bank]: swap('yeast#gas', 'salt#gas') },
      `${bank}:3:12  riser: there is no section "salt" in this module`,
    ],
    [
      'a heading that does not exist',
      { [bank]: swap('yeast#gas', 'yeast#air') },
      `${bank}:3:12  riser: the section "yeast" has no heading "air"; it has gas`,
    ],
    [
      'a heading that was only in a block',
      { [section]: swap('## Gas', '```\n## Gas\n```') },
      `${bank}:3:12  riser: the section "yeast" has no heading "gas"`,
    ],
    [
      'an objective that the module has not',
      { [bank]: swap('objective: O1', 'objective: O2') },
      `${bank}:4:14  riser: the module has no objective O2`,
    ],
    [
      'a fact that the module has not',
      { [bank]: swap('[F1]', '[F1, F2]') },
      `${bank}:5:15  riser: the module has no fact F2`,
    ],
    [
      'a misconception that the module has not',
      { [bank]: swap('misconception: M1', 'misconception: M2') },
      `${bank}:13:22  riser: the module has no misconception M2`,
    ],
    ['an id twice', { [bank]: (text) => text + text }, `${bank}:17:7  The id riser is used twice`],
    [
      'a prompt with a block that is too wide',
      {
        [bank]: swap('prompt: Which', `prompt: |\n    \`\`\`\n    ${'x'.repeat(77)}\n    \`\`\`\n    Which`),
      },
      `${bank}:7:11  riser: "xxx`,
    ],
    [
      'feedback of too few words',
      { [bank]: why(words(11)) },
      `${bank}:14:12  riser: this feedback has 11 words; use 12 to 45`,
    ],
    [
      'feedback of too many words',
      { [bank]: why(words(46)) },
      `${bank}:14:12  riser: this feedback has 46 words; use 12 to 45`,
    ],
    [
      'feedback that is a copy',
      { [bank]: (text) => why(/why: (Yeast.*)/.exec(text)![1]!)(text) },
      `${bank}:14:12  riser: this feedback is a copy`,
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsIn(changes)).toEqual([expect.stringContaining(problem)]);
  });

  test.each([12, 45])('feedback of %d words is good', (count) => {
    expect(problemsIn({ [bank]: why(words(count)) })).toEqual([]);
  });

  const asking = (type: string, rest: string): Changes => ({
    [bank]: (text) =>
      `${text.slice(0, text.indexOf('  options:')).replace('choice', type)}${rest}  explain: E.\n  source: S.\n`,
  });
  test.each<[string, Changes, string[]]>([
    ['steps without feedback', asking('order', '  steps: [a, b, c]\n'), []],
    [
      'steps with short feedback',
      asking('order', `  steps: [{text: a, why: ${words(7)}}, {text: b, why: ${words(8)}}, c]\n`),
      [`${bank}:8:26  riser: this feedback has 7 words; use 8 to 45`],
    ],
    [
      'items with short feedback',
      asking(
        'match',
        `  categories: [x, y]\n  items:\n    - {text: a, category: x, why: No.}\n    - {text: b, category: y, why: ${words(12)}}\n`,
      ),
      [`${bank}:10:35  riser: this feedback has 1 words`],
    ],
    [
      'foreseen answers',
      asking('text', `  accept: [a]\n  wrong:\n    - {match: x, why: No., misconception: M7}\n`),
      [
        `${bank}:10:23  riser: this feedback has 1 words`,
        `${bank}:10:43  riser: the module has no misconception M7`,
      ],
    ],
    [
      'foreseen numbers',
      asking('number', `  answer: 5\n  wrong:\n    - {match: 6, why: No., misconception: M1}\n`),
      [`${bank}:10:23  riser: this feedback has 1 words`],
    ],
  ])('%s', (_, changes, problems) => {
    expect(problemsIn(changes)).toEqual(problems.map((problem) => expect.stringContaining(problem)));
  });

  test('places are right although a question before cannot be read', () => {
    const broken = (text: string) => `- id: broken\n${text.replace('objective: O1', 'objective: O2')}`;
    expect(problemsIn({ [bank]: broken })).toEqual([
      expect.stringContaining(`${bank}:1:3  type`),
      expect.stringContaining(`${bank}:5:14  riser: the module has no objective O2`),
    ]);
  });
});

test('all problems are told at once, sorted by file, line and column', () => {
  const found = problemsIn({
    [bank]: (text) => text.replace('level: apply', 'level: guess').replace('[F1]', '[1]'),
    [section]: swap('[O1]', '[O8, O9]'),
    [module]: swap('minutes: 5', 'minutes: 5\nneeds: [b, a]'),
    [glossary]: 'terms: 5\n',
  });
  expect(found.map((problem) => problem.split('  ')[0])).toEqual([
    `${section}:3:14`,
    `${section}:3:18`,
    `${glossary}:1:8`,
    `${module}:5:9`,
    `${module}:5:12`,
    `${bank}:5:11`,
    `${bank}:6:10`,
  ]);
});
