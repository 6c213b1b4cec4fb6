import { ANCHORS, type Anchor } from './anchors.ts';
import { SPREAD, type Trace, type Truth } from './truths/truth.ts';

/** Points and weights that stand for a normal distribution (Gauss–Hermite, five points). */
const NORMAL: [z: number, weight: number][] = [
  [-2.856970013872806, 0.011257411327721],
  [-1.355626179974266, 0.222075922005613],
  [0, 0.533333333333333],
  [1.355626179974266, 0.222075922005613],
  [2.856970013872806, 0.011257411327721],
];

export interface Fit {
  truth: Truth;
  parameters: number[];
  /** What it says of each anchor. */
  recall: number[];
  /** Root mean square of the differences to the anchors, in recall. */
  error: number;
}

/** Fits a truth to the anchors: least squares of mean recall over facts and learners, by the simplex of Nelder and Mead. */
export function fitToAnchors(truth: Truth, anchors: Anchor[] = ANCHORS): Fit {
  const predict = (parameters: number[]) => anchors.map((anchor) => meanRecall(truth, parameters, anchor));
  const loss = (parameters: number[]) => {
    const predicted = predict(parameters);
    const sum = predicted.reduce((total, each, n) => total + (each - anchors[n]!.recall) ** 2, 0);
    return Number.isFinite(sum) ? sum / anchors.length : 1;
  };
  let best = truth.fitted.map(([, start]) => start);
  for (let round = 0; round < 3; round++) best = simplex(loss, best);
  return { truth, parameters: best, recall: predict(best), error: Math.sqrt(loss(best)) };
}

/** Mean over facts and learners of the recall that an anchor asks for. */
export function meanRecall(truth: Truth, parameters: number[], { days, after }: Anchor): number {
  const spread = Math.hypot(SPREAD.facts, SPREAD.learners);
  return NORMAL.reduce((sum, [z, weight]) => {
    const trace = truth.trace(parameters, z * spread);
    trace.meet(days[0]!, true);
    return sum + weight * expected(trace, days.slice(1), days.at(-1)! + after);
  }, 0);
}

/** Expected recall over right and wrong answers on the days of review. */
function expected(trace: Trace, reviews: number[], test: number): number {
  const [day, ...rest] = reviews;
  if (day === undefined) return trace.recall(test);
  const known = trace.recall(day);
  const wrong = trace.copy();
  trace.meet(day, true);
  wrong.meet(day, false);
  return known * expected(trace, rest, test) + (1 - known) * expected(wrong, rest, test);
}

function simplex(loss: (point: number[]) => number, start: number[]): number[] {
  const score = (point: number[]) => ({ point, loss: loss(point) });
  let corners = [
    start,
    ...start.map((_, i) => start.map((value, j) => (i === j ? value * 1.25 : value))),
  ].map(score);
  for (let step = 0; step < 150; step++) {
    corners.sort((a, b) => a.loss - b.loss);
    const worst = corners.at(-1)!;
    const others = corners.slice(0, -1);
    const centre = start.map((_, i) => others.reduce((sum, { point }) => sum + point[i]!, 0) / others.length);
    const towards = (factor: number) =>
      score(centre.map((value, i) => value + factor * (value - worst.point[i]!)));
    const reflected = towards(1);
    let next = reflected;
    if (reflected.loss < corners[0]!.loss) {
      const further = towards(2);
      if (further.loss < reflected.loss) next = further;
    } else if (reflected.loss >= others.at(-1)!.loss) {
      next = towards(reflected.loss < worst.loss ? 0.5 : -0.5);
    }
    if (next.loss < worst.loss) corners = [...others, next];
    else {
      const best = corners[0]!;
      corners = corners.map(({ point }) => score(point.map((value, i) => (value + best.point[i]!) / 2)));
    }
  }
  return corners.sort((a, b) => a.loss - b.loss)[0]!.point;
}
