import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Question } from '../../src/course/model.ts';
import { readCourse } from '../../src/course/read.ts';
import { headingSlugs, slugify } from '../../src/course/slug.ts';

/** The course teaches and asks all that coverage.yaml lists. */

interface Proof {
  section: string;
  question: string;
  words: string[];
}
interface Row extends Proof {
  item: string;
  also?: Proof[];
}
interface Coverage {
  names: string[];
  expected: Record<string, string[]>;
  documents: Record<string, Row[]>;
  errors: Omit<Row, 'section' | 'also'>[];
  standards: Row[];
}

/** How many statements of the documents are plainly wrong, not just loose or old. */
const WRONG_STATEMENTS = 19;

const { names, expected, documents, errors, standards }: Coverage = parse(
  readFileSync(new URL('coverage.yaml', import.meta.url), 'utf8'),
);
const { course } = readCourse(fileURLToPath(new URL('../..', import.meta.url)));
const sections = new Map(
  course.modules.flatMap(({ id, sections }) => sections.map((section) => [`${id}/${section.slug}`, section])),
);
const questions = new Map(
  course.modules.flatMap(({ id, questions }) =>
    questions.map((question) => [`${id}/${question.id}`, question]),
  ),
);

/** Text without line breaks and emphasis. */
function plain(text: string): string {
  return text.replace(/[*`_]/g, '').replace(/\s+/g, ' ');
}

/** The text of a section, or only the part under one of its headings; undefined when there is none. */
function sectionText(reference: string): string | undefined {
  const [name = '', heading] = reference.split('#');
  const text = sections.get(name)?.text;
  if (text === undefined || heading === undefined) return text;
  if (!headingSlugs(text).includes(heading)) return undefined;
  return text.split(/^(?=#{2,6} )/m).find((part) => {
    const title = /^#{2,6} (.+)/.exec(part)?.[1];
    return title !== undefined && slugify(title) === heading;
  });
}

function feedback(question: Question): string[] {
  const { explain } = question;
  switch (question.type) {
    case 'choice':
    case 'multi':
      return [...question.options.map(({ why }) => why), explain];
    case 'order':
      return [...question.steps.map(({ why }) => why ?? ''), explain];
    case 'match':
      return [...question.items.map(({ why }) => why), explain];
    default:
      return [...(question.wrong ?? []).map(({ why }) => why), explain];
  }
}

function asked(question: Question): string[] {
  const { prompt } = question;
  switch (question.type) {
    case 'choice':
    case 'multi':
      return [prompt, ...question.options.map(({ text }) => text)];
    case 'order':
      return [prompt, ...question.steps.map(({ text }) => text)];
    case 'match':
      return [prompt, ...question.categories, ...question.items.map(({ text }) => text)];
    case 'text':
      return [prompt, ...question.accept];
    default:
      return [prompt];
  }
}

/** Those of `words` that `text` does not mention. A plural will do, and after a star any ending. */
function missing(words: string[], text: string): string[] {
  return words.filter((word) => {
    const stem = word.replace(/\*$/, '').replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    const ending = word.endsWith('*') ? '' : '(?:e?s)?(?![\\p{L}\\p{N}])';
    return !new RegExp(`(?<![\\p{L}\\p{N}])${stem}${ending}`, 'iu').test(plain(text));
  });
}

/** What is wrong with a proof, in words; empty when it holds. */
function faults({ section, question, words }: Proof): string[] {
  const found: string[] = words.length > 0 ? [] : ['no words'];
  const taught = sectionText(section);
  if (taught === undefined) found.push(`no section ${section}`);
  else found.push(...missing(words, taught).map((word) => `${section} does not say "${word}"`));
  const task = questions.get(question);
  if (task === undefined) found.push(`no question ${question}`);
  else {
    const text = [...asked(task), ...feedback(task)].join('\n');
    found.push(...missing(words, text).map((word) => `${question} does not say "${word}"`));
  }
  return found;
}

describe.each(Object.entries(documents))('%s', (document, rows) => {
  test('every expected item stands here, once', () => {
    expect(rows.map(({ item }) => item).toSorted()).toEqual(expected[document]?.toSorted());
    expect(new Set(rows.map(({ item }) => item)).size).toBe(rows.length);
  });

  test.each(rows.map((row) => [row.item, row] as const))('%s', (_item, row) => {
    expect([row, ...(row.also ?? [])].flatMap(faults)).toEqual([]);
  });
});

test('no document is left out', () => {
  expect(Object.keys(documents)).toEqual(Object.keys(expected));
  expect(Object.values(expected).flat().length).toBeGreaterThanOrEqual(110);
});

test('what an item names is among the words that prove it', () => {
  const rows = Object.values(documents).flat();
  const unproven = rows.flatMap(({ item, words, also = [] }) => {
    const proof = [words, ...also.map((more) => more.words)].flat();
    return names
      .filter((name) => missing([name], item).length === 0)
      .filter((name) =>
        proof.every((word) => missing([word], name).length > 0 && missing([name], word).length > 0),
      )
      .map((name) => `${item}: ${name}`);
  });
  expect(unproven).toEqual([]);
});

test('no item is listed twice', () => {
  const items = [...Object.values(documents).flat(), ...errors, ...standards].map(({ item }) => item);
  expect(items.filter((item, index) => items.indexOf(item) !== index)).toEqual([]);
});

describe('wrong statements are contradicted', () => {
  test('all that the documents make', () => {
    expect(errors).toHaveLength(WRONG_STATEMENTS);
  });

  test.each(errors.map((row) => [row.item, row] as const))('%s', (_item, { question, words }) => {
    const task = questions.get(question);
    expect(task, question).toBeDefined();
    expect(words.length).toBeGreaterThan(0);
    expect(missing(words, feedback(task!).join('\n'))).toEqual([]);
  });
});

describe('standards are the present ones', () => {
  test.each(standards.map((row) => [row.item, row] as const))('%s', (_item, row) => {
    expect(faults(row)).toEqual([]);
  });
});
