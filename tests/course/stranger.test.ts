import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CourseError, formatProblem } from '../../src/course/problem.ts';
import { readCourse } from '../../src/course/read.ts';
import { BREAD, swap, writeCourse } from '../fixtures/course.ts';
import { put, temporaryFolder } from '../fixtures/folder.ts';

const problemsIn = (dir: string) => readCourse(dir).problems.map(formatProblem);
const dough = (dir: string) => readCourse(dir).course.modules[0]!;

describe('a stranger’s course', () => {
  const secret = () => put(temporaryFolder(), '01-secret.md', BREAD['lessons/dough/01-yeast.md']);
  const out = 'This link leads out of the course folder. Put the file itself here.';

  test.each(Object.keys(BREAD).filter((path) => path !== 'lessons/course.yaml'))(
    'a link out in the place of %s is not followed',
    (path) => {
      const dir = writeCourse();
      rmSync(join(dir, path));
      symlinkSync(secret(), join(dir, path));
      expect(problemsIn(dir)).toEqual([`${path}:1:1  ${out}`]);
    },
  );

  test('nor is one in the place of course.yaml', () => {
    const dir = writeCourse({ 'lessons/course.yaml': null });
    symlinkSync(put(temporaryFolder(), 'c', BREAD['lessons/course.yaml']), join(dir, 'lessons/course.yaml'));
    try {
      readCourse(dir);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(CourseError);
      expect((error as CourseError).problems.map(formatProblem)).toEqual([`lessons/course.yaml:1:1  ${out}`]);
    }
  });

  test('a linked folder is not even listed', () => {
    const dir = writeCourse();
    const elsewhere = writeCourse({ 'lessons/dough/private name.md': 'x' });
    rmSync(join(dir, 'lessons/dough'), { recursive: true });
    symlinkSync(join(elsewhere, 'lessons/dough'), join(dir, 'lessons/dough'));
    expect(problemsIn(dir)).toEqual([
      `lessons/dough/module.yaml:1:1  ${out}`,
      `lessons/dough/glossary.yaml:1:1  ${out}`,
    ]);
  });

  test('links inside the folder are good, and so is a link to the folder', () => {
    const dir = writeCourse({
      'lessons/dough/01-yeast.md': null,
      'shared/yeast.md': BREAD['lessons/dough/01-yeast.md'],
    });
    symlinkSync('../../shared/yeast.md', join(dir, 'lessons/dough/01-yeast.md'));
    const link = join(temporaryFolder(), 'link');
    symlinkSync(dir, link);
    for (const each of [dir, link]) {
      expect(problemsIn(each)).toEqual([]);
      expect(dough(each).sections).toHaveLength(1);
    }
  });

  test('a link in a circle and a folder in the place of a file are told', () => {
    const dir = writeCourse({ 'lessons/dough/01-yeast.md': null });
    symlinkSync('02-round.md', join(dir, 'lessons/dough/02-round.md'));
    mkdirSync(join(dir, 'lessons/dough/03-folder.md'));
    expect(problemsIn(dir)).toEqual([
      'lessons/dough/02-round.md:1:1  The file cannot be read (ELOOP).',
      'lessons/dough/03-folder.md:1:1  This is no file. Put a text file in its place.',
    ]);
  });

  test('a file too large for any course is not read', () => {
    const dir = writeCourse();
    truncateSync(join(dir, 'quizzes/dough.yaml'), 8 * 1024 * 1024 + 1);
    expect(problemsIn(dir)).toEqual([
      expect.stringMatching(
        /^quizzes\/dough\.yaml:1:1 {2}The file has 8388609 bytes; at most \d+ are read\. Split it\.$/,
      ),
    ]);
  });

  test('control characters reach neither the course nor the messages', () => {
    const dir = writeCourse({
      'lessons/dough/module.yaml': swap('From flour', '"\\e[31mFrom\\x9b flour"\n#'),
      'lessons/dough/01-yeast.md': swap('Yeast makes', '\u001b]0;evil\u0007Yeast\u202e makes'),
      'quizzes/dough.yaml': (text) => `${text}- id: "\\e[2J"\n  "\\e[3J": 1\n  type: text\n`,
      'lessons/dough/\u001b[31m\n1.md': 'x',
    });
    const { course, problems } = readCourse(dir);
    expect(course.modules[0]!.title).toBe('[31mFrom flour');
    expect(course.modules[0]!.sections[0]!.text).toContain(']0;evilYeast makes');
    expect(problems.length).toBeGreaterThan(2);
    for (const problem of problems) expect(formatProblem(problem)).not.toMatch(/\p{Cc}/u);
  });

  test('bytes that are no text do no harm', () => {
    const dir = writeCourse();
    const [before, after] = BREAD['lessons/dough/01-yeast.md'].split('dough');
    const bytes = [Buffer.from(before!), Buffer.from([0xff, 0xfe, 0xc2]), Buffer.from(after!)];
    writeFileSync(join(dir, 'lessons/dough/01-yeast.md'), Buffer.concat(bytes));
    expect(problemsIn(dir)).toEqual([]);
    expect(dough(dir).sections[0]!.text).toMatch(/^Why does \ufffd+ grow/);
  });
});
