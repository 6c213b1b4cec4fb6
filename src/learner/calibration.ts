/**
 * What was predicted and what came of it, by tenths of the predicted recall: how many reviews, the sum of their
 * predictions in thousandths, and how many were answered right. Whole numbers only, so that no order of adding matters.
 */
export type Predictions = [reviews: number, predicted: number, right: number][];

export interface CalibrationBin {
  /** Predictions from here, included … */
  from: number;
  /** … to here. */
  to: number;
  reviews: number;
  /** Mean prediction, from 0 to 1. */
  predicted: number;
  /** Share of right answers. */
  actual: number;
}

export interface Calibration {
  /** Answers that were given at least half a day after the one before. */
  reviews: number;
  /** Mean predicted recall; null before there are enough reviews to tell anything. */
  predicted: number | null;
  /** Share of right answers; partly right is not right. */
  actual: number | null;
  /** Tenths in which there was a prediction; none before there are enough reviews. */
  bins: CalibrationBin[];
}

/** Fewer reviews than these say nothing. */
export const ENOUGH_REVIEWS = 30;

const BINS = 10;

export function noPredictions(): Predictions {
  return Array.from({ length: BINS }, () => [0, 0, 0]);
}

/** Counts one review: its predicted recall, from 0 to 1, and whether the answer was right. */
export function notePrediction(predictions: Predictions, recall: number, right: boolean): void {
  const bin = predictions[Math.min(BINS - 1, Math.max(0, Math.floor(recall * BINS)))]!;
  bin[0]++;
  bin[1] += Math.round(recall * 1000);
  if (right) bin[2]++;
}

/** How well predictions have held. */
export function calibrationOf(predictions: Predictions): Calibration {
  const sum = (index: 0 | 1 | 2) => predictions.reduce((total, bin) => total + bin[index], 0);
  const reviews = sum(0);
  if (reviews < ENOUGH_REVIEWS) return { reviews, predicted: null, actual: null, bins: [] };
  const bins = predictions.flatMap(([count, predicted, right], index) =>
    count === 0
      ? []
      : [
          {
            from: index / BINS,
            to: (index + 1) / BINS,
            reviews: count,
            predicted: predicted / 1000 / count,
            actual: right / count,
          },
        ],
  );
  return { reviews, predicted: sum(1) / 1000 / reviews, actual: sum(2) / reviews, bins };
}
