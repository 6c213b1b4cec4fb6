import type { MatchQuestion, MultiQuestion, OrderQuestion, Question, Result } from '../course/model.ts';
import type { Response } from './response.ts';
import { gradeNumber, gradeText } from './typed.ts';

export interface Verdict {
  result: Result;
  /** From 0 (nothing right) to 1 (all right). */
  score: number;
  /** Ids of the misconceptions that the answer showed. */
  misconceptions: string[];
}

/** An answer at least this right counts as partly right. */
const PARTIAL = 0.5;

/** Grades a response. Throws TypeError when its type does not fit the question's. */
export function grade(question: Question, response: Response): Verdict {
  if (response.type === 'skip') return { result: 'skipped', score: 0, misconceptions: [] };
  if (question.type === 'choice' && response.type === 'choice') {
    const { correct, misconception } = question.options[response.option]!;
    return verdict(correct ? 1 : 0, correct ? [] : [misconception]);
  }
  if (question.type === 'multi' && response.type === 'multi') {
    const chosen = response.options.map((index) => question.options[index]!);
    const wrong = chosen.filter(({ correct }) => !correct);
    return verdict(
      scoreMulti(question, response.options),
      wrong.map(({ misconception }) => misconception),
    );
  }
  if (question.type === 'order' && response.type === 'order') {
    return verdict(scoreOrder(question, response.steps), []);
  }
  if (question.type === 'match' && response.type === 'match') {
    return verdict(scoreMatch(question, response.categories), []);
  }
  if ((question.type === 'text' || question.type === 'number') && response.type === 'typed') {
    const { right, foreseen } =
      question.type === 'text' ? gradeText(question, response.text) : gradeNumber(question, response.text);
    return verdict(right ? 1 : 0, [foreseen?.misconception]);
  }
  throw new TypeError(`a ${response.type} response does not answer a ${question.type} question`);
}

function verdict(score: number, misconceptions: (string | undefined)[]): Verdict {
  const result = score >= 1 ? 'right' : score >= PARTIAL ? 'partial' : 'wrong';
  return { result, score, misconceptions: [...new Set(misconceptions.filter((id) => id !== undefined))] };
}

/** Right ticks minus wrong ticks, as a share of the right ones, not below 0; 1 only for exactly the right set. */
function scoreMulti({ options }: MultiQuestion, chosen: number[]): number {
  const ticks = [...new Set(chosen)];
  const keys = options.filter(({ correct }) => correct).length;
  const hits = ticks.filter((index) => options[index]!.correct).length;
  return Math.max(0, (hits - (ticks.length - hits)) / keys);
}

/** 1 when every pair that may not swap stands the right way round; else twice the share of such pairs, minus 1. */
function scoreOrder({ steps, any }: OrderQuestion, order: number[]): number {
  const free = swaps(any);
  const place = new Map(order.map((step, index) => [step, index]));
  let pairs = 0;
  let right = 0;
  for (let first = 0; first < steps.length; first++) {
    for (let second = first + 1; second < steps.length; second++) {
      if (free.has(`${first} ${second}`)) continue;
      pairs++;
      if (place.get(first)! < place.get(second)!) right++;
    }
  }
  return right === pairs ? 1 : Math.max(0, (2 * right) / pairs - 1);
}

/** Every pair of places (from 0, either way round, as `a b`) that may swap. */
export function swaps(any: readonly [number, number][] = []): Set<string> {
  return new Set(any.flatMap(([a, b]) => [`${a - 1} ${b - 1}`, `${b - 1} ${a - 1}`]));
}

function scoreMatch({ categories, items }: MatchQuestion, given: number[]): number {
  const right = items.filter(({ category }, index) => categories[given[index]!] === category).length;
  return right / items.length;
}
