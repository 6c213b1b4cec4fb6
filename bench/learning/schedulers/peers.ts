import type { Scheduler } from './scheduler.ts';

/** Reads everything and never asks again. */
export function readOnce(): Scheduler {
  return { read: () => {}, plan: () => [], answered: () => {} };
}

/** Asks everything that was read, in turn, each thing once a day at most. */
export function inTurn(): Scheduler {
  const queue: number[] = [];
  return {
    read: (item) => queue.push(item),
    plan: () => [...queue],
    answered(item) {
      queue.splice(queue.indexOf(item), 1);
      queue.push(item);
    },
  };
}

/** Leitner's boxes: a right answer moves a card one box up, a wrong one back to the first. `days` is each box's interval. */
export function leitner(days: number[]): Scheduler {
  const boxes = new Map<number, number>();
  return byDueDay((item, right) => {
    const box = right === undefined ? 0 : right ? Math.min(days.length - 1, boxes.get(item)! + 1) : 0;
    boxes.set(item, box);
    return days[box]!;
  });
}

/**
 * SM-2 (Woźniak 1990). The answer after reading is the first repetition; then come 1 day, 6 days, and each interval times
 * the easiness, rounded up. A right answer is graded 4, which leaves the easiness at its first value, 2.5; a wrong one
 * below 3, which begins again at one day "without changing the E-Factor", and is repeated on the same day, as everything
 * is here. It asks what it asks, however much time there is. `factor` shortens or lengthens every interval, to a day at
 * least, for learners who want to remember more or less than its own intervals bring; 1 is SM-2 itself.
 */
export function sm2(factor = 1): Scheduler {
  const EASINESS = 2.5;
  const intervals = new Map<number, number>();
  return byDueDay((item, right) => {
    const last = intervals.get(item);
    const interval = !right || last === undefined ? 1 : last === 1 ? 6 : Math.ceil(last * EASINESS);
    intervals.set(item, interval);
    return Math.max(1, Math.round(interval * factor));
  });
}

/** Asks what is due, longest overdue first. `next` says after how many days to ask again; `right` is undefined after reading. */
function byDueDay(next: (item: number, right: boolean | undefined) => number): Scheduler {
  const due = new Map<number, number>();
  const plan = (item: number, day: number, right?: boolean) =>
    due.set(item, Math.floor(day) + next(item, right));
  return {
    read: (item, day) => plan(item, day),
    plan: (day) =>
      [...due]
        .filter(([, on]) => on <= Math.floor(day))
        .sort(([, a], [, b]) => a - b)
        .map(([item]) => item),
    answered: plan,
  };
}
