import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkCourse } from '../../src/course/check.ts';
import { splitFences } from '../../src/course/fences.ts';
import { type Question, sectionOf } from '../../src/course/model.ts';
import { formatProblem } from '../../src/course/problem.ts';
import { readCourse } from '../../src/course/read.ts';

const DIR = fileURLToPath(new URL('../..', import.meta.url));
const { course } = readCourse(DIR);

test('the built-in course has no problem', () => {
  expect(checkCourse(DIR).problems.map(formatProblem)).toEqual([]);
});

describe.each(course.modules)('module $id', (module) => {
  const used = (use: Question['use']) => module.questions.filter((question) => question.use === use);

  test('has five to eight sections of 200 to 450 words, each with a picture or an exchange and a sentence to keep', () => {
    expect(module.sections.length).toBeGreaterThanOrEqual(5);
    expect(module.sections.length).toBeLessThanOrEqual(8);
    for (const { slug, text } of module.sections) {
      const { prose, fences } = splitFences(text);
      const words = prose
        .join(' ')
        .split(/\s+/)
        .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      expect(words, slug).toBeGreaterThanOrEqual(200);
      expect(words, slug).toBeLessThanOrEqual(450);
      expect(fences.length, slug).toBeGreaterThan(0);
      expect(text, slug).toMatch(/^> \*\*Keep:\*\* /m);
    }
  });

  test('asks enough, in at least five of the six types', () => {
    expect(module.questions.length).toBeGreaterThanOrEqual(24);
    expect(new Set(module.questions.map(({ type }) => type)).size).toBeGreaterThanOrEqual(5);
    expect(used('pretest')).toHaveLength(3);
    expect(used('quiz').length).toBeGreaterThanOrEqual(10);
  });

  test('has one or two checkpoints for every section', () => {
    const checkpoints = used('checkpoint');
    for (const { slug } of module.sections) {
      const here = checkpoints.filter((question) => sectionOf(question) === slug).length;
      expect(here, slug).toBeGreaterThanOrEqual(1);
      expect(here, slug).toBeLessThanOrEqual(2);
    }
  });

  test('asks for every objective three times, and once in its quiz', () => {
    for (const { id } of module.objectives) {
      const questions = module.questions.filter(({ objective }) => objective === id);
      expect(questions.length, id).toBeGreaterThanOrEqual(3);
      expect(
        questions.some(({ use }) => use === 'quiz'),
        id,
      ).toBe(true);
    }
  });

  test('asks mostly for use and seldom for memory', () => {
    const share = (...levels: Question['level'][]) =>
      module.questions.filter(({ level }) => levels.includes(level)).length / module.questions.length;
    expect(share('apply', 'analyse', 'evaluate', 'create')).toBeGreaterThanOrEqual(0.6);
    expect(share('remember')).toBeLessThanOrEqual(0.15);
  });

  test('uses every misconception and gives each wrong option a reason', () => {
    const met = new Set(
      module.questions.flatMap((question) => {
        if (question.type === 'choice' || question.type === 'multi')
          return question.options.map((each) => each.misconception);
        if (question.type === 'text' || question.type === 'number')
          return (question.wrong ?? []).map((each) => each.misconception);
        return [];
      }),
    );
    for (const { id } of module.misconceptions) expect(met, id).toContain(id);
  });

  test('shows Content-Length right to the byte wherever a whole message is shown', () => {
    const texts = [
      ...module.sections.map(({ slug, text }) => ({ where: slug, text, faulty: false })),
      ...module.questions.map(({ id, prompt }) => ({ where: id, text: prompt, faulty: true })),
    ];
    for (const { where, text, faulty } of texts) {
      for (const { info, lines } of splitFences(text).fences) {
        if (info !== 'http' || faulty) continue;
        for (const message of lines.join('\n').split(/\n(?=HTTP\/1\.1 |[A-Z]+ \S+ HTTP\/1\.1)/)) {
          const blank = message.indexOf('\n\n');
          const declared = /^content-length: (\d+)$/im.exec(message)?.[1];
          if (declared === undefined || blank === -1) continue;
          const body = message.slice(blank + 2).replace(/\n+$/, '');
          if (body === '' || body.includes('…')) continue;
          expect(Buffer.byteLength(body), `${where}: ${message.split('\n')[0]}`).toBe(Number(declared));
        }
      }
    }
  });
});
