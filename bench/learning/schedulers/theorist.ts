import { COST } from '../learner.ts';
import { SPREAD, type Trace } from '../truths/truth.ts';
import type { Scheduler } from './scheduler.ts';

/** Strengths that a fact may have, in standard deviations, and how likely each is before the first answer. */
const GUESSES = [-2, -1, 0, 1, 2].map((z) => ({ z, weight: Math.exp((-z * z) / 2) }));
/** How far ahead the gain of a review is looked at, in days. */
const AHEAD = 20;

type Belief = { trace: Trace; weight: number }[];

/**
 * Knows the true theory of memory, but not how strong a fact is for a learner: that it can only guess from the answers,
 * as a program has to (Bayes' rule over five strengths). Asks what gains at least `least` recall 20 days later for
 * each second, the most gainful first. Shows how much is to be had without an oracle's knowledge.
 */
export function theorist(draw: (strength: number) => Trace, least: number): Scheduler {
  const beliefs = new Map<number, Belief>();
  const spread = Math.hypot(SPREAD.facts, SPREAD.learners);
  const learn = (item: number, now: number, right: boolean) => {
    for (const guess of beliefs.get(item)!) {
      const recall = guess.trace.recall(now);
      guess.weight *= right ? recall : 1 - recall;
      guess.trace.meet(now, right);
    }
  };
  return {
    read(item, day) {
      const guesses = GUESSES.map(({ z, weight }) => ({ trace: draw(z * spread), weight }));
      for (const { trace } of guesses) trace.meet(day, true);
      beliefs.set(item, guesses);
    },
    plan: (now) =>
      [...beliefs]
        .map(([item, belief]) => ({ item, worth: worth(belief, now) }))
        .filter((each) => each.worth >= least)
        .sort((a, b) => b.worth - a.worth)
        .map(({ item }) => item),
    answered: learn,
    repeated: learn,
  };
}

/** Recall gained by a review now, on average over what a fact may be, for each second that it takes. */
function worth(guesses: Belief, now: number): number {
  const then = now + AHEAD;
  let weights = 0;
  let recall = 0;
  let gain = 0;
  for (const { trace, weight } of guesses) {
    const known = trace.recall(now);
    const after = (right: boolean) => {
      const copy = trace.copy();
      copy.meet(now, right);
      return copy.recall(then);
    };
    weights += weight;
    recall += weight * known;
    gain += weight * (known * after(true) + (1 - known) * after(false) - trace.recall(then));
  }
  const known = recall / weights;
  return gain / weights / (known * COST.hit + (1 - known) * COST.miss);
}
