import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkCourse } from '../../src/course/check.ts';
import { formatProblem } from '../../src/course/problem.ts';
import { readCourse } from '../../src/course/read.ts';
import { TEA } from '../fixtures/tea.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TEMPLATE = join(ROOT, 'template');

describe('courses on other subjects, written from docs/authoring.md alone', () => {
  test.each([
    ['tea', TEA],
    ['bicycle gears, the template', TEMPLATE],
  ])('%s: no mistake, and all six types of question', (_, dir) => {
    expect(checkCourse(dir).problems.map(formatProblem)).toEqual([]);
    const questions = readCourse(dir).course.modules.flatMap((module) => module.questions);
    expect(new Set(questions.map(({ type }) => type)).size).toBe(6);
  });

  test('the first line of every YAML file of the template names its schema, which goes along', () => {
    const files = readdirSync(TEMPLATE, { recursive: true, encoding: 'utf8' });
    const yaml = files.filter((name) => name.endsWith('.yaml'));
    expect(yaml).toHaveLength(4);
    for (const name of yaml) {
      const [line] = readFileSync(join(TEMPLATE, name), 'utf8').split('\n');
      const schema = /^# yaml-language-server: \$schema=(\S+)$/.exec(line!)?.[1];
      // `course new` puts the schemas beside the lessons.
      const path = resolve(dirname(join(ROOT, name)), schema!);
      expect(JSON.parse(readFileSync(path, 'utf8')).title).toContain('backend-tutor');
    }
  });
});
