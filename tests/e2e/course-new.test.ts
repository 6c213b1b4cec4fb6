import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/folder.ts';
import { plain } from './plain.ts';

test('course new writes a course that has no mistake and can be learned from', async () => {
  const home = temporaryFolder();
  const dir = join(home, 'my course');
  const made = await plain(['course', 'new', dir], { home });
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toContain(join(dir, 'quizzes/gears.yaml'));
  expect(await plain(['course', 'check', dir], { home })).toMatchObject({
    code: 0,
    out: expect.stringContaining('No problem'),
  });
  const { code, out } = await plain(['start', '--course', dir], { home, input: '\n3\n\n' });
  expect(code).toBe(0);
  expect(out).toContain('Right.');
  expect(out).toContain('Why is this so hard to push?');
  // The schemas that the files name are there.
  const first = readFileSync(join(dir, 'quizzes/gears.yaml'), 'utf8').split('\n')[0]!;
  expect(existsSync(join(dir, 'quizzes', first.split('=')[1]!))).toBe(true);
});

test('course new needs an empty folder, and changes nothing in another one', async () => {
  const home = temporaryFolder();
  mkdirSync(join(home, 'empty'));
  expect((await plain(['course', 'new', 'empty'], { home })).code).toBe(0);
  mkdirSync(join(home, 'full'));
  writeFileSync(join(home, 'full', 'mine.txt'), 'mine');
  const refused = await plain(['course', 'new', 'full'], { home });
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('full is not empty.') });
  expect(readdirSync(join(home, 'full'))).toEqual(['mine.txt']);
  const file = await plain(['course', 'new', join('full', 'mine.txt')], { home });
  expect(file).toMatchObject({ code: 1, err: expect.stringContaining('is a file.') });
  expect(readFileSync(join(home, 'full', 'mine.txt'), 'utf8')).toBe('mine');
  expect((await plain(['course', 'new'], { home })).code).toBe(2);
});
