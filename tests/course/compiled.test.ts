import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openInMemory, readCompiled, writeCompiled } from '../../src/course/compiled.ts';
import { type Course, summarise } from '../../src/course/model.ts';
import { readCourse } from '../../src/course/read.ts';
import { indexCourse } from '../../src/course/search.ts';
import { moduleStanding } from '../../src/learner/standing.ts';
import { emptyState } from '../../src/learner/state.ts';
import { put, temporaryFolder } from '../fixtures/folder.ts';
import { module } from '../fixtures/questions.ts';
import { TEA } from '../fixtures/tea.ts';

const { course: tea } = readCourse(TEA);
const two: Course = { title: 'Two', version: '1', modules: [module({ id: 'a' }), module({ id: 'index' })] };

function compiled(course: Course, stamp = 'now'): string {
  const folder = join(temporaryFolder(), 'courses', 'x');
  writeCompiled(course, folder, stamp);
  return folder;
}

describe('a compiled course', () => {
  test('is the same course', () => {
    const open = readCompiled(compiled(tea))!;
    expect(open.index).toEqual({
      title: tea.title,
      version: tea.version,
      modules: tea.modules.map(summarise),
    });
    expect(open.module('leaves')).toEqual(tea.modules[0]);
  });

  test('is a file per module, one for the index and one for the lists, and leaves no draft', () => {
    const folder = compiled(two);
    expect(readdirSync(folder).sort()).toEqual(['.index.json', '.lists.jsonl', 'a.json', 'index.json']);
    expect(readCompiled(folder)?.module('index').id).toBe('index');
  });

  test('loads a module once, and only when it is asked for', () => {
    const folder = compiled(two);
    put(folder, 'index.json', 'broken');
    const open = readCompiled(folder)!;
    expect(open.module('a')).toBe(open.module('a'));
    expect(() => open.module('index')).toThrow();
  });

  test('loads the lists of sections and questions only when they are asked for, the sizes at once', () => {
    const folder = compiled(two);
    const lists = join(folder, '.lists.jsonl');
    const text = readFileSync(lists, 'utf8');
    rmSync(lists);
    const [a, index] = readCompiled(folder)!.index.modules;
    expect(moduleStanding(emptyState(), a!)).toMatchObject({ sections: 2, questions: a!.size.questions });
    expect(() => a!.questions).toThrow();
    // What is wrong with one module does not matter to another.
    writeFileSync(lists, text.replace(/^.*\n/, '["a",broken\n'));
    expect(index!.questions).toEqual(summarise(two.modules[1]!).questions);
    expect(() => a!.questions).toThrow();
  });

  test('keeps the full-text index it is given, and never that of an older version', async () => {
    const folder = compiled(two);
    writeCompiled(two, folder, 'now', indexCourse(tea).save());
    expect((await readCompiled(folder)!.search()).find('oxidation')).toHaveLength(1);
    writeCompiled(two, folder, 'now');
    expect((await readCompiled(folder)!.search()).find('oxidation')).toEqual([]);
    expect((await readCompiled(compiled(tea))!.search()).find('oxidation')).toHaveLength(1);
    expect((await openInMemory(tea).search()).find('oxidation')).toHaveLength(1);
  });

  test('holds no other module, whatever files lie about', () => {
    const folder = compiled(two);
    put(folder, 'b.json', readFileSync(join(folder, 'a.json'), 'utf8'));
    const open = readCompiled(folder)!;
    for (const id of ['b', '../x/a', '.index', '__proto__', '']) {
      expect(() => open.module(id)).toThrow(RangeError);
    }
  });

  test('is used only with the stamp that it was made with', () => {
    const folder = compiled(two, 'now');
    expect(readCompiled(folder, 'now')).toBeDefined();
    expect(readCompiled(folder)).toBeDefined();
    expect(readCompiled(folder, 'later')).toBeUndefined();
  });

  test('may be written again over an older one', () => {
    const folder = compiled(two, 'now');
    writeCompiled({ ...two, title: 'Changed' }, folder, 'later');
    expect(readCompiled(folder, 'later')?.index.title).toBe('Changed');
  });

  test('is none without an index, so a half-written one is never used', () => {
    expect(readCompiled(temporaryFolder())).toBeUndefined();
    const folder = temporaryFolder();
    // The index cannot be put in place, as if writing had stopped before.
    mkdirSync(join(folder, '.index.json'));
    expect(() => writeCompiled(two, folder, 'now')).toThrow();
    expect(readdirSync(folder)).toContain('a.json');
    expect(readCompiled(folder)).toBeUndefined();
  });

  test.each(['', 'null', '5', '[]', '{}', '{"format":0,"stamp":"now","index":{}}', '{"format":1,"stamp":'])(
    'is none when its index is %j',
    (text) => {
      const folder = compiled(two);
      writeFileSync(join(folder, '.index.json'), text);
      expect(readCompiled(folder, 'now')).toBeUndefined();
    },
  );
});

test('a course in memory opens like a compiled one', () => {
  const open = openInMemory(two);
  expect(open.index).toEqual(readCompiled(compiled(two))!.index);
  expect(open.module('a')).toBe(two.modules[0]);
  expect(() => open.module('b')).toThrow(RangeError);
});
