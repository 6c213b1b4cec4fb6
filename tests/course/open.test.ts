import { readdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCourse } from '../../src/course/open.ts';
import { CourseError } from '../../src/course/problem.ts';
import { BREAD, changeCourse, swap, writeCourse } from '../fixtures/course.ts';
import { put, temporaryFolder } from '../fixtures/folder.ts';

const failure = (dir: string, cache = temporaryFolder()) =>
  openCourse(dir, cache).then(
    () => undefined,
    (error: unknown) => error as CourseError,
  );
const titleOf = async (dir: string, cache: string) => (await openCourse(dir, cache)).index.modules[0]?.title;

/** Writes a file again, at a time of its own, so that no clock decides whether the change is noticed. */
let seconds = 1_000_000_000;
function change(dir: string, path: string, text: string): void {
  const file = put(dir, path, text);
  seconds += 10;
  utimesSync(file, seconds, seconds);
}
const retitled = (title: string) => BREAD['lessons/dough/module.yaml'].replace('From flour to dough', title);

describe('openCourse', () => {
  test('gives the same course from the files and from the cache', async () => {
    const [dir, cache] = [writeCourse(), temporaryFolder()];
    const first = await openCourse(dir, cache);
    const second = await openCourse(dir, cache);
    expect(second.index).toEqual(first.index);
    expect(second.module('dough')).toEqual(first.module('dough'));
    expect(first.module('dough').questions).toHaveLength(1);
  });

  test('tells how far it is while it reads, to the end also of a course with mistakes, and nothing from the cache', async () => {
    const [dir, cache] = [writeCourse(), temporaryFolder()];
    const told = async () => {
      const shares: number[] = [];
      await openCourse(dir, cache, (share) => shares.push(share)).catch(() => {});
      return shares;
    };
    expect(await told()).toEqual([0, 1]);
    expect(await told()).toEqual([]);
    change(dir, 'quizzes/dough.yaml', '7\n');
    expect(await told()).toEqual([0, 1]);
  });

  test('does not read an unchanged course again', async () => {
    const [dir, cache] = [writeCourse(), temporaryFolder()];
    await openCourse(dir, cache);
    const [folder] = readdirSync(cache);
    const index = join(cache, folder!, '.index.json');
    const before = statSync(index);
    await openCourse(dir, cache);
    expect(statSync(index).ino).toBe(before.ino);
    expect(statSync(index).mtimeMs).toBe(before.mtimeMs);
  });

  test('notices a changed, an added and a removed file', async () => {
    const [dir, cache] = [writeCourse(), temporaryFolder()];
    await openCourse(dir, cache);
    change(dir, 'lessons/dough/module.yaml', retitled('Changed'));
    expect(await titleOf(dir, cache)).toBe('Changed');
    // The same length at another time is noticed too.
    change(dir, 'lessons/dough/module.yaml', retitled('Chanted'));
    expect(await titleOf(dir, cache)).toBe('Chanted');
    change(dir, 'lessons/dough/02-salt.md', BREAD['lessons/dough/01-yeast.md']);
    expect((await openCourse(dir, cache)).module('dough').sections).toHaveLength(2);
    rmSync(join(dir, 'lessons/dough/02-salt.md'));
    expect((await openCourse(dir, cache)).module('dough').sections).toHaveLength(1);
    change(dir, 'quizzes/dough.yaml', '[]\n');
    expect((await openCourse(dir, cache)).module('dough').questions).toHaveLength(0);
  });

  test('notices a change behind links', async () => {
    const [dir, cache] = [writeCourse(), temporaryFolder()];
    for (const [path, text] of Object.entries(BREAD)) {
      if (path.startsWith('lessons/dough/')) change(dir, path.replace('lessons', 'shared'), text);
    }
    rmSync(join(dir, 'lessons/dough'), { recursive: true });
    symlinkSync('../shared/dough', join(dir, 'lessons/dough'));
    await openCourse(dir, cache);
    change(dir, 'shared/dough/module.yaml', retitled('Changed'));
    expect(await titleOf(dir, cache)).toBe('Changed');
  });

  test('keeps two courses apart, and knows one by any way to it', async () => {
    const [one, two, cache] = [writeCourse(), writeCourse(), temporaryFolder()];
    changeCourse(two, { 'lessons/dough/module.yaml': swap('From flour to dough', 'Other') });
    expect(await titleOf(one, cache)).toBe('From flour to dough');
    expect(await titleOf(two, cache)).toBe('Other');
    expect(await titleOf(one, cache)).toBe('From flour to dough');
    const link = join(temporaryFolder(), 'link');
    symlinkSync(one, link);
    await openCourse(link, cache);
    expect(readdirSync(cache)).toHaveLength(2);
  });

  test('works without a cache that can be written', async () => {
    const file = put(temporaryFolder(), 'file', '');
    expect(await titleOf(writeCourse(), join(file, 'cache'))).toBe('From flour to dough');
  });

  test('reads again when the cache is damaged', async () => {
    const [dir, cache] = [writeCourse(), temporaryFolder()];
    await openCourse(dir, cache);
    put(cache, `${readdirSync(cache)[0]}/.index.json`, 'null');
    expect(await titleOf(dir, cache)).toBe('From flour to dough');
  });

  test('tells every mistake of format, and keeps no copy of a bad course', async () => {
    const cache = temporaryFolder();
    const dir = writeCourse({
      'lessons/dough/module.yaml': swap('minutes: 5', 'minutes: many'),
      'quizzes/dough.yaml': swap('level: apply', 'level: guess'),
    });
    const error = await failure(dir, cache);
    expect(error).toBeInstanceOf(CourseError);
    expect(error?.message).toBe(`The course in ${dir} has mistakes.`);
    expect(error?.details.map((line) => line.split('  ')[0])).toEqual([
      'lessons/dough/module.yaml:4:10',
      'quizzes/dough.yaml:6:10',
    ]);
    expect(readdirSync(cache)).toEqual([]);
  });

  test('tells when there is no course', async () => {
    const dir = join(temporaryFolder(), 'none');
    expect((await failure(dir))?.message).toBe(`There is no course folder at ${dir}.`);
    expect((await failure(temporaryFolder()))?.problems).toHaveLength(1);
  });

  test('a link in a circle is a mistake like any other', async () => {
    const dir = writeCourse();
    symlinkSync('02-round.md', join(dir, 'lessons/dough/02-round.md'));
    expect((await failure(dir))?.details[0]).toContain('02-round.md:1:1');
  });
});
