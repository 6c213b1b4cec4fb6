import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectionOf, summarise } from '../../src/course/model.ts';
import { CourseError, formatProblem } from '../../src/course/problem.ts';
import { readCourse } from '../../src/course/read.ts';
import { wildText } from '../fixtures/arbitrary.ts';
import { add, BREAD, type Changes, changeCourse, swap, writeCourse } from '../fixtures/course.ts';
import { put, temporaryFolder } from '../fixtures/folder.ts';
import { TEA } from '../fixtures/tea.ts';

const problemsIn = (dir: string) => readCourse(dir).problems.map(formatProblem);
const dough = (dir: string) => readCourse(dir).course.modules[0]!;

/** The error that reading throws. */
function failure(dir: string): CourseError {
  try {
    readCourse(dir);
  } catch (error) {
    if (error instanceof CourseError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('a course without a mistake', () => {
  test('is read whole', () => {
    const { course, problems } = readCourse(writeCourse());
    expect(problems).toEqual([]);
    expect(course).toEqual({
      title: 'Bread',
      version: '1.0.0',
      modules: [
        {
          id: 'dough',
          title: 'From flour to dough',
          summary: 'What makes dough rise.',
          minutes: 5,
          needs: [],
          objectives: [{ id: 'O1', text: 'Say what yeast does.' }],
          facts: [{ id: 'F1', text: 'Yeast makes gas.', source: 'Bread book, chapter 1' }],
          misconceptions: [{ id: 'M1', text: 'Salt makes bread rise.', section: 'yeast' }],
          confusable: [],
          glossary: [
            { term: 'yeast', definition: 'A fungus that makes gas.', source: 'Bread book, chapter 1' },
          ],
          sections: [
            {
              slug: 'yeast',
              title: 'What yeast does',
              objectives: ['O1'],
              minutes: 2,
              text: 'Why does dough grow?\n\n## Gas\n\nYeast makes gas.\n',
            },
          ],
          questions: [
            {
              id: 'riser',
              type: 'choice',
              use: 'quiz',
              section: 'yeast#gas',
              objective: 'O1',
              facts: ['F1'],
              level: 'apply',
              difficulty: 3,
              prompt: 'Which one makes dough rise?',
              options: [
                { text: 'yeast', correct: true, why: expect.stringMatching(/^Yeast eats/) },
                { text: 'salt', misconception: 'M1', why: expect.stringMatching(/^Salt gives/) },
              ],
              explain: 'Gas makes dough rise.',
              source: 'Bread book, chapter 1',
            },
          ],
        },
      ],
    });
  });

  test('with every type of question is read', () => {
    const { course, problems } = readCourse(TEA);
    expect(problems).toEqual([]);
    const types = course.modules[0]!.questions.map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['choice', 'multi', 'order', 'match', 'text', 'number']));
    expect(course.modules[0]!.sections.map(({ slug }) => slug)).toEqual(['plant', 'water']);
  });

  test('may have Windows line ends and a byte-order mark', () => {
    const changes: Changes = {};
    for (const [path, text] of Object.entries(BREAD))
      changes[path] = `\ufeff${text.replaceAll('\n', '\r\n')}`;
    const dir = writeCourse(changes);
    expect(problemsIn(dir)).toEqual([]);
    expect(dough(dir)).toEqual(dough(writeCourse()));
  });

  test('has its modules in the order of course.yaml and its sections in the order of their numbers', () => {
    const dir = writeCourse({
      'lessons/course.yaml': swap('[dough]', '[salt, dough]'),
      'lessons/salt/module.yaml': BREAD['lessons/dough/module.yaml'].replaceAll('dough', 'salt'),
      'lessons/salt/02-yeast.md': BREAD['lessons/dough/01-yeast.md'],
      'lessons/salt/01-sea.md': BREAD['lessons/dough/01-yeast.md'],
      'lessons/salt/glossary.yaml': 'terms: []\n',
      'quizzes/salt.yaml': '[]\n',
    });
    const { course, problems } = readCourse(dir);
    expect(problems).toEqual([]);
    expect(course.modules.map(({ id }) => id)).toEqual(['salt', 'dough']);
    expect(course.modules[0]!.sections.map(({ slug }) => slug)).toEqual(['sea', 'yeast']);
  });

  test('may hold other files, which are left alone', () => {
    const dir = writeCourse({
      'lessons/dough/notes.txt': 'x',
      'lessons/stray/module.yaml': '{',
      'README.md': '#',
    });
    expect(problemsIn(dir)).toEqual([]);
  });

  test('gives typed answers that look like numbers as texts', () => {
    const typed = swap(
      BREAD['quizzes/dough.yaml'].slice(BREAD['quizzes/dough.yaml'].indexOf('  options:')),
      '  accept: [404, not found]\n  wrong: [{match: 403, why: No.}]\n  explain: E.\n  source: S.\n',
    );
    const dir = writeCourse({ 'quizzes/dough.yaml': (text) => swap('choice', 'text')(typed(text)) });
    expect(problemsIn(dir)).toEqual([]);
    expect(dough(dir).questions[0]).toMatchObject({
      accept: ['404', 'not found'],
      wrong: [{ match: '403' }],
    });
  });
});

describe('no course at all', () => {
  test('a folder that does not exist is told', () => {
    const dir = join(temporaryFolder(), 'none');
    expect(failure(dir).message).toBe(`There is no course folder at ${dir}.`);
    expect(failure(put(temporaryFolder(), 'file', '')).problems).toHaveLength(1);
  });

  test.each<[string, string | null, string]>([
    ['is missing', null, '1:1  The file is missing. Create it.'],
    ['is empty', '', '1:1  expected object, received null. The format is in docs/authoring.md.'],
    ['has no title', 'version: "1"\nmodules: [a]\n', '1:1  title: expected string'],
    ['has a title that is a list', 'title: [a]\nversion: "1"\nmodules: [a]\n', '1:8  title: expected string'],
    ['has no modules', 'title: T\nversion: "1"\nmodules: []\n', '3:10  modules: '],
    ['leads out by a name', 'title: T\nversion: "1"\nmodules: [a, ../../etc]\n', '3:14  modules.1: '],
    [
      'names a module twice',
      'title: T\nversion: "1"\nmodules: [a, b, a]\n',
      '3:17  modules.2: "a" is named twice',
    ],
    ['has an unknown field', 'title: T\nversion: "1"\nmodules: [a]\nmood: x\n', 'no field called mood'],
    ['is no YAML', 'title: "T\n', 'Mend the YAML'],
  ])('a course.yaml that %s', (_, text, problem) => {
    const { message, problems } = failure(writeCourse({ 'lessons/course.yaml': text }));
    expect(message).toMatch(/holds no usable course\.$/);
    expect(problems).toHaveLength(1);
    expect(formatProblem(problems[0]!)).toMatch(/^lessons\/course\.yaml:\d/);
    expect(formatProblem(problems[0]!)).toContain(problem);
  });
});

describe('a mistake in a file is told at its place', () => {
  const module = 'lessons/dough/module.yaml';
  const section = 'lessons/dough/01-yeast.md';
  const glossary = 'lessons/dough/glossary.yaml';
  const bank = 'quizzes/dough.yaml';

  test.each<[string, Changes, string]>([
    ['no module.yaml', { [module]: null }, `${module}:1:1  The file is missing`],
    [
      'minutes that are a word',
      { [module]: swap('minutes: 5', 'minutes: many') },
      `${module}:4:10  minutes: expected number`,
    ],
    ['minutes below one', { [module]: swap('minutes: 5', 'minutes: 0') }, `${module}:4:10  minutes: `],
    [
      'an empty title',
      { [module]: swap('From flour to dough', '" "') },
      `${module}:2:8  title: must not be empty`,
    ],
    [
      'another id than the folder',
      { [module]: swap('id: dough', 'id: bread') },
      `${module}:1:5  The id is "bread" but the folder is called "dough"`,
    ],
    [
      'an objective without a text',
      { [module]: swap('    text: Say what yeast does.\n', '') },
      `${module}:6:5  objectives.0.text: `,
    ],
    ['an id of another shape', { [module]: swap('id: F1', 'id: first') }, `${module}:9:9  facts.0.id: `],
    ['an unknown field', { [module]: add('color: red\n') }, `${module}:1:1  there is no field called color`],
    [
      'a forged field',
      { [module]: add('__proto__: {evil: 1}\n') },
      `${module}:1:1  there is no field called __proto__`,
    ],
    [
      'a section without front matter',
      { [section]: 'Text.\n' },
      `${section}:1:1  Begin the section with front matter`,
    ],
    [
      'front matter without an end',
      { [section]: '---\ntitle: T\n' },
      `${section}:1:1  Begin the section with front matter`,
    ],
    ['front matter without minutes', { [section]: swap('minutes: 2\n', '') }, `${section}:2:1  minutes: `],
    ['front matter that is no YAML', { [section]: swap('[O1]', '[O1') }, `${section}:4:1  `],
    [
      'an objective that is none',
      { [section]: swap('[O1]', '[O1, nine]') },
      `${section}:3:18  objectives.1: `,
    ],
    ['no glossary', { [glossary]: null }, `${glossary}:1:1  The file is missing`],
    [
      'a term without a source',
      { [glossary]: swap('    source: Bread book, chapter 1\n', '') },
      `${glossary}:2:5  terms.0.source: `,
    ],
    ['no question bank', { [bank]: null }, `${bank}:1:1  The file is missing`],
    ['a bank that is no list', { [bank]: 'a: 1\n' }, `${bank}:1:1  A question bank is a YAML list`],
    ['a question that is a word', { [bank]: add('- word\n') }, `${bank}:17:3  `],
    ['an unknown type', { [bank]: swap('choice', 'essay') }, `${bank}:2:9  type: the type must be`],
    ['no type', { [bank]: swap('  type: choice\n', '') }, `${bank}:1:3  type: the type must be`],
    ['an id with capitals', { [bank]: swap('riser', 'Riser') }, `${bank}:1:7  id: must be lower-case`],
    ['an unknown level', { [bank]: swap('level: apply', 'level: guess') }, `${bank}:6:10  level: `],
    [
      'no right option',
      { [bank]: swap('      correct: true\n', '') },
      `${bank}:9:5  options: A choice needs exactly one option`,
    ],
    [
      'two right options',
      { [bank]: swap('    - text: salt\n', '    - text: salt\n      correct: true\n') },
      `${bank}:9:5  options: A choice needs exactly one option`,
    ],
    [
      'an option that is correct: false',
      { [bank]: swap('correct: true', 'correct: false') },
      `${bank}:10:16  options.0.correct: `,
    ],
    [
      'an option without a why',
      { [bank]: (text) => text.replace(/ {6}why: Salt.*\n/, '') },
      `${bank}:12:7  options.1.why: `,
    ],
    [
      'an unknown field of an option',
      { [bank]: swap('misconception:', 'mistake:') },
      `${bank}:12:7  options.1: there is no field called mistake`,
    ],
    ['a key twice', { [bank]: add('  level: apply\n') }, `${bank}:17:3  Map keys must be unique`],
  ])('%s', (_, changes, problem) => {
    expect(problemsIn(writeCourse(changes))).toEqual([expect.stringContaining(problem)]);
  });

  /** The bread question with what follows the prompt replaced. */
  const asking = (type: string, rest: string): Changes => ({
    [bank]: (text) =>
      `${text.slice(0, text.indexOf('  options:')).replace('choice', type)}${rest}  explain: E.\n  source: S.\n`,
  });
  test.each<[string, Changes, string]>([
    [
      'a multi without a right option',
      asking(
        'multi',
        '  options:\n    - {text: a, why: b}\n    - {text: c, why: d}\n    - {text: e, why: f}\n',
      ),
      `${bank}:9:5  options: A multi needs`,
    ],
    ['an order of two steps', asking('order', '  steps: [one, two]\n'), `${bank}:8:10  steps: `],
    [
      'steps that may swap and do not exist',
      asking('order', '  steps: [one, two, three]\n  any: [[3, 4]]\n'),
      `${bank}:9:8  any: Any names a step that does not exist`,
    ],
    [
      'an item of no category',
      asking(
        'match',
        '  categories: [hot, cold]\n  items:\n    - {text: a, category: hot, why: b}\n    - {text: c, category: mild, why: d}\n',
      ),
      `${bank}:11:27  items.1.category: "mild" is not one of the categories`,
    ],
    ['a text without an answer', asking('text', '  accept: []\n'), `${bank}:8:11  accept: `],
    [
      'an answer that is a key of the program',
      asking('text', '  accept: [ok, Q]\n'),
      `${bank}:8:16  accept.1: B, s, q and ? are keys of the program`,
    ],
    [
      'a foreseen answer that is a key',
      asking('text', '  accept: [ok]\n  wrong: [{match: "?", why: No.}]\n'),
      `${bank}:9:19  wrong.0.match: B, s, q and ? are keys`,
    ],
    [
      'a number that is a word',
      asking('number', '  answer: many\n'),
      `${bank}:8:11  answer: expected number`,
    ],
    ['a number without end', asking('number', '  answer: .inf\n'), `${bank}:8:11  answer: `],
    [
      'a tolerance below zero',
      asking('number', '  answer: 5\n  tolerance: -1\n'),
      `${bank}:9:14  tolerance: `,
    ],
  ])('%s', (_, changes, problem) => {
    expect(problemsIn(writeCourse(changes))).toEqual([expect.stringContaining(problem)]);
  });

  test('and the others are still read', () => {
    const dir = writeCourse({
      [bank]: (text) => `${text.replace('level: apply', 'level: guess')}${text.replace('riser', 'second')}`,
      'lessons/dough/02-bad.md': 'no front matter',
    });
    const { course, problems, modules } = readCourse(dir);
    expect(problems).toHaveLength(2);
    expect(course.modules[0]!.questions.map(({ id }) => id)).toEqual(['second']);
    expect(course.modules[0]!.sections.map(({ slug }) => slug)).toEqual(['yeast']);
    // Places are those of the file, although the first question is left out.
    expect(modules[0]!.locate.questions([0, 'id'])).toEqual({ line: 17, column: 7 });
  });

  test('a bomb of aliases is a problem, not a full memory', () => {
    const lines = ['- &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [here, next] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg'].map((pair) => pair.split(''))) {
      lines.push(`- &${next} [${Array(10).fill(`*${here}`).join(', ')}]`);
    }
    expect(problemsIn(writeCourse({ [bank]: lines.join('\n') }))).toEqual([
      expect.stringMatching(/^quizzes\/dough\.yaml:1:1 {2}This YAML cannot be used/),
    ]);
  });

  test('a section file of another name is told', () => {
    const dir = writeCourse({ 'lessons/dough/yeast.md': 'x', 'lessons/dough/03-Yeast.md': 'x' });
    expect(problemsIn(dir)).toEqual([
      'lessons/dough/03-Yeast.md:1:1  Name the file NN-slug.md, such as 01-cookies.md.',
      'lessons/dough/yeast.md:1:1  Name the file NN-slug.md, such as 01-cookies.md.',
    ]);
  });

  test('any text in the place of any file gives problems of that file, never another error', () => {
    const dir = writeCourse();
    const paths = fc.constantFrom(module, section, glossary, bank);
    const inFront = wildText.map((text) => `---\n${text}\n---\n`);
    fc.assert(
      fc.property(paths, fc.oneof(wildText, inFront, fc.json()), (path, text) => {
        changeCourse(dir, { ...BREAD, [path]: text });
        for (const problem of readCourse(dir).problems) expect(problem.file).toBe(path);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the model', () => {
  test('sectionOf is the section in which a question is taught', () => {
    expect(sectionOf({ section: 'tokens#what-a-jwt-holds' })).toBe('tokens');
    expect(sectionOf({ section: 'tokens' })).toBe('tokens');
  });

  test('summarise keeps what lists need, and no text', () => {
    const module = dough(
      writeCourse({ 'quizzes/dough.yaml': swap('  type:', '  supersedes: [old]\n  type:') }),
    );
    expect(summarise(module)).toEqual({
      id: 'dough',
      title: 'From flour to dough',
      summary: 'What makes dough rise.',
      minutes: 5,
      needs: [],
      objectives: [{ id: 'O1', text: 'Say what yeast does.' }],
      size: { sections: 1, questions: 1 },
      sections: [{ slug: 'yeast', title: 'What yeast does', minutes: 2, objectives: ['O1'] }],
      questions: [{ id: 'riser', use: 'quiz', objective: 'O1', section: 0, supersedes: ['old'] }],
    });
  });
});
