import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FILE_KINDS, type FileKind, jsonSchema } from '../../src/course/json-schema.ts';
import { BREAD } from '../fixtures/course.ts';
import { TEA } from '../fixtures/tea.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const kinds = Object.keys(FILE_KINDS) as FileKind[];
const validators = Object.fromEntries(
  kinds.map((kind) => [kind, new Ajv({ allErrors: true }).compile(jsonSchema(kind))]),
);

/** The mistakes that the schema of a file's kind finds in it. */
function mistakes(path: string, text: string): string[] {
  const validate = validators[kindOf(path)]!;
  const yaml = path.endsWith('.md') ? text.split(/^---$/m)[1]! : text;
  validate(parse(yaml));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function kindOf(path: string): FileKind {
  if (path.endsWith('.md')) return 'section';
  const name = /(course|module|glossary)\.yaml$/.exec(path)?.[1];
  return (name as FileKind | undefined) ?? 'questions';
}

function filesOf(course: string): string[] {
  return ['lessons', 'quizzes'].flatMap((folder) =>
    readdirSync(join(course, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(yaml|md)$/.test(name))
      .map((name) => join(folder, name)),
  );
}

describe('the JSON Schemas', () => {
  test.each(kinds)('of %s in schemas/ is the one of the program; node scripts/build.js writes it', (kind) => {
    expect(JSON.parse(readFileSync(join(ROOT, 'schemas', `${kind}.json`), 'utf8'))).toEqual(jsonSchema(kind));
  });

  test.each([
    ['the built-in course', ROOT],
    ['the course of tea', TEA],
    ['the template', join(ROOT, 'template')],
  ])('accept every file of %s', (_, course) => {
    const files = filesOf(course);
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      expect([file, mistakes(file, readFileSync(join(course, file), 'utf8'))]).toEqual([file, []]);
    }
  });

  test('are named in the first line of every YAML file of the built-in course, each its own', () => {
    for (const file of filesOf(ROOT).filter((name) => name.endsWith('.yaml'))) {
      const [line = ''] = readFileSync(join(ROOT, file), 'utf8').split('\n', 1);
      const schema = /^# yaml-language-server: \$schema=(\S+)$/.exec(line)?.[1] ?? line;
      expect(resolve(ROOT, dirname(file), schema), file).toBe(join(ROOT, 'schemas', `${kindOf(file)}.json`));
    }
  });

  test.each([
    ['lessons/course.yaml', 'version: 1.0.0', 'versoin: 1.0.0'],
    ['lessons/dough/module.yaml', 'minutes: 5', 'minutes: many'],
    ['lessons/dough/module.yaml', 'id: M1', 'id: m1'],
    ['lessons/dough/01-yeast.md', 'minutes: 2', ''],
    ['lessons/dough/glossary.yaml', '    source:', '    sauce:'],
    ['quizzes/dough.yaml', 'type: choice', 'type: chioce'],
    ['quizzes/dough.yaml', 'level: apply', 'level: guess'],
    ['quizzes/dough.yaml', 'correct: true', 'correct: false'],
  ] as const)('find the mistake in %s: %s → %s', (path, from, to) => {
    expect(mistakes(path, BREAD[path])).toEqual([]);
    expect(BREAD[path]).toContain(from);
    expect(mistakes(path, BREAD[path].replace(from, to))).not.toEqual([]);
  });

  test('explain every field, and so does docs/authoring.md', () => {
    const fields = new Map<string, string | undefined>();
    const collect = (part: unknown): void => {
      if (typeof part !== 'object' || part === null) return;
      const { properties = {} } = part as { properties?: Record<string, { description?: string }> };
      for (const [field, { description }] of Object.entries(properties)) fields.set(field, description);
      for (const inner of Object.values(part)) collect(inner);
    };
    for (const kind of kinds) collect(jsonSchema(kind));
    const page = readFileSync(join(ROOT, 'docs/authoring.md'), 'utf8');
    expect([...fields].filter(([, description]) => !description).map(([field]) => field)).toEqual([]);
    expect([...fields.keys()].filter((field) => !new RegExp(`\\b${field}\\b[:\`]`).test(page))).toEqual([]);
  });
});
