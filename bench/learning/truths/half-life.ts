import type { Trace, Truth } from './truth.ts';

/** Change of the log half-life that changes the log odds of recall by 1, where recall is one half. */
const PER_LOG_ODDS = 1 / (2 * Math.LN2);

/**
 * Exponential forgetting with a half-life that answers change, as in half-life regression (Settles & Meeder 2016) and
 * MEMORIZE (Tabibian et al. 2019): recall = 2^(−t/h). A right answer multiplies h by 1 + g·(1 − recall)^k, so that
 * answering what one would have known anyway gains little (the spacing effect, which the two leave out); a wrong one,
 * explained, by l, but never below the first half-life.
 */
export const halfLife: Truth = {
  name: 'exponential half-life',
  source: 'Settles & Meeder 2016, Tabibian et al. 2019',
  fitted: [
    ['h', 5],
    ['g', 4],
    ['k', 0.5],
    ['l', 0.5],
  ],
  trace: ([h, g, k, l], strength) =>
    new HalfLife(h! * Math.exp(strength * PER_LOG_ODDS), Math.max(0, g!), Math.max(0, k!), l!),
};

class HalfLife implements Trace {
  private half: number;
  private last: number | undefined;

  constructor(
    private readonly first: number,
    private readonly gain: number,
    private readonly power: number,
    private readonly loss: number,
  ) {
    this.half = first;
  }

  meet(day: number, right: boolean): void {
    if (this.last !== undefined) {
      const factor = right ? 1 + this.gain * (1 - this.recall(day)) ** this.power : this.loss;
      this.half = Math.max(this.first, this.half * factor);
    }
    this.last = day;
  }

  recall(day: number): number {
    return 2 ** (-Math.max(0, day - this.last!) / this.half);
  }

  copy(): Trace {
    const twin = new HalfLife(this.first, this.gain, this.power, this.loss);
    twin.half = this.half;
    twin.last = this.last;
    return twin;
  }
}
