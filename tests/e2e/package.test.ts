import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../labs/kit.ts';
import { temporaryHome } from './terminal.ts';

let files: string[];
let unpacked: number;

beforeAll(async () => {
  const { home, remove } = temporaryHome();
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { out } = await run('npm', [
    'pack',
    root,
    '--dry-run',
    '--ignore-scripts',
    '--json',
    '--cache',
    home,
  ]);
  const [packed] = JSON.parse(out);
  files = packed.files.map(({ path }: { path: string }) => path);
  unpacked = packed.unpackedSize;
  remove();
});

describe('the package', () => {
  test.each([
    'bin/backend-tutor.js',
    'dist/cli.js',
    'dist/course/.index.json',
    'dist/labs/index.json',
    'dist/labs/internet.js',
    'dist/labs/http-methods/starter/README.md',
    'dist/labs/http-methods/starter/javascript/lab.json',
    'dist/labs/http-methods/starter/python/server.py',
    'dist/third-party-licenses.txt',
    'lessons/course.yaml',
    'quizzes/auth.yaml',
    'schemas/module.json',
    'LICENSE',
  ])('holds %s', (file) => {
    expect(files).toContain(file);
  });

  test('holds nothing that a user does not need: no tests, sources, benches or solutions', () => {
    const unwanted =
      /^(src|tests|bench|exchanges|scripts|labs|docs|node_modules)\/|solutions|__pycache__|\.ts$|\.map$/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  test('is small', () => {
    expect(unpacked).toBeLessThan(60 * 2 ** 20);
  });
});
