import type { Question } from '../../course/model.ts';
import { type Guess, holm, mean, upperTail } from './statistics.ts';

/** More than this over chance is too much, however few the questions (share, not points). */
export const MOST_EXCESS = 0.05;
/** The level at which p-values are read, after Holm's correction over all bots. */
export const LEVEL = 0.05;

/** How a bot fared. Hits and chance are numbers of answers; equal ones share, so both may be broken. */
export interface Score {
  bot: string;
  type: Question['type'];
  /** All answers that the bot gave. */
  answers: number;
  /** Those on which it saw a difference between the answers; the p-value is about these. */
  views: number;
  hits: number;
  /** Hits that blind guessing earns on average. */
  chance: number;
  /** Hits over chance, as a share of all answers: 0.05 is five points. */
  excess: number;
  /** One-sided: the chance that blind guessing earns as many. Undefined where blind guessing earns nothing at all. */
  p?: number;
  /** The other side: the chance that blind guessing earns as few. Very small means that the cue is never right. */
  pLow?: number;
}

export interface Verdict extends Score {
  /** Holm's adjusted p-value over all bots of the contest. */
  adjusted?: number;
  beats: boolean;
}

/**
 * Sums up one bot. `blind` is what it earned by chance where it had no view. `tested` are the hits whose chance is
 * computed: the same, unless they are an average over displays, which one game cannot earn.
 */
export function scoreOf(
  bot: string,
  type: Question['type'],
  played: { guesses: Guess[]; hits: number; tested?: number; blind?: number; blindCount?: number },
): Score {
  const { guesses, tested = played.hits, blind = 0, blindCount = 0 } = played;
  const expected = guesses.reduce((sum, guess) => sum + mean(guess), 0);
  const answers = guesses.length + blindCount;
  const score: Score = {
    bot,
    type,
    answers,
    views: guesses.length,
    hits: played.hits + blind,
    chance: expected + blind,
    excess: answers === 0 ? 0 : (played.hits - expected) / answers,
  };
  if (expected > 0 || guesses.length === 0) {
    score.p = upperTail(guesses, tested);
    const mirrored = guesses.map((guess) =>
      guess.map(({ credit, chance }) => ({ credit: 1 - credit, chance })),
    );
    score.pLow = upperTail(mirrored, guesses.length - tested);
  }
  return score;
}

/**
 * Which bots beat chance: by a p-value below 5 % after Holm's correction, or by more than five points over the bank
 * whatever the p-value.
 */
export function judge(scores: readonly Score[]): Verdict[] {
  const tested = scores.filter(({ p, views }) => p !== undefined && views > 0);
  const corrected = holm(tested.map(({ p }) => p!));
  const adjusted = new Map(tested.map((score, at) => [score, corrected[at]!]));
  return scores.map((score) => {
    const value = adjusted.get(score);
    const beats = (value !== undefined && value < LEVEL) || score.excess > MOST_EXCESS;
    return { ...score, ...(value !== undefined && { adjusted: value }), beats };
  });
}
