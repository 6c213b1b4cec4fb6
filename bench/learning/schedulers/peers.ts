import type { Scheduler } from './scheduler.ts';

/** Reads everything and never asks again. */
export function readOnce(): Scheduler {
  return { read: () => {}, plan: () => [], answered: () => {} };
}

/** Asks everything that was read, in turn, each thing once a day at most. */
export function inTurn(): Scheduler {
  const queue: number[] = [];
  let asked = new Set<number>();
  let today = -1;
  return {
    read: (item) => queue.push(item),
    plan(day) {
      if (Math.floor(day) !== today) asked = new Set();
      today = Math.floor(day);
      return queue.filter((item) => !asked.has(item));
    },
    answered(item) {
      asked.add(item);
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
 * SM-2 (Woźniak 1990): intervals of 1 and 6 days, then times the easiness. A right answer is graded 4, which leaves the
 * easiness (at first 2.5) as it is; a wrong one 1, which lowers it by 0.54 (not below 1.3) and begins again at one day.
 */
export function sm2(): Scheduler {
  const cards = new Map<number, { repetitions: number; interval: number; easiness: number }>();
  return byDueDay((item, right) => {
    const card = cards.get(item) ?? { repetitions: 0, interval: 1, easiness: 2.5 };
    cards.set(item, card);
    if (right === undefined) return 1;
    if (right) {
      card.repetitions++;
      card.interval =
        card.repetitions === 1 ? 1 : card.repetitions === 2 ? 6 : Math.round(card.interval * card.easiness);
    } else {
      Object.assign(card, { repetitions: 0, interval: 1, easiness: Math.max(1.3, card.easiness - 0.54) });
    }
    return card.interval;
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
