import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grade } from '../../src/quiz/grade.ts';
import { parseLine } from '../../src/quiz/parse-line.ts';
import { seeded } from '../../src/quiz/random.ts';
import type { Response } from '../../src/quiz/response.ts';
import { type Shown, show } from '../../src/quiz/show.ts';
import { answeredQuestion, anyQuestion, pickingQuestion, responseTo } from '../fixtures/arbitrary.ts';
import { choice, match, multi, number, order, text } from '../fixtures/questions.ts';

describe('choice', () => {
  test('the right option earns everything', () => {
    expect(grade(choice(), { type: 'choice', option: 0 })).toEqual({
      result: 'right',
      score: 1,
      misconceptions: [],
    });
  });

  test('a wrong option earns nothing and shows its misconception', () => {
    expect(grade(choice(), { type: 'choice', option: 2 })).toEqual({
      result: 'wrong',
      score: 0,
      misconceptions: ['M2'],
    });
  });
});

describe('multi: right ticks minus wrong ticks, as a share of the right ones', () => {
  test.each([
    { options: [0, 1], result: 'right', score: 1, misconceptions: [] },
    { options: [1, 0], result: 'right', score: 1, misconceptions: [] },
    { options: [0], result: 'partial', score: 0.5, misconceptions: [] },
    { options: [0, 1, 2], result: 'partial', score: 0.5, misconceptions: ['M2'] },
    { options: [0, 2], result: 'wrong', score: 0, misconceptions: ['M2'] },
    { options: [0, 1, 2, 3], result: 'wrong', score: 0, misconceptions: ['M2', 'M3'] },
    { options: [3, 2], result: 'wrong', score: 0, misconceptions: ['M3', 'M2'] },
    { options: [], result: 'wrong', score: 0, misconceptions: [] },
  ])('ticking $options is $result', ({ options, ...verdict }) => {
    expect(grade(multi(), { type: 'multi', options })).toEqual(verdict);
  });

  test('ticking one right option twice does not make up for the other', () => {
    expect(grade(multi(), { type: 'multi', options: [0, 0] }).score).toBe(0.5);
  });
});

describe('order: pairs the right way round', () => {
  test.each([
    { steps: [0, 1, 2, 3], result: 'right', score: 1 },
    // 5 of 6 pairs.
    { steps: [1, 0, 2, 3], result: 'partial', score: 2 / 3 },
    // 4 of 6.
    { steps: [1, 0, 3, 2], result: 'wrong', score: 1 / 3 },
    // 3 of 6: what guessing earns.
    { steps: [3, 0, 1, 2], result: 'wrong', score: 0 },
    { steps: [3, 2, 1, 0], result: 'wrong', score: 0 },
  ])('$steps is $result', ({ steps, result, score }) => {
    const verdict = grade(order(), { type: 'order', steps });
    expect(verdict.result).toBe(result);
    expect(verdict.score).toBeCloseTo(score, 10);
  });

  test('steps that may swap count neither way round', () => {
    const free = order({ any: [[2, 3]] });
    expect(grade(free, { type: 'order', steps: [0, 2, 1, 3] }).result).toBe('right');
    expect(grade(free, { type: 'order', steps: [0, 1, 2, 3] }).result).toBe('right');
    // One of five pairs that count is the wrong way round.
    expect(grade(free, { type: 'order', steps: [1, 0, 2, 3] }).score).toBeCloseTo(3 / 5, 10);
    expect(grade(free, { type: 'order', steps: [2, 0, 1, 3] }).score).toBeCloseTo(3 / 5, 10);
  });
});

describe('match: share of the items in the right category', () => {
  test.each([
    { categories: [0, 1, 0], result: 'right', score: 1 },
    { categories: [0, 1, 1], result: 'partial', score: 2 / 3 },
    { categories: [1, 1, 1], result: 'wrong', score: 1 / 3 },
    { categories: [1, 0, 1], result: 'wrong', score: 0 },
  ])('$categories is $result', ({ categories, result, score }) => {
    const verdict = grade(match(), { type: 'match', categories });
    expect(verdict).toEqual({ result, score: expect.closeTo(score, 10), misconceptions: [] });
  });
});

describe('typed answers', () => {
  test('are right or wrong, with the misconception that the author foresaw', () => {
    expect(grade(text(), { type: 'typed', text: 'etag' }).score).toBe(1);
    expect(grade(text(), { type: 'typed', text: 'Last-Modified' })).toEqual({
      result: 'wrong',
      score: 0,
      misconceptions: ['M7'],
    });
    expect(grade(number(), { type: 'typed', text: '180' }).result).toBe('right');
    expect(grade(number(), { type: 'typed', text: '120' }).misconceptions).toEqual(['M4']);
    expect(grade(number(), { type: 'typed', text: '5' }).misconceptions).toEqual([]);
  });
});

test('skipping is neither right nor wrong, whatever the question', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const verdict = { result: 'skipped', score: 0, misconceptions: [] };
      expect(grade(question, { type: 'skip' })).toEqual(verdict);
    }),
  );
});

test('a response to another type of question is a mistake of the program', () => {
  expect(() => grade(choice(), { type: 'typed', text: 'A' })).toThrow(TypeError);
  expect(() => grade(number(), { type: 'choice', option: 0 })).toThrow(TypeError);
});

test('every score lies from 0 to 1, and the result follows from it', () => {
  fc.assert(
    fc.property(answeredQuestion, ({ question, response }) => {
      const { score, result } = grade(question, response);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(result).toBe(score === 1 ? 'right' : score >= 0.5 ? 'partial' : 'wrong');
    }),
  );
});

test('only an exactly right answer earns full marks', () => {
  fc.assert(
    fc.property(answeredQuestion, ({ question, response }) => {
      const full = grade(question, response).result === 'right';
      if (response.type === 'choice' && question.type === 'choice') {
        expect(full).toBe(question.options[response.option]!.correct === true);
      } else if (response.type === 'multi' && question.type === 'multi') {
        const exact = question.options.every(
          ({ correct }, index) => (correct === true) === response.options.includes(index),
        );
        expect(full).toBe(exact);
      } else if (response.type === 'order' && question.type === 'order' && !question.any?.length) {
        expect(full).toBe(response.steps.every((step, index) => step === index));
      } else if (response.type === 'match' && question.type === 'match') {
        const given = response.categories.map((index) => question.categories[index]);
        expect(full).toBe(question.items.every(({ category }, index) => given[index] === category));
      }
    }),
    { numRuns: 300 },
  );
});

/** The line that a learner types to give `response` to a question as it is shown. */
function lineFor({ question, places }: Shown, response: Response): string {
  const place = (index: number) => places.indexOf(index) + 1;
  switch (response.type) {
    case 'choice':
      return String(place(response.option));
    case 'multi':
      return response.options.map(place).join(' ');
    case 'order':
      return response.steps.map(place).join(' ');
    case 'match':
      return places.map((index) => response.categories[index]! + 1).join(' ');
    default:
      throw new Error(`no line for ${question.type}`);
  }
}

test('the same answer earns the same, in whatever order it is displayed', () => {
  const answered = pickingQuestion.chain((question) => fc.tuple(fc.constant(question), responseTo(question)));
  fc.assert(
    fc.property(answered, fc.string(), ([question, response], seed) => {
      const shown = show(question, seeded(seed));
      const parsed = parseLine(shown, lineFor(shown, response));
      if ('expected' in parsed) throw new Error(parsed.expected);
      expect(grade(question, parsed)).toEqual(grade(question, response));
    }),
    { numRuns: 300 },
  );
});
