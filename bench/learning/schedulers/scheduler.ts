import type { Predictions } from '../../../src/learner/calibration.ts';
import type { Trace } from '../truths/truth.ts';

/** Who decides, in a simulation, what is asked. Days are counted from 0. */
export interface Scheduler {
  /** The fact has been read and a question on it answered rightly. */
  read(item: number, day: number): void;
  /** What to ask this day, in this order, given the seconds that are left. */
  plan(day: number, seconds: number): number[];
  /** A planned question was answered. */
  answered(item: number, day: number, right: boolean): void;
  /** What was missed was asked once more, for those who want to know. */
  repeated?(item: number, day: number, right: boolean): void;
  /** What it predicted of its reviews and what came true, if it predicts anything. */
  predictions?: Predictions;
}

/** Begins a simulation. `draw` makes a fact of any strength, by the theory that the learners follow. */
export type Make = (traces: Trace[], draw: (strength: number) => Trace) => Scheduler;
