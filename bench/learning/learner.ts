import type { Predictions } from '../../src/learner/calibration.ts';
import { seeded } from '../../src/quiz/random.ts';
import type { Make } from './schedulers/scheduler.ts';
import { SECONDS_A_DAY, SPREAD, type Truth } from './truths/truth.ts';

export const ITEMS = 300;
export const DAYS = 90;
/** Seconds that it takes to answer what is known, to answer and be explained what is not, and to read one item. */
export const COST = { hit: 7.33, miss: 23, reading: 20 };
/**
 * Days over which the course is read, so many new items each day. All 90 is what is reported: nothing else says how fast
 * 300 items are to be read, and nobody stops reading a month before the end to have a better test. With 60 days a day
 * brings the five questions that a section of the built-in course has; it is run as well, because it matters much.
 */
export const READING = { reported: DAYS, faster: 60 };

export interface Outcome {
  /** Mean recall over all items, unread ones counted as unknown, in the morning of days 30, 90 and 120. */
  recall: [day30: number, day90: number, day120: number];
  /** Mean of that over days 3, 6, …, 90. */
  mean: number;
  /** Minutes spent on a day, on average over the 90 days. */
  minutes: number;
  /** What its scheduler predicted, by tenths, and what came true; none of whoever predicts nothing. */
  predictions: Predictions;
}

/**
 * One learner's 90 days of at most `seconds` each: first what is new that day, while there is anything, then what the
 * scheduler asks, each fact once a day, then once more what was missed. This last is the same for every scheduler; few
 * want to be told of it. The same seed is the same learner, the same facts and the same dice.
 */
export function learn(
  truth: Truth,
  parameters: number[],
  seed: string,
  scheduler: Make,
  seconds: number,
  readingDays = READING.reported,
): Outcome {
  const normal = gaussian(seeded(seed));
  const learner = normal() * SPREAD.learners;
  const traces = Array.from({ length: ITEMS }, () =>
    truth.trace(parameters, learner + normal() * SPREAD.facts),
  );
  const luck = seeded(`${seed} luck`);
  const plans = scheduler(traces, (strength) => truth.trace(parameters, strength));
  let read = 0;
  let spent = 0;
  const recall = (day: number) =>
    traces.slice(0, read).reduce((sum, trace) => sum + trace.recall(day), 0) / ITEMS;
  const watched: number[] = [];
  let day30 = 0;
  for (let day = 0; day < DAYS; day++) {
    if (day > 0 && day % 3 === 0) watched.push(recall(day));
    if (day === 30) day30 = watched.at(-1)!;
    spent += sit(day);
  }
  watched.push(recall(DAYS));
  return {
    recall: [day30, watched.at(-1)!, recall(DAYS + 30)],
    mean: watched.reduce((sum, each) => sum + each, 0) / watched.length,
    minutes: spent / 60 / DAYS,
    predictions: (plans.predictions ?? []).filter(([reviews]) => reviews > 0),
  };

  /** One day's sitting: what is new, then reviews while there is time. Answers the seconds it took. */
  function sit(day: number): number {
    let used = 0;
    const now = () => day + used / SECONDS_A_DAY;
    const answer = (item: number) => {
      const right = luck() < traces[item]!.recall(now());
      used += right ? COST.hit : COST.miss;
      traces[item]!.meet(now(), right);
      return right;
    };
    const share = Math.min(ITEMS, Math.round(((day + 1) * ITEMS) / readingDays));
    while (read < share && used + COST.reading <= seconds) {
      traces[read]!.meet(now(), true);
      plans.read(read, now());
      used += COST.reading;
      read++;
    }
    const missed = plans.plan(now(), seconds - used).filter((item) => {
      if (used >= seconds) return false;
      const at = now();
      const right = answer(item);
      plans.answered(item, at, right);
      return !right;
    });
    for (const item of missed) {
      if (used >= seconds) break;
      const at = now();
      const right = answer(item);
      plans.repeated?.(item, at, right);
    }
    return used;
  }
}

function gaussian(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
