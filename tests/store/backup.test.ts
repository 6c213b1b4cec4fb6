import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backUpConfig, backUpLog, listBackups } from '../../src/store/backup.ts';
import { StoreError } from '../../src/store/error.ts';
import { put, temporaryFolder } from '../fixtures/folder.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, number, 8, 30, 0, 5));
const nameOf = (number: number) => `answers-2026-01-0${number}T08-30-00-005Z.jsonl`;

function folderWithLog(): string {
  const folder = temporaryFolder();
  put(folder, 'answers.jsonl', 'line\n');
  return folder;
}
const backups = (folder: string) => readdirSync(join(folder, 'backups')).sort();

describe('backUpLog', () => {
  test('makes nothing when there is no log', () => {
    const folder = temporaryFolder();
    expect(backUpLog(folder, day(1))).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('copies the log under a name that says when, valid on every platform', () => {
    const folder = folderWithLog();
    const path = backUpLog(folder, day(1))!;
    expect(path).toBe(join(folder, 'backups', nameOf(1)));
    expect(readFileSync(path, 'utf8')).toBe('line\n');
    expect(readFileSync(join(folder, 'answers.jsonl'), 'utf8')).toBe('line\n');
  });

  test('keeps the five latest, and what is not its own', () => {
    const folder = folderWithLog();
    put(folder, 'backups/my-notes.txt', 'mine');
    for (let number = 1; number <= 7; number++) backUpLog(folder, day(number));
    expect(backups(folder)).toEqual([...[3, 4, 5, 6, 7].map(nameOf), 'my-notes.txt']);
  });

  test('never removes the one that it has just made, even after the clock went back', () => {
    const folder = folderWithLog();
    for (let number = 2; number <= 6; number++) backUpLog(folder, day(number));
    const path = backUpLog(folder, day(1))!;
    expect(readFileSync(path, 'utf8')).toBe('line\n');
    expect(backups(folder)).toEqual([1, 3, 4, 5, 6].map(nameOf));
  });

  test('never overwrites one, not even of the same instant', () => {
    const folder = folderWithLog();
    const first = backUpLog(folder, day(1))!;
    put(folder, 'answers.jsonl', 'other\n');
    const second = backUpLog(folder, day(1))!;
    expect(readFileSync(first, 'utf8')).toBe('line\n');
    expect(readFileSync(second, 'utf8')).toBe('other\n');
  });

  test('says plainly when a copy cannot be made', () => {
    const folder = folderWithLog();
    put(folder, 'backups', 'a file in the way');
    expect(() => backUpLog(folder, day(1))).toThrow(/could not be made: .*\. Nothing was changed\.$/);
    expect(() => backUpLog(folder, day(1))).toThrow(StoreError);
  });

  test('a folder called like a backup does not stop it', () => {
    const folder = folderWithLog();
    mkdirSync(join(folder, 'backups', 'answers-0.jsonl'), { recursive: true });
    for (let number = 1; number <= 6; number++) backUpLog(folder, day(number));
    expect(backups(folder)).toContain(nameOf(6));
  });
});

describe('listBackups', () => {
  test('lists the backups of the log, the latest first, with their sizes', () => {
    const folder = folderWithLog();
    expect(listBackups(folder)).toEqual([]);
    put(folder, 'config.json', '{}');
    for (const number of [1, 3, 2]) backUpLog(folder, day(number));
    backUpConfig(folder, day(4));
    expect(listBackups(folder)).toEqual(
      [3, 2, 1].map((number) => ({
        name: nameOf(number),
        path: join(folder, 'backups', nameOf(number)),
        size: 5,
      })),
    );
  });
});

test('settings are kept apart from answers, five of each', () => {
  const folder = folderWithLog();
  put(folder, 'config.json', '{}');
  for (let number = 1; number <= 6; number++) backUpConfig(folder, day(number));
  backUpLog(folder, day(1));
  expect(backups(folder).filter((name) => name.startsWith('config-'))).toHaveLength(5);
  expect(backups(folder).filter((name) => name.startsWith('answers-'))).toEqual([nameOf(1)]);
});
