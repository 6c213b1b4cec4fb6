import { AGAIN, daysUntil, GOOD, recallAfter, strengthen } from '../../../src/learner/memory.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * FSRS-6 and nothing else: asks what it predicts to be recalled with a chance below `retention`, the most faded first.
 * What it needs more than ours shows what our own rules are worth.
 */
export function fsrs(retention: number): Scheduler {
  const cards = new Map<number, { stability: number; difficulty: number; day: number }>();
  const grade = (item: number, day: number, right: boolean) => {
    const card = cards.get(item);
    const memory = strengthen(card, day - (card?.day ?? day), right ? GOOD : AGAIN);
    cards.set(item, { ...memory, day });
  };
  return {
    read: (item, day) => grade(item, day, true),
    plan: (day) =>
      [...cards]
        .filter(([, card]) => card.day + daysUntil(card.stability, retention) <= day)
        .map(([item, card]) => ({ item, recall: recallAfter(card.stability, day - card.day) }))
        .sort((a, b) => a.recall - b.recall)
        .map(({ item }) => item),
    answered: grade,
  };
}
