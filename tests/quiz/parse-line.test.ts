import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grade } from '../../src/quiz/grade.ts';
import { parseLine } from '../../src/quiz/parse-line.ts';
import { seeded } from '../../src/quiz/random.ts';
import { show } from '../../src/quiz/show.ts';
import { anyQuestion, wildText } from '../fixtures/arbitrary.ts';
import { choice, match, multi, number, order, text } from '../fixtures/questions.ts';

/** Shown as: third of the file, first, second (and fourth). */
const places = (count: number) => [2, 0, 1, 3].slice(0, count);

describe('choice', () => {
  const shown = { question: choice(), places: places(3) };

  test('a number names the option at that place of the screen', () => {
    expect(parseLine(shown, '1')).toEqual({ type: 'choice', option: 2 });
    expect(parseLine(shown, ' 2 ')).toEqual({ type: 'choice', option: 0 });
    expect(parseLine(shown, '3')).toEqual({ type: 'choice', option: 1 });
  });

  test.each(['', '0', '4', '-1', '1.5', '1 2', 'A', 'NaN', 'Infinity', '1x'])('%j is no option', (line) => {
    expect(parseLine(shown, line)).toEqual({ expected: 'Type one number from 1 to 3.' });
  });
});

describe('multi', () => {
  const shown = { question: multi(), places: places(4) };

  test.each(['1 3', '1,3', '1, 3', ' 1;3 '])('%j names two options', (line) => {
    expect(parseLine(shown, line)).toEqual({ type: 'multi', options: [2, 1] });
  });

  test.each(['', '1 1', '1 5', '0 1', 'one'])('%j is no answer', (line) => {
    expect(parseLine(shown, line)).toEqual({
      expected: 'Type the numbers of all that apply, for example: 1 3',
    });
  });
});

describe('order', () => {
  const shown = { question: order(), places: places(4) };

  test('names every step in order', () => {
    expect(parseLine(shown, '2 3 1 4')).toEqual({ type: 'order', steps: [0, 1, 2, 3] });
    expect(parseLine(shown, '4,3,2,1')).toEqual({ type: 'order', steps: [3, 1, 0, 2] });
  });

  test.each(['', '1 2 3', '1 2 3 3', '1 2 3 5', '1 2 3 4 1', '2314'])('%j is no order', (line) => {
    expect(parseLine(shown, line)).toEqual({
      expected: 'Type all 4 numbers in order, for example: 4 3 2 1',
    });
  });
});

describe('match', () => {
  const shown = { question: match(), places: places(3) };

  test('names a category for each item as shown, which may repeat', () => {
    // Shown: soup, tea, ice.
    expect(parseLine(shown, '1 1 2')).toEqual({ type: 'match', categories: [0, 1, 0] });
    expect(parseLine(shown, '2 1 1')).toEqual({ type: 'match', categories: [0, 0, 1] });
  });

  test.each(['', '1 1', '1 1 3', '1 1 1 1', 'hot hot cold'])('%j is no sorting', (line) => {
    expect(parseLine(shown, line)).toEqual({
      expected: 'Type 3 category numbers, one for each item in turn, for example: 1 1 1',
    });
  });
});

describe('typed answers', () => {
  test('are taken as they are', () => {
    expect(parseLine({ question: text(), places: [] }, ' 1 3 ')).toEqual({ type: 'typed', text: ' 1 3 ' });
    expect(parseLine({ question: number(), places: [] }, '3 min')).toEqual({ type: 'typed', text: '3 min' });
  });

  test.each(['q?', '??', ' b? ', 's?s'])(
    '%j is commands run together, unless the question foresees it',
    (line) => {
      expect(parseLine({ question: text(), places: [] }, line)).toEqual({
        expected: 'Type the answer, or one letter alone: s, b, q or ?.',
      });
      const foreseen = [
        text({ accept: [line.trim()] }),
        text({ wrong: [{ match: line.trim(), why: 'No.', misconception: 'M1' }] }),
      ];
      for (const question of foreseen) {
        expect(parseLine({ question, places: [] }, line)).toEqual({ type: 'typed', text: line });
      }
    },
  );

  test('a number needs a digit', () => {
    expect(parseLine({ question: number(), places: [] }, 'three')).toEqual({ expected: 'Type one number.' });
  });
});

test('any line gives a response that can be graded or says what is expected, and never throws', () => {
  const numbers = fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '9', ' ', ',', '-', '.', 'e', 'x'),
  });
  fc.assert(
    fc.property(anyQuestion, fc.oneof(wildText, numbers), fc.string(), (question, line, seed) => {
      const parsed = parseLine(show(question, seeded(seed)), line);
      if ('expected' in parsed) expect(parsed.expected).toMatch(/^Type .*[.0-9]$/);
      else expect(grade(question, parsed).score).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});
