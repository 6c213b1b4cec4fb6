import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Question } from '../../src/course/model.ts';
import { answerLines, feedback } from '../../src/quiz/feedback.ts';
import { grade } from '../../src/quiz/grade.ts';
import type { Response } from '../../src/quiz/response.ts';
import { answerTexts } from '../../src/quiz/show.ts';
import { answeredQuestion } from '../fixtures/arbitrary.ts';
import { choice, match, multi, number, order, text } from '../fixtures/questions.ts';

/** Feedback on a question shown in reverse file order. */
function told(question: Question, response: Response) {
  const places = [...answerTexts(question).keys()].reverse();
  return feedback({ question, places }, response, grade(question, response));
}
const marks = (question: Question, response: Response) =>
  told(question, response).notes.map(({ mark, text }) => `${mark}: ${text}`);

describe('choice and multi', () => {
  test('a right choice is explained, the others are for whoever wants to know', () => {
    expect(told(choice(), { type: 'choice', option: 0 })).toEqual({
      result: 'right',
      score: 1,
      answer: [],
      notes: [{ mark: 'right', text: 'A', why: 'Because of A.' }],
      others: [
        { mark: 'other', text: 'C', why: 'Because of C.' },
        { mark: 'other', text: 'B', why: 'Because of B.' },
      ],
      explain: 'It is so.',
      source: 'Book, chapter 1',
    });
  });

  test('a wrong choice comes first, then what would have been right', () => {
    const { notes, answer, others } = told(choice(), { type: 'choice', option: 1 });
    expect(answer).toEqual(['A']);
    expect(notes).toEqual([
      { mark: 'wrong', text: 'B', why: 'Because of B.' },
      { mark: 'missed', text: 'A', why: 'Because of A.' },
    ]);
    expect(others.map(({ text }) => text)).toEqual(['C']);
  });

  test('every tick is told: wrong ones, right ones, then the missed', () => {
    const response: Response = { type: 'multi', options: [0, 2] };
    expect(marks(multi(), response)).toEqual(['wrong: C', 'right: A', 'missed: B']);
    expect(told(multi(), response).answer).toEqual(['A', 'B']);
  });
});

describe('order', () => {
  test('every place is marked, with the step that belongs there', () => {
    expect(marks(order(), { type: 'order', steps: [1, 0, 2, 3] })).toEqual([
      'wrong: 1. one',
      'wrong: 2. two',
      'right: 3. three',
      'right: 4. four',
    ]);
  });

  test('steps that may swap and did are not marked wrong', () => {
    const free = order({ any: [[2, 3]] });
    const right = ['right: 1. one', 'right: 2. two', 'right: 3. three', 'right: 4. four'];
    expect(marks(free, { type: 'order', steps: [0, 2, 1, 3] })).toEqual(right);
    expect(marks(free, { type: 'order', steps: [3, 2, 1, 0] })).toEqual([
      'wrong: 1. one',
      'right: 2. two',
      'right: 3. three',
      'wrong: 4. four',
    ]);
  });

  test('no step of an order that is graded right is marked wrong, however far steps moved', () => {
    const free = order({
      any: [
        [1, 3],
        [2, 3],
        [3, 4],
      ],
    });
    // Step 1 stands where step 2 does in the file; these two may not swap, and did not.
    expect(marks(free, { type: 'order', steps: [2, 0, 1, 3] })).toEqual([
      'right: 1. one',
      'right: 2. two',
      'right: 3. three',
      'right: 4. four',
    ]);
  });
});

describe('match', () => {
  test('says for each item where it belongs and where it was put, mistakes first', () => {
    const { notes } = told(match(), { type: 'match', categories: [0, 0, 0] });
    expect(notes).toEqual([
      { mark: 'wrong', text: 'ice → cold, not hot', why: 'Ice is cold.' },
      { mark: 'right', text: 'soup → hot', why: 'Soup is hot.' },
      { mark: 'right', text: 'tea → hot', why: 'Tea is hot.' },
    ]);
  });
});

describe('typed answers', () => {
  test('a foreseen mistake gets its own reason', () => {
    expect(told(text(), { type: 'typed', text: ' last-modified ' })).toMatchObject({
      answer: ['ETag'],
      notes: [{ mark: 'wrong', text: 'last-modified', why: 'That is a date.' }],
    });
    expect(told(number(), { type: 'typed', text: '120' })).toMatchObject({
      answer: ['180 seconds'],
      notes: [{ mark: 'wrong', text: '120', why: 'That has passed.' }],
    });
  });

  test('other answers are repeated without one', () => {
    expect(told(text(), { type: 'typed', text: 'cookie' }).notes).toEqual([
      { mark: 'wrong', text: 'cookie' },
    ]);
    expect(told(text(), { type: 'typed', text: 'etag' }).notes).toEqual([{ mark: 'right', text: 'etag' }]);
  });
});

describe('a skipped question', () => {
  test('shows the answer and marks nothing as wrong', () => {
    const skip: Response = { type: 'skip' };
    expect(marks(choice(), skip)).toEqual(['missed: A']);
    expect(marks(order(), skip)).toEqual([
      'missed: 1. one',
      'missed: 2. two',
      'missed: 3. three',
      'missed: 4. four',
    ]);
    expect(marks(match(), skip)).toEqual(['missed: soup → hot', 'missed: ice → cold', 'missed: tea → hot']);
    expect(marks(text(), skip)).toEqual([]);
    expect(told(text(), skip)).toMatchObject({ result: 'skipped', answer: ['ETag'] });
  });
});

test('answerLines says the right answer in words', () => {
  expect(answerLines(multi())).toEqual(['A', 'B']);
  expect(answerLines(order())).toEqual(['1. one', '2. two', '3. three', '4. four']);
  expect(answerLines(match())).toEqual(['tea → hot', 'ice → cold', 'soup → hot']);
  expect(answerLines(text())).toEqual(['ETag']);
  const { unit: _, ...bare } = number();
  expect(answerLines(bare)).toEqual(['180']);
});

test('what is graded right has no wrong mark, what is graded wrong has no right answer hidden', () => {
  fc.assert(
    fc.property(answeredQuestion, ({ question, response }) => {
      const { result, notes, answer } = told(question, response);
      const faults = notes.filter(({ mark }) => mark === 'wrong' || mark === 'missed');
      expect(faults.length === 0).toBe(result === 'right');
      expect(answer.length === 0).toBe(result === 'right');
    }),
    { numRuns: 500 },
  );
});
