import { describe, expect, test } from 'vitest';
import { givenLines } from '../../src/quiz/given.ts';
import { choice, match, multi, order, text } from '../fixtures/questions.ts';

describe('a response in words', () => {
  test('names what was chosen, in the order on the screen', () => {
    expect(givenLines({ question: choice(), places: [2, 0, 1] }, { type: 'choice', option: 1 })).toEqual([
      'B',
    ]);
    const shown = { question: multi(), places: [3, 0, 2, 1] };
    expect(givenLines(shown, { type: 'multi', options: [1, 3] })).toEqual(['D', 'B']);
  });

  test('names steps and items as the learner has put them', () => {
    const steps = givenLines(
      { question: order(), places: [3, 2, 1, 0] },
      { type: 'order', steps: [1, 0, 2, 3] },
    );
    expect(steps).toEqual(['1. two', '2. one', '3. three', '4. four']);
    const sorted = givenLines(
      { question: match(), places: [2, 0, 1] },
      { type: 'match', categories: [0, 1, 1] },
    );
    expect(sorted).toEqual(['soup → cold', 'tea → hot', 'ice → cold']);
  });

  test('is what was typed, without anything that a terminal would obey; nothing of a skip', () => {
    const shown = { question: text(), places: [] };
    expect(givenLines(shown, { type: 'typed', text: ' e\u001b[2Jtag ' })).toEqual(['e[2Jtag']);
    expect(givenLines(shown, { type: 'skip' })).toEqual([]);
  });
});
