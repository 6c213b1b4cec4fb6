import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freeName, holdsJsonObject, makeWay } from '../../src/store/aside.ts';
import { put, temporaryFolder } from '../fixtures/folder.ts';

describe('makeWay', () => {
  const inFolder = () => join(temporaryFolder(), 'answers.jsonl');
  const told = (path: string, fault: string) => `Your answers ${fault}; that is now in ${path}.set-aside.`;

  test('leaves alone what is sound, and what is not there', () => {
    const folder = temporaryFolder();
    const path = put(folder, 'answers.jsonl', 'text');
    const link = join(folder, 'link');
    symlinkSync(path, link);
    for (const each of [path, link, join(folder, 'none')]) expect(makeWay(each, 'It')).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(['answers.jsonl', 'link']);
  });

  test('renames a folder with all that is in it', () => {
    const path = inFolder();
    put(path, 'inside', 'kept');
    expect(makeWay(path, 'Your answers')).toBe(told(path, 'had a folder in its place'));
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(join(`${path}.set-aside`, 'inside'), 'utf8')).toBe('kept');
  });

  test('renames a link that leads nowhere', () => {
    const path = inFolder();
    symlinkSync('nowhere', path);
    expect(makeWay(path, 'Your answers')).toBe(told(path, 'was a link that leads nowhere'));
    expect(readdirSync(join(path, '..'))).toEqual(['answers.jsonl.set-aside']);
  });

  test('renames a link that leads in a circle', () => {
    const path = inFolder();
    symlinkSync('answers.jsonl', path);
    expect(makeWay(path, 'Your answers')).toContain('set-aside');
  });

  test.skipIf(process.platform === 'win32')('renames a pipe, which could be read for ever', () => {
    const path = inFolder();
    execFileSync('mkfifo', [path]);
    expect(makeWay(path, 'Your answers')).toBe(told(path, 'was no ordinary file'));
  });

  test('renames damaged content, each under a name of its own', () => {
    const folder = temporaryFolder();
    for (const text of ['first', 'second', 'third']) {
      expect(makeWay(put(folder, 'config.json', text), 'The settings', holdsJsonObject)).toContain(
        'was damaged',
      );
    }
    const names = ['', '-2', '-3'].map((ending) => `config.json.set-aside${ending}`);
    expect(readdirSync(folder).sort()).toEqual(names);
    expect(readFileSync(join(folder, 'config.json.set-aside-3'), 'utf8')).toBe('third');
  });
});

test('freeName is a name that nothing has', () => {
  const path = put(temporaryFolder(), 'a', '');
  expect(freeName(path)).toBe(`${path}.set-aside`);
  mkdirSync(`${path}.set-aside`);
  expect(freeName(path)).toBe(`${path}.set-aside-2`);
});

test.each<[string, boolean]>([
  ['{}', true],
  ['{"version":1}', true],
  ['', false],
  ['{', false],
  ['hello', false],
  ['[1]', false],
  ['null', false],
  ['5', false],
  ['\0\0\0\0', false],
  ['{"version":1,"settings":{"pla', false],
])('%j holds a JSON object: %s', (text, holds) => {
  expect(holdsJsonObject(put(temporaryFolder(), 'config.json', text))).toBe(holds);
});
