import type { PlacementItem } from './placement-items.ts';

/**
 * How levels of knowledge and answers hang together. A question is known with a chance that rises with the learner's
 * level and falls with its difficulty: a logistic curve, as in item response theory (Rasch 1960), with a floor for
 * guessing (Birnbaum 1968) and a ceiling for slips (Barton & Lord 1981).
 */

/** What the learner did with a question. */
export interface Answer {
  /** From 0 to 1. */
  score: number;
  /** "I don't know." */
  skipped?: boolean;
  /** The learner said that they were not sure. */
  unsure?: boolean;
}

export interface Evidence {
  item: Omit<PlacementItem, 'ref'>;
  answer: Answer;
}

/** Steepness, logits for one step of difficulty, chance of a slip, and of "I don't know" from somebody who does. */
const CURVE = { slope: 1.5, difficulty: 0.5, slip: 0.06, shy: 0.03 };
/** The difficulty of a usual question. */
const USUAL = 3;
/** How far the sections of one module lie from it, in logits, and how many of them do. */
const SECTIONS = [
  { offset: -1.2, weight: 0.25 },
  { offset: 0, weight: 0.5 },
  { offset: 1.2, weight: 0.25 },
];

/** Chance that a question of a difficulty (1 to 5) is known at a level (logits). */
export function knows(level: number, difficulty: number): number {
  return 1 / (1 + Math.exp(-CURVE.slope * (level - CURVE.difficulty * (difficulty - USUAL))));
}

/** Chance of a right answer at a level, lucky ones included. */
export function chanceRight(
  { difficulty, guess }: Pick<PlacementItem, 'difficulty' | 'guess'>,
  level: number,
): number {
  return guess + (1 - guess - CURVE.slip) * knows(level, difficulty);
}

/** Expected share of a module's sections that are known at a level in the module. */
export function shareAt(level: number): number {
  return SECTIONS.reduce((sum, { offset, weight }) => sum + weight * knows(level + offset, USUAL), 0);
}

/** Chance of the answers to questions of one section, at a level in its module, up to a factor. */
export function sectionLikelihood(answers: readonly Evidence[], level: number): number {
  return SECTIONS.reduce((sum, { offset, weight }) => sum + weight * product(answers, level + offset), 0);
}

/** Chance that a section is known, given the level in its module and the answers to the section's questions. */
export function sectionKnown(answers: readonly Evidence[], level: number): number {
  const both = SECTIONS.reduce(
    (sum, { offset, weight }) =>
      sum + weight * product(answers, level + offset) * knows(level + offset, USUAL),
    0,
  );
  return both / sectionLikelihood(answers, level);
}

function product(answers: readonly Evidence[], level: number): number {
  return answers.reduce((chance, each) => chance * likelihood(each, level), 1);
}

/** A partly right answer counts as so much of a right one and the rest of a wrong one. */
function likelihood({ item, answer }: Evidence, level: number): number {
  if (answer.skipped) return CURVE.shy + (1 - CURVE.shy) * (1 - knows(level, item.difficulty));
  const guess = answer.unsure ? Math.max(item.guess, 0.5) : item.guess;
  const right = chanceRight({ difficulty: item.difficulty, guess }, level);
  return right ** answer.score * (1 - right) ** (1 - answer.score);
}
