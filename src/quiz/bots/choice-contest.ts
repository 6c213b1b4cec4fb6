import type { ChoiceQuestion, Question } from '../../course/model.ts';
import { seeded } from '../random.ts';
import { type Bank, elsewhere } from './bank.ts';
import { CHOICE_BOTS, type ChoiceBot, trust } from './choice-bots.ts';
import { type Score, scoreOf } from './score.ts';
import { see } from './seen.ts';
import type { Guess } from './statistics.ts';

/**
 * Lets every bot answer every question with one right option. The null hypothesis: the right one is equally likely to
 * be any of the k options, so a bot that spreads its trust t over them earns each tᵢ with chance 1/k. Questions on
 * which a bot has no view (all options equal to it) count as chance and do not enter its p-value.
 */
export function choiceContest(bank: Bank): Score[] {
  const asked = bank.flatMap(({ module, questions }) =>
    questions.filter(isChoice).map((question) => {
      const { seen, places } = see(question, seeded(`${module}/${question.id}`));
      const key = places.findIndex((place) => question.options[place]!.correct);
      return { seen: { ...seen, elsewhere: elsewhere(bank, module, question) }, key };
    }),
  );
  return Object.entries(CHOICE_BOTS).map(([name, bot]) => play(name, bot, asked));
}

function play(name: string, bot: ChoiceBot, asked: { seen: Parameters<ChoiceBot>[0]; key: number }[]): Score {
  const guesses: Guess[] = [];
  let hits = 0;
  let blind = 0;
  for (const { seen, key } of asked) {
    const shares = trust(bot, seen);
    const chance = 1 / shares.length;
    if (shares.every((share) => share === shares[0])) {
      blind += chance;
      continue;
    }
    hits += shares[key]!;
    guesses.push(shares.map((credit) => ({ credit, chance })));
  }
  return scoreOf(name, 'choice', { guesses, hits, blind, blindCount: asked.length - guesses.length });
}

function isChoice(question: Question): question is ChoiceQuestion {
  return question.type === 'choice';
}
