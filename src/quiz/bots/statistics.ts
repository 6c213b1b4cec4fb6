/**
 * The few distributions that measuring a question bank needs. Formulas: Abramowitz & Stegun, Handbook of Mathematical
 * Functions (1964), and Press et al., Numerical Recipes (3rd ed., 2007), as named at each function.
 */

/** One guess: the credits that it may earn, each with its chance. The chances add up to 1. */
export type Guess = readonly { credit: number; chance: number }[];

/** Expected credit of a guess. */
export function mean(guess: Guess): number {
  return guess.reduce((sum, { credit, chance }) => sum + credit * chance, 0);
}

/** Credits are multiples of 1/2520, which holds every share among up to ten options. */
const GRID = 2520;
/** More sums than this, and the normal distribution takes over; it is close by then. */
const MOST_SUMS = 400_000;

/**
 * The chance that independent guesses together earn at least `hits`: the exact distribution of the sum (the binomial
 * one when all guesses are alike), or the normal approximation for very many guesses.
 */
export function upperTail(guesses: readonly Guess[], hits: number): number {
  const step = stepOf(guesses);
  const most = guesses.length * step;
  if (most > MOST_SUMS || most * guesses.length > 100 * MOST_SUMS) return normalTail(zScore(guesses, hits));
  let sums = new Float64Array(1).fill(1);
  for (const guess of guesses) {
    const next = new Float64Array(sums.length + step);
    for (const { credit, chance } of guess) {
      const shift = Math.round(credit * step);
      for (let sum = 0; sum < sums.length; sum++) next[sum + shift]! += sums[sum]! * chance;
    }
    sums = next;
  }
  const from = Math.max(0, Math.ceil(hits * step - 1e-6));
  return Math.min(
    1,
    sums.subarray(from).reduce((total, chance) => total + chance, 0),
  );
}

/** How many standard deviations `hits` lies above what the guesses earn on average; 0 when they cannot vary. */
export function zScore(guesses: readonly Guess[], hits: number): number {
  const expected = guesses.reduce((sum, guess) => sum + mean(guess), 0);
  const variance = guesses.reduce(
    (sum, guess) =>
      sum + mean(guess.map(({ credit, chance }) => ({ credit: credit ** 2, chance }))) - mean(guess) ** 2,
    0,
  );
  return variance <= 1e-12 ? 0 : (hits - expected) / Math.sqrt(variance);
}

/** The smallest number of steps in 1 of which all credits are multiples. */
function stepOf(guesses: readonly Guess[]): number {
  const credits = new Set(guesses.flat().map(({ credit }) => credit));
  const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-9;
  let step = 1;
  for (const credit of credits) {
    let times = 1;
    while (!isWhole(credit * step * times) && step * times < GRID) times++;
    step *= times;
  }
  return step;
}

/** P(Z ≥ z) of the standard normal distribution (error < 1.2e-7; Numerical Recipes §6.2.2, erfc by Chebyshev fit). */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const series = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ].reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const half = (t * Math.exp(-x * x + series)) / 2;
  return z >= 0 ? half : 1 - half;
}

/**
 * P(X ≥ x) of the chi-square distribution with `freedom` degrees: the regularised incomplete gamma function
 * Q(freedom/2, x/2), by its series or continued fraction (Numerical Recipes §6.2).
 */
export function chiSquareTail(x: number, freedom: number): number {
  if (x <= 0 || freedom <= 0) return 1;
  const [a, y] = [freedom / 2, x / 2];
  const front = Math.exp(-y + a * Math.log(y) - logGamma(a));
  if (y < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = a + 1; Math.abs(term) > sum * 1e-14; n++) {
      term *= y / n;
      sum += term;
    }
    return Math.max(0, 1 - sum * front);
  }
  let b = y + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 1000; i++) {
    const factor = -i * (i - a);
    b += 2;
    d = 1 / (factor * d + b || 1e-300);
    c = b + factor / c || 1e-300;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return front * fraction;
}

/** ln Γ(x) for x > 0 (Lanczos 1964 with g = 5, six terms; Numerical Recipes §6.1). */
function logGamma(x: number): number {
  const coefficients = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
    -0.5395239384953e-5,
  ];
  const base = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  const series = coefficients.reduce((sum, each, at) => sum + each / (x + at + 1), 1.000000000190015);
  return -base + Math.log((2.5066282746310007 * series) / x);
}

/**
 * Holm's adjusted p-values (Holm 1979, Scandinavian Journal of Statistics 6): the chance of even one false alarm over
 * all tests stays below the level at which they are read. In the order given.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted: number[] = [];
  let highest = 0;
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = highest;
  });
  return adjusted;
}
