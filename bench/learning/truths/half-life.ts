import type { Trace, Truth } from './truth.ts';

/** Change of the log half-life that changes the log odds of recall by 1, where recall is one half. */
const PER_LOG_ODDS = 1 / (2 * Math.LN2);

/**
 * Exponential forgetting with a half-life that answers change, as in half-life regression (Settles & Meeder 2016) and
 * MEMORIZE (Tabibian et al. 2019): recall = 2^(−t/h). A right answer multiplies h by 1 + g·(1 − recall)^k, so that
 * answering what one would have known anyway gains little (the spacing effect, which the two leave out); a wrong one by
 * l: it is explained, which is a second reading. Half-lives vary v times as much as strengths would make them: where each
 * fact is forgotten exponentially, what a group recalls falls as slowly as the anchors say only if half-lives differ
 * widely (Anderson & Tweney 1997).
 */
export const halfLife: Truth = {
  name: 'exponential half-life',
  source: 'Settles & Meeder 2016, Tabibian et al. 2019',
  fitted: [
    ['h', 3],
    ['g', 4],
    ['k', 0.5],
    ['l', 1],
    ['v', 2],
  ],
  trace: ([h, g, k, l, v], strength) =>
    new HalfLife(h! * Math.exp(strength * PER_LOG_ODDS * Math.abs(v!)), Math.max(0, g!), Math.max(0, k!), l!),
};

class HalfLife implements Trace {
  private last: number | undefined;

  constructor(
    private half: number,
    private readonly gain: number,
    private readonly power: number,
    private readonly explained: number,
  ) {}

  meet(day: number, right: boolean): void {
    if (this.last !== undefined) {
      this.half *= right ? 1 + this.gain * (1 - this.recall(day)) ** this.power : this.explained;
    }
    this.last = day;
  }

  recall(day: number): number {
    return 2 ** (-Math.max(0, day - this.last!) / this.half);
  }

  copy(): Trace {
    const twin = new HalfLife(this.half, this.gain, this.power, this.explained);
    twin.last = this.last;
    return twin;
  }
}
