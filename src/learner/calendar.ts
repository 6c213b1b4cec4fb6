/**
 * How many answers were given, by day (`2026-11-20`) and half hour of it (`0` to `47`), both in UTC. So every machine can
 * count the same answers by the days of its own time zone.
 */
export type Calendar = Record<string, Record<string, number>>;

export interface Day {
  /** `2026-11-20`, in the time zone of this machine. */
  date: string;
  answers: number;
}

export interface Streak {
  /** Days in a row with answers up to now; a day that has only begun breaks nothing. */
  days: number;
  /** The most days in a row, as far as days are kept. */
  longest: number;
}

/** Days with answers that are kept. Older ones are dropped: it is the last half year that is looked at. */
export const DAYS_KEPT = 400;

const HALF_HOUR = 1_800_000;

/** Counts an answer given at `at`. The latest days are kept, whatever order answers come in. */
export function noteAnswer(calendar: Calendar, at: string): void {
  const day = at.slice(0, 10);
  const slot = 2 * Number(at.slice(11, 13)) + (at.slice(14, 16) >= '30' ? 1 : 0);
  const slots = calendar[day];
  if (slots) {
    slots[slot] = (slots[slot] ?? 0) + 1;
    return;
  }
  calendar[day] = { [slot]: 1 };
  const days = Object.keys(calendar);
  // What is dropped stays dropped: the days after it only grow in number.
  if (days.length <= DAYS_KEPT) return;
  let oldest = day;
  for (const each of days) if (each < oldest) oldest = each;
  delete calendar[oldest];
}

/** The last `count` days of this machine's time zone, the one of `now` (milliseconds since 1970) last. */
export function lastDays(calendar: Calendar, now: number, count: number): Day[] {
  const answers = localDays(calendar);
  return Array.from({ length: count }, (_, index) => {
    const date = dateOf(dayBefore(now, count - 1 - index));
    return { date, answers: answers.get(date) ?? 0 };
  });
}

/** Days in a row with answers, as of `now`. */
export function streakOf(calendar: Calendar, now: number): Streak {
  const answers = localDays(calendar);
  const endingAt = (back: number): number => {
    let days = 0;
    while (answers.has(dateOf(dayBefore(now, back + days)))) days++;
    return days;
  };
  let longest = 0;
  let run = 0;
  let before = '';
  for (const date of [...answers.keys()].sort()) {
    run = before !== '' && dateOf(dayBefore(noonOf(date), 1)) === before ? run + 1 : 1;
    longest = Math.max(longest, run);
    before = date;
  }
  return { days: endingAt(0) || endingAt(1), longest };
}

/** `2026-11-20` for a time, in the time zone of this machine. */
export function dateOf(time: Date | number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Noon of a date, in milliseconds since 1970: an hour that no change of clocks moves to another day. */
export function noonOf(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  return new Date(year!, month! - 1, day!, 12).getTime();
}

/** Noon of the day `count` days before that of `now`; after it, when negative. */
export function dayBefore(now: number, count: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - count, 12).getTime();
}

function localDays(calendar: Calendar): Map<string, number> {
  const days = new Map<string, number>();
  for (const [day, slots] of Object.entries(calendar)) {
    const midnight = Date.parse(`${day}T00:00:00.000Z`);
    for (const [slot, count] of Object.entries(slots)) {
      const date = dateOf(midnight + Number(slot) * HALF_HOUR);
      days.set(date, (days.get(date) ?? 0) + count);
    }
  }
  return days;
}
