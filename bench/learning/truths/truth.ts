/**
 * A theory of memory that plays the learner. It is none of the scheduler's own, and no scheduler but the oracle looks
 * into it.
 */
export interface Truth<Parameters extends number[] = number[]> {
  name: string;
  source: string;
  /** Names of the parameters that are fitted to the anchors, with where the search begins. */
  fitted: [name: string, start: number][];
  /**
   * The memory of one fact that is forgotten more slowly than the average one, or faster: a week after reading, the log
   * odds of its recall are `strength` above the average.
   */
  trace(parameters: Parameters, strength: number): Trace;
}

/** The memory of one fact. Days are counted from any fixed instant; within one sitting they have fractions. */
export interface Trace {
  /** Reads it for the first time, or answers a question on it and sees it explained. */
  meet(day: number, right: boolean): void;
  /** Chance of a right answer, from 0 to 1. */
  recall(day: number): number;
  /** A copy with a life of its own. */
  copy(): Trace;
}

/** Standard deviations, in log odds of recall a week after reading, of facts and of learners around the average. */
export const SPREAD = { facts: 1, learners: 0.8 };

export const SECONDS_A_DAY = 86_400;
export const WEEK = 7;
