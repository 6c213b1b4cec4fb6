import type { Question } from '../../course/model.ts';
import { type Bank, type Elsewhere, elsewhere } from './bank.ts';
import { type Score, scoreOf } from './score.ts';
import type { Guess } from './statistics.ts';
import { MATCH_BOTS, MULTI_BOTS, ORDER_BOTS, type Played, TYPED_BOTS } from './type-bots.ts';

/** Lets the bots for the other question types answer; a blind guess is right with the chance that each names. */
export function typeContest(bank: Bank): Score[] {
  return [
    ...contest(bank, 'multi', MULTI_BOTS),
    ...contest(bank, 'order', ORDER_BOTS),
    ...contest(bank, 'match', MATCH_BOTS),
    ...contest(bank, 'number', TYPED_BOTS),
    ...contest(bank, 'text', TYPED_BOTS),
  ];
}

function contest<T extends Question['type']>(
  bank: Bank,
  type: T,
  bots: Record<string, (question: Extract<Question, { type: T }>, elsewhere: Elsewhere) => Played>,
): Score[] {
  const asked = bank.flatMap(({ module, questions }) =>
    questions
      .filter((question): question is Extract<Question, { type: T }> => question.type === type)
      .map((question) => ({ question, rest: elsewhere(bank, module, question) })),
  );
  return Object.entries(bots).map(([name, bot]) => {
    const guesses: Guess[] = [];
    let hits = 0;
    for (const { question, rest } of asked) {
      const played = bot(question, rest);
      hits += played.hits;
      for (const chance of played.chances) {
        guesses.push([
          { credit: 1, chance },
          { credit: 0, chance: 1 - chance },
        ]);
      }
    }
    return scoreOf(name, type, { guesses, hits, tested: Math.round(hits) });
  });
}
