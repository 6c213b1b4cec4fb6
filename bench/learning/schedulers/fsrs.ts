import { noPredictions, notePrediction } from '../../../src/learner/calibration.ts';
import { AGAIN, daysUntil, GOOD, recallAfter, strengthen } from '../../../src/learner/memory.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * FSRS-6 and nothing else: a first right answer is Good, minutes after reading or not; intervals are rounded to days, as
 * programs do that use it; the most faded first.
 */
export function fsrs(retention: number): Scheduler {
  const cards = new Map<number, { stability: number; difficulty: number; day: number }>();
  const predictions = noPredictions();
  const grade = (item: number, day: number, right: boolean) => {
    const card = cards.get(item);
    const memory = strengthen(card, day - (card?.day ?? day), right ? GOOD : AGAIN);
    cards.set(item, { ...memory, day });
  };
  const due = ({ stability, day }: { stability: number; day: number }) =>
    Math.floor(day) + Math.max(1, Math.round(daysUntil(stability, retention)));
  return {
    read: (item, day) => grade(item, day, true),
    plan: (day) =>
      [...cards]
        .filter(([, card]) => due(card) <= Math.floor(day))
        .map(([item, card]) => ({ item, recall: recallAfter(card.stability, day - card.day) }))
        .sort((a, b) => a.recall - b.recall)
        .map(({ item }) => item),
    answered(item, day, right) {
      const card = cards.get(item)!;
      notePrediction(predictions, recallAfter(card.stability, day - card.day), right);
      grade(item, day, right);
    },
    predictions,
  };
}
