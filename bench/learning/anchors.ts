/**
 * What every truth is fitted to: round numbers of our own for people who read a fact, answer one question on it and see
 * it explained, within the range of published studies (see docs/learning.md). They are assumptions, not measurements.
 */
export interface Anchor {
  /** Days on which the fact is met: it is read on day 0, and reviewed on the others. */
  days: number[];
  /** Days from the last of these to the test. */
  after: number;
  /** Mean share of people who recall it then. */
  recall: number;
}

/** Ten minutes, in days: a review in the same sitting. */
const SOON = 10 / 1440;

export const ANCHORS: Anchor[] = [
  // Read and recalled once: a third is left after a week (Karpicke & Roediger 2008: 33 to 36 %).
  { days: [0], after: 1, recall: 0.6 },
  { days: [0], after: 7, recall: 0.35 },
  { days: [0], after: 30, recall: 0.2 },
  // One review: a day later it helps half as much again as in the same sitting (Cepeda et al. 2008: the best gap gave 59 % more at 35 days).
  { days: [0, SOON], after: 30, recall: 0.25 },
  { days: [0, 1], after: 7, recall: 0.55 },
  { days: [0, 1], after: 30, recall: 0.38 },
  // Several reviews, further and further apart.
  { days: [0, 1, 3, 7, 14], after: 30, recall: 0.7 },
  { days: [0, 1, 4, 11, 25, 55], after: 60, recall: 0.8 },
];
