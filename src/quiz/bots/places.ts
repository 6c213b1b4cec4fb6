import type { ChoiceQuestion } from '../../course/model.ts';
import { seeded } from '../random.ts';
import { isOrdered, show } from '../show.ts';
import type { Bank } from './bank.ts';
import { chiSquareTail } from './statistics.ts';

/** How often keys stood at each place, for all questions with the same number of shuffled options. */
export interface Places {
  options: number;
  /** Displays counted. */
  displays: number;
  /** Per place, from the first. */
  counts: number[];
  /** χ² against equal counts (options − 1 degrees of freedom), and its p-value. */
  chiSquare: number;
  p: number;
  /** χ² of each place against the place before it (all pairs equally often: options² − 1 degrees), and its p-value. */
  successionChiSquare: number;
  successionP: number;
  fair: boolean;
}

/** Below this the shuffle is called unfair. Stricter than for bots, as seeds are drawn anew whenever the bank changes. */
const ALARM = 0.001;

/**
 * Shows the shuffled questions in turn, `displays` times for each number of options, each time with a seed of its own,
 * and tests the places of the keys. Questions whose options are numbers are left out: they stand in ascending order.
 */
export function keyPlaces(bank: Bank, displays = 10_000): Places[] {
  const groups = new Map<number, ChoiceQuestion[]>();
  for (const question of bank.flatMap(({ questions }) => questions)) {
    if (question.type !== 'choice' || isOrdered(question)) continue;
    groups.set(question.options.length, [...(groups.get(question.options.length) ?? []), question]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([options, questions]) => measure(options, questions, displays));
}

function measure(options: number, questions: ChoiceQuestion[], displays: number): Places {
  const counts = new Array<number>(options).fill(0);
  const pairs = new Array<number>(options ** 2).fill(0);
  let before: number | undefined;
  for (let display = 0; display < displays; display++) {
    const question = questions[display % questions.length]!;
    const { places } = show(question, seeded(`display ${display}`));
    const at = places.findIndex((place) => question.options[place]!.correct);
    counts[at]! += 1;
    if (before !== undefined) pairs[before * options + at]! += 1;
    before = at;
  }
  const chiSquare = distance(counts, displays / options);
  const successionChiSquare = distance(pairs, (displays - 1) / options ** 2);
  const p = chiSquareTail(chiSquare, options - 1);
  const successionP = chiSquareTail(successionChiSquare, options ** 2 - 1);
  return {
    options,
    displays,
    counts,
    chiSquare,
    p,
    successionChiSquare,
    successionP,
    fair: Math.min(p, successionP) >= ALARM,
  };
}

/** Pearson's χ² of counts that should all be `expected`. */
function distance(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}
