import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { splitFences } from '../../src/course/fences.ts';
import { readCourse } from '../../src/course/read.ts';

/** What the built-in course promises as a whole: its order, its size, and the form of its sections. */

/** Modules in learning order: what helps before each, and how many questions it has at least. */
const PLAN: Record<string, { needs: string[]; questions: number }> = {
  'what-is-backend': { needs: [], questions: 16 },
  internet: { needs: ['what-is-backend'], questions: 28 },
  'servers-http': { needs: ['internet'], questions: 22 },
  'http-methods': { needs: ['servers-http'], questions: 36 },
  'languages-frameworks-packages': { needs: ['servers-http'], questions: 18 },
  databases: { needs: ['what-is-backend'], questions: 28 },
  'orm-mvc': { needs: ['languages-frameworks-packages', 'databases'], questions: 18 },
  'api-styles': { needs: ['http-methods', 'databases'], questions: 34 },
  auth: { needs: ['http-methods'], questions: 40 },
  'web-security': { needs: ['auth'], questions: 28 },
  proxies: { needs: ['http-methods'], questions: 24 },
  'realtime-messaging': { needs: ['servers-http', 'http-methods'], questions: 24 },
  cloud: { needs: ['servers-http', 'languages-frameworks-packages'], questions: 26 },
  architecture: { needs: ['api-styles', 'proxies', 'realtime-messaging'], questions: 24 },
  design: { needs: ['databases', 'languages-frameworks-packages'], questions: 22 },
  deployment: { needs: ['orm-mvc', 'cloud'], questions: 20 },
};
const WIDEST = 76;
const NARROW = 38;

const { course } = readCourse(fileURLToPath(new URL('../..', import.meta.url)));
const sections = course.modules.flatMap(({ id, sections }) =>
  sections.map((section) => ({ where: `${id}/${section.slug}`, text: section.text })),
);

/** The diagrams of a section. A block with words in its first line begins one; those without are narrower versions. */
function diagrams(text: string): { words: string; widths: number[] }[] {
  const found: { words: string; widths: number[] }[] = [];
  for (const { info } of splitFences(text).fences) {
    const [, width, words = ''] = /^diagram (\d+)(?: (.+))?$/.exec(info) ?? [];
    if (width === undefined) continue;
    if (words !== '') found.push({ words, widths: [] });
    found.at(-1)?.widths.push(Number(width));
  }
  return found;
}

test('sixteen modules stand in learning order, each after those that help with it', () => {
  expect(course.modules.map(({ id }) => id)).toEqual(Object.keys(PLAN));
  const read = new Set<string>();
  for (const { id, needs } of course.modules) {
    expect(needs, id).toEqual(PLAN[id]?.needs);
    expect(needs.filter((need) => !read.has(need))).toEqual([]);
    read.add(id);
  }
});

test('each module asks as much as planned, and the course 400 times and more', () => {
  for (const { id, questions } of course.modules) {
    expect(questions.length, id).toBeGreaterThanOrEqual(PLAN[id]!.questions);
  }
  expect(course.modules.flatMap(({ questions }) => questions).length).toBeGreaterThanOrEqual(400);
});

test('each module has a glossary, and no module says a term twice', () => {
  for (const { id, glossary } of course.modules) {
    expect(glossary.length, id).toBeGreaterThanOrEqual(15);
    const terms = glossary.map(({ term }) => term.toLowerCase());
    expect(new Set(terms).size, id).toBe(terms.length);
  }
});

describe('every section', () => {
  test('starts from a question', () => {
    const without = sections.filter(({ text }) => !text.split(/^## /m)[0]!.includes('?'));
    expect(without.map(({ where }) => where)).toEqual([]);
  });

  test('ends with the one sentence to keep', () => {
    for (const { where, text } of sections) {
      const [sentence = '', ...more] = text.split(/^> \*\*Keep:\*\* /m).slice(1);
      expect(more, where).toEqual([]);
      // A block quote may go over several lines, but nothing stands below it.
      const lines = sentence.trim().split('\n');
      expect(
        lines.slice(1).every((line) => line.startsWith('> ')),
        where,
      ).toBe(true);
      expect(sentence.match(/[.?!](?=\s|$)/g), where).toHaveLength(1);
    }
  });

  test('tells of the shop that the whole course builds', () => {
    const without = sections.filter(({ text }) => !/\b(Mina|Theo|shop)\b/.test(text));
    expect(without.map(({ where }) => where)).toEqual([]);
  });
});

describe('diagrams', () => {
  const drawn = sections.flatMap(({ where, text }) =>
    diagrams(text).map((diagram) => ({ where, ...diagram })),
  );

  test('are at least as many as sections', () => {
    expect(drawn.length).toBeGreaterThanOrEqual(sections.length);
  });

  test('fit a usual screen, have a version for a narrow one, and are told in one sentence', () => {
    for (const { where, words, widths } of drawn) {
      expect(Math.max(...widths), where).toBeLessThanOrEqual(WIDEST);
      expect(Math.min(...widths), where).toBeLessThanOrEqual(NARROW);
      expect(words, where).toMatch(/^[A-Z].*\.$/);
    }
  });
});
