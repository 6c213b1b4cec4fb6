import type { QuestionSummary } from '../course/model.ts';
import { type Random, shuffle } from './random.ts';

export interface Candidate extends Pick<QuestionSummary, 'id' | 'objective'> {
  module: string;
}

/** What the learner's history says of a question. */
export type Standing = 'fresh' | 'missed' | 'known';

/**
 * Picks `count` questions: fresh and missed ones before known ones, and among equals first one for every objective,
 * then the rest, so that a short quiz still touches much. The result is in random order.
 */
export function pickQuestions<T extends Candidate>(
  candidates: readonly T[],
  count: number,
  random: Random,
  standing: (candidate: T) => Standing = () => 'fresh',
): T[] {
  const shuffled = shuffle(candidates, random);
  const wanted = spread(shuffled.filter((each) => standing(each) !== 'known'));
  const known = spread(shuffled.filter((each) => standing(each) === 'known'));
  return shuffle([...wanted, ...known].slice(0, count), random);
}

/** Round after round, one question of every objective that still has some. */
function spread<T extends Candidate>(questions: T[]): T[] {
  const rounds: T[][] = [];
  const seen = new Map<string, number>();
  for (const question of questions) {
    const key = `${question.module} ${question.objective}`;
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    rounds[round] ??= [];
    rounds[round].push(question);
  }
  return rounds.flat();
}
