import { describe, expect, test } from 'vitest';
import type { Question } from '../../../src/course/model.ts';
import { judge } from '../../../src/quiz/bots/score.ts';
import { chanceOfOrder } from '../../../src/quiz/bots/type-bots.ts';
import { typeContest } from '../../../src/quiz/bots/type-contest.ts';
import { choice, match, multi, number, options, order, text } from '../../fixtures/questions.ts';

const named = (questions: Question[]) =>
  questions.map((question, at) => ({ ...question, id: `q${at}` }) as Question);
const play = (type: Question['type'], bot: string, questions: Question[]) =>
  judge(typeContest([{ module: 'm', questions: named(questions) }])).find(
    (each) => each.type === type && each.bot === bot,
  );
const twenty = <Q extends Question>(make: (at: number) => Q) =>
  Array.from({ length: 20 }, (_, at) => make(at));
const steps = (...texts: string[]) => texts.map((each) => ({ text: each, why: 'So.' }));

describe('each bot beats the bank with its flaw', () => {
  test.each<[Question['type'], string, Question[]]>([
    ['multi', 'tick all', twenty(() => multi({ options: options(4, [0, 1, 2, 3]) }))],
    [
      'multi',
      'tick first two',
      twenty(() =>
        multi({
          options: ['1', '2', '3', '4'].map((each, at) => ({
            text: each,
            why: 'So.',
            ...(at < 2 && { correct: true as const }),
          })),
        }),
      ),
    ],
    [
      'multi',
      'tick the longer half',
      twenty(() =>
        multi({
          options: ['long one', 'long two', 'no', 'or'].map((each, at) => ({
            text: each,
            why: 'So.',
            ...(at < 2 && { correct: true as const }),
          })),
        }),
      ),
    ],
    [
      'order',
      'leave as shown',
      twenty(() =>
        order({
          steps: steps('a', 'b', 'c'),
          any: [
            [1, 2],
            [2, 3],
            [1, 3],
          ],
        }),
      ),
    ],
    ['order', 'alphabetical', twenty(() => order({ steps: steps('ask', 'bring', 'cook', 'dine') }))],
    ['order', 'shortest step first', twenty(() => order({ steps: steps('z', 'yy', 'xxx', 'wwww') }))],
    [
      'match',
      'all the first',
      twenty(() =>
        match({ items: ['a', 'b', 'c'].map((each) => ({ text: each, category: 'hot', why: 'So.' })) }),
      ),
    ],
    [
      'match',
      'category in the item',
      twenty(() =>
        match({
          items: ['hot tea', 'cold ice', 'hot soup'].map((each) => ({
            text: each,
            category: each.split(' ')[0]!,
            why: 'So.',
          })),
        }),
      ),
    ],
    [
      'match',
      'diagonal',
      twenty(() =>
        match({
          categories: ['odd', 'even'],
          items: ['1', '2', '3', '4'].map((each, at) => ({
            text: each,
            category: at % 2 ? 'even' : 'odd',
            why: 'So.',
          })),
        }),
      ),
    ],
    ['number', 'always 1', twenty((at) => number({ answer: at < 3 ? 1 : 50 + at, wrong: [] }))],
    ['number', 'usual status code', twenty((at) => number({ answer: at < 5 ? 404 : 5000 + at, wrong: [] }))],
    ['text', 'usual status code', twenty(() => text({ accept: ['403'], wrong: [] }))],
  ])('%s, %s', (type, bot, questions) => {
    const verdict = play(type, bot, questions);
    if (bot === 'leave as shown')
      expect(verdict).toMatchObject({ hits: expect.closeTo(20, 5), chance: 20, beats: false });
    else expect(verdict).toMatchObject({ beats: true });
  });

  test('turn round', () => {
    expect(
      play(
        'order',
        'turn round',
        twenty(() => order()),
      ),
    ).toMatchObject({ answers: 20, beats: false });
  });
});

test('a fair bank is beaten by no bot', () => {
  const fair = [
    ...twenty((at) => multi({ options: options(5, [at % 5, (at * 2 + 1) % 5, (at + 3) % 5]) })),
    ...twenty((at) =>
      order({
        steps: steps(
          ...['ask', 'dig', 'cut', 'box'].map(
            (_, step) => ['ask', 'dig', 'cut', 'box'][(step * 3 + at) % 4]!,
          ),
        ),
      }),
    ),
    ...twenty((at) =>
      match({
        items: ['tea', 'ice', 'rum'].map((each, item) => ({
          text: each,
          category: (at + item) % 2 ? 'hot' : 'cold',
          why: 'So.',
        })),
      }),
    ),
    ...twenty((at) => number({ answer: 37 + at, wrong: [] })),
    ...twenty((at) => text({ accept: [`word${at}`], wrong: [] })),
    ...twenty(() => choice()),
  ];
  expect(
    judge(typeContest([{ module: 'm', questions: named(fair) }])).filter(
      ({ beats, type }) => beats && type !== 'order',
    ),
  ).toEqual([]);
});

test.each([
  [3, [], 1 / 6],
  [4, [[2, 3]], 2 / 24],
  [
    3,
    [
      [1, 2],
      [2, 3],
      [1, 3],
    ],
    1,
  ],
  [
    4,
    [
      [1, 2],
      [3, 4],
    ],
    4 / 24,
  ],
] as [number, [number, number][], number][])(
  'of %d steps with %j free, a blind order is right with chance %d',
  (count, any, chance) => {
    expect(chanceOfOrder({ steps: steps(...'abcdefghi'.slice(0, count)), any })).toBeCloseTo(chance, 10);
  },
);
