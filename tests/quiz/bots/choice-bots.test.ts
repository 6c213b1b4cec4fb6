import { describe, expect, test } from 'vitest';
import { CHOICE_BOTS } from '../../../src/quiz/bots/choice-bots.ts';
import { choiceContest } from '../../../src/quiz/bots/choice-contest.ts';
import { judge, type Verdict } from '../../../src/quiz/bots/score.ts';
import { choice } from '../../fixtures/questions.ts';

/** Thirty questions with one flaw: `key` against three others; `at` is the question's number. */
function bank(
  key: (at: number) => string,
  others: (at: number) => string[],
  prompt = (_: number) => 'Which one is it?',
) {
  const questions = Array.from({ length: 30 }, (_, at) =>
    choice({
      id: `q${at}`,
      prompt: prompt(at),
      options: [
        { text: key(at), correct: true, why: 'This one fits.' },
        ...others(at).map((text) => ({ text, why: 'That one does not.' })),
      ],
    }),
  );
  return [{ module: 'm', questions }];
}

const play = (made: ReturnType<typeof bank>) =>
  new Map(judge(choiceContest(made)).map((verdict) => [verdict.bot, verdict]));

const word = (at: number) => ['apple', 'grape', 'lemon', 'mango', 'peach'][at % 5]!;
const three = (text: string) => [`${text} red`, `${text} tan`, `${text} sky`];

const FLAWED: Record<string, ReturnType<typeof bank>> = {
  longest: bank(
    (at) => `${word(at)} with a long tail`,
    (at) => three(word(at)),
  ),
  shortest: bank(
    () => 'ox',
    (at) => three(word(at)),
  ),
  'most words': bank(
    () => 'a b c d e',
    () => three('wordyword'),
  ),
  first: bank(
    (at) => `${at}`,
    (at) => [1, 2, 3].map((step) => `${at + step}`),
  ),
  middle: bank(
    (at) => `${at + 1}`,
    (at) => [0, 2].map((step) => `${at + step}`),
  ),
  last: bank(
    (at) => `${at + 3}`,
    (at) => [0, 1, 2].map((step) => `${at + step}`),
  ),
  hedges: bank(
    () => 'it usually waits',
    () => ['it still waits', 'it soon waits', 'it first waits'],
  ),
  'no absolutes': bank(
    () => 'it soon waits',
    () => ['it always waits', 'it never waits', 'it only waits'],
  ),
  'word echo': bank(
    (at) => `${word(at)} red`,
    () => ['stone tan', 'stone sky', 'stone fog'],
    (at) => `Which ${word(at)} is it?`,
  ),
  'most similar': bank(
    () => 'green apple juice',
    () => ['green stone wall', 'black apple tree', 'white orange juice'],
  ),
  'most specific': bank(
    () => 'from 10 to 20',
    () => ['from ten on', 'from two on', 'from six on'],
  ),
  'odd format': bank(
    () => '`apple`',
    () => three('apple'),
  ),
  grammar: bank(
    (at) => ['apple', 'orange', 'egg'][at % 3]!,
    () => ['pear', 'plum', 'fig'],
    () => 'What is it? It is an',
  ),
  'opposite pair': bank(
    () => 'the apple is red',
    () => ['the apple is not red', 'lemons grow on trees', 'mangos grow in the south'],
  ),
  'usual status code': bank(
    (at) => (at % 6 === 0 ? '500 for all' : '403 for all'),
    () => ['401 for all', '409 for all', '410 for all'],
  ),
  'always 200': bank(
    () => '200 OK',
    () => ['201 OK', '202 OK', '204 OK'],
  ),
  'always 404': bank(
    () => '404 no',
    () => ['403 no', '405 no', '410 no'],
  ),
};

describe('each bot beats the bank with its flaw', () => {
  test.each(Object.entries(FLAWED))('%s', (name, made) => {
    expect(play(made).get(name)).toMatchObject({ beats: true, answers: 30 });
  });

  test('feedback elsewhere', () => {
    const made = bank(
      (at) => `the ${word(at)} goes ${at}`,
      (at) => [1, 2, 3].map((step) => `the ${word(at + step)} goes ${at}`),
    );
    const told = made[0]!.questions.map((question, at) => ({
      ...question,
      explain: `As we saw, ${made[0]!.questions[(at + 1) % 30]!.options[0]!.text}.`,
    }));
    expect(play(made).get('feedback elsewhere')).toMatchObject({ beats: false, views: 0 });
    expect(play([{ module: 'm', questions: told }]).get('feedback elsewhere')).toMatchObject({ beats: true });
  });

  test('and every bot has such a bank here', () => {
    expect([...Object.keys(FLAWED), 'feedback elsewhere'].sort()).toEqual(Object.keys(CHOICE_BOTS).sort());
  });
});

describe('a fair bank', () => {
  /** Options of one kind and length; which of them is right is drawn by the number alone. */
  const fair = Array.from({ length: 120 }, (_, at) =>
    choice({
      id: `q${at}`,
      prompt: 'Which fruit lies in the bowl?',
      options: ['apple', 'grape', 'lemon', 'mango'].map((text, place) => ({
        text,
        why: 'So it is.',
        ...(place === (at * 7 + Math.floor(at / 4)) % 4 && { correct: true as const }),
      })),
    }),
  );
  const verdicts = judge(choiceContest([{ module: 'm', questions: fair }]));

  test('is beaten by no bot', () => {
    expect(verdicts.filter(({ beats }) => beats)).toEqual([]);
  });

  test('gives chance to a bot that sees no difference', () => {
    const longest = verdicts.find(({ bot }) => bot === 'longest')!;
    expect(longest).toMatchObject({
      answers: 120,
      views: 0,
      hits: 30,
      chance: 30,
      excess: 0,
    } satisfies Partial<Verdict>);
  });
});

test('places say nothing where options are shuffled', () => {
  const made = bank(
    (at) => `${word(at)} red`,
    (at) => [`${word(at)} tan`, `${word(at)} sky`],
  );
  for (const name of ['first', 'middle', 'last'])
    expect(play(made).get(name)).toMatchObject({ views: 0, beats: false });
});

test('five points over chance are too much, whatever the p-value', () => {
  const base = { bot: 'b', type: 'choice', answers: 40, views: 40, hits: 13, chance: 10, p: 0.3 } as const;
  expect(judge([{ ...base, excess: 0.051 }])[0]).toMatchObject({ beats: true, adjusted: 0.3 });
  expect(judge([{ ...base, excess: 0.049 }])[0]).toMatchObject({ beats: false });
});
