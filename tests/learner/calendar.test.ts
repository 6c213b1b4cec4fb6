import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Calendar,
  DAYS_KEPT,
  dateOf,
  lastDays,
  noteAnswer,
  streakOf,
} from '../../src/learner/calendar.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

function calendarOf(times: string[]): Calendar {
  const calendar: Calendar = {};
  for (const at of times) noteAnswer(calendar, at);
  return calendar;
}

const noon = (date: string) => `${date}T12:00:00.000Z`;
const DAY = 86_400_000;

describe('days', () => {
  test('are those of the time zone in which they are looked at', () => {
    const calendar = calendarOf(['2026-11-19T23:45:00.000Z', '2026-11-20T00:15:00.000Z']);
    const counts = (timeZone: string) => {
      process.env.TZ = timeZone;
      return lastDays(calendar, Date.parse(noon('2026-11-20')), 2).map(({ date, answers }) => [
        date,
        answers,
      ]);
    };
    expect(counts('UTC')).toEqual([
      ['2026-11-19', 1],
      ['2026-11-20', 1],
    ]);
    expect(counts('America/New_York')).toEqual([
      ['2026-11-19', 2],
      ['2026-11-20', 0],
    ]);
    expect(counts('Asia/Kolkata')).toEqual([
      ['2026-11-19', 0],
      ['2026-11-20', 2],
    ]);
  });

  test('follow each other also where clocks are changed', () => {
    process.env.TZ = 'Europe/Berlin';
    const days = lastDays({}, Date.parse('2026-10-27T23:30:00.000Z'), 5).map(({ date }) => date);
    expect(days).toEqual(['2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27', '2026-10-28']);
  });

  test('are kept up to a bound, the latest ones, in whatever order answers come', () => {
    const all = Array.from({ length: DAYS_KEPT + 30 }, (_, day) =>
      new Date(Date.UTC(2025, 0, 1, 12) + day * DAY).toISOString(),
    );
    const kept = Object.fromEntries(all.slice(30).map((at) => [at.slice(0, 10), { 24: 1 }]));
    expect(calendarOf(all)).toEqual(kept);
    expect(calendarOf(all.toReversed())).toEqual(kept);
  });

  test('of any answers do not depend on their order', () => {
    const time = fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString());
    const shuffled = fc
      .array(time, { maxLength: DAYS_KEPT + 60, size: 'max' })
      .chain((times) =>
        fc.tuple(fc.constant(times), fc.shuffledSubarray(times, { minLength: times.length })),
      );
    fc.assert(
      fc.property(shuffled, ([times, mixed]) => {
        expect(calendarOf(mixed)).toEqual(calendarOf(times));
      }),
      { numRuns: 20 },
    );
  });
});

describe('days in a row', () => {
  const now = Date.parse(noon('2026-11-20'));
  const streak = (...dates: string[]) => streakOf(calendarOf(dates.map(noon)), now);

  test('count up to today', () => {
    expect(streak('2026-11-18', '2026-11-19', '2026-11-20')).toEqual({ days: 3, longest: 3 });
  });

  test('are not over because nothing has been done yet today', () => {
    expect(streak('2026-11-18', '2026-11-19')).toEqual({ days: 2, longest: 2 });
  });

  test('begin anew after a day without answers, and the longest row is remembered', () => {
    expect(streak('2026-10-30', '2026-10-31', '2026-11-01', '2026-11-20')).toEqual({ days: 1, longest: 3 });
    expect(streak('2026-10-30', '2026-10-31', '2026-11-01')).toEqual({ days: 0, longest: 3 });
    expect(streak()).toEqual({ days: 0, longest: 0 });
  });

  test('go on over a change of clocks', () => {
    process.env.TZ = 'America/New_York';
    const dates = ['2026-10-31', '2026-11-01', '2026-11-02'];
    expect(streakOf(calendarOf(dates.map(noon)), Date.parse(noon('2026-11-02')))).toEqual({
      days: 3,
      longest: 3,
    });
  });
});

test('a date is that of this machine’s time zone', () => {
  process.env.TZ = 'Pacific/Auckland';
  expect(dateOf(Date.parse('2026-11-20T12:00:00.000Z'))).toBe('2026-11-21');
});
