import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reason, StoreError } from '../../src/store/error.ts';
import { dataFolder, makeFolder } from '../../src/store/folder.ts';
import { put, temporaryFolder } from '../fixtures/folder.ts';

describe('dataFolder', () => {
  test('is the one given, else BACKEND_TUTOR_HOME', () => {
    const env = { BACKEND_TUTOR_HOME: '/tmp/home' };
    expect(dataFolder('/tmp/given', env)).toBe('/tmp/given');
    expect(dataFolder(undefined, env)).toBe('/tmp/home');
    expect(dataFolder('', env)).toBe('/tmp/home');
  });

  test('is absolute, so that changing folders later does no harm', () => {
    expect(dataFolder('data', {})).toBe(resolve('data'));
    expect(dataFolder(undefined, { BACKEND_TUTOR_HOME: 'data' })).toBe(resolve('data'));
  });

  test("is the platform's usual place when nothing is said", () => {
    for (const env of [{}, { BACKEND_TUTOR_HOME: '' }]) {
      expect(dataFolder(undefined, env)).toMatch(/backend-tutor/);
    }
  });
});

describe('makeFolder', () => {
  test('makes the folder and those around it, private to the user, and may be called again', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o077).toBe(0);
  });

  test('says plainly when a file is in the way', () => {
    const file = put(temporaryFolder(), 'file', 'kept');
    expect(() => makeFolder(file)).toThrow(StoreError);
    expect(() => makeFolder(join(file, 'inside'))).toThrow(
      /^The data folder .*inside cannot be made: a file is in the place of a folder\. Name another one with --data-dir\.$/,
    );
  });
});

test('reason puts errors of the file system into words', () => {
  const failed = (code: string) => reason(Object.assign(new Error('raw'), { code }));
  expect(failed('ENOSPC')).toBe('the disk is full');
  expect(failed('EROFS')).toBe('the disk is read-only');
  expect(failed('EACCES')).toBe('permission denied');
  expect(failed('EWEIRD')).toBe('EWEIRD');
  expect(reason(new Error('something else'))).toBe('something else');
});
