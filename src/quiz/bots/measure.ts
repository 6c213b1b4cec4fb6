import type { Bank } from './bank.ts';
import { choiceContest } from './choice-contest.ts';
import { judge, type Verdict } from './score.ts';
import { typeContest } from './type-contest.ts';

/** Lets all bots answer a bank. Holm's correction is made over the choice bots, and over all the others together. */
export function measureBank(bank: Bank): Verdict[] {
  return [...judge(choiceContest(bank)), ...judge(typeContest(bank))];
}
