import { SECONDS_A_DAY, type Trace, type Truth, WEEK } from './truth.ts';

/** Fixed by the authors: the learning rate, and how much more recent meetings weigh. */
const LEARNING = 0.1;
const RECENCY = 0.6;

/**
 * The predictive performance equation (Walsh, Gluck, Gunzelmann, Jastrzembski & Krusmark 2018). After n meetings,
 * activation M = n^0.1 · T^-d, where T is the mean age of the meetings, each weighted by age^-0.6, and the decay
 * d = b + m · mean of 1/ln(lag + e) over the lags between meetings in seconds (none: d = b). Recall =
 * 1 / (1 + e^((τ − M)/s)).
 */
export const performanceEquation: Truth = {
  name: 'predictive performance equation',
  source: 'Walsh et al. 2018',
  fitted: [
    ['b', 0.04],
    ['m', 0.08],
    ['τ', 0.6],
    ['s', 0.05],
  ],
  trace([b, m, threshold, noise], strength) {
    const seconds = WEEK * SECONDS_A_DAY;
    const slope = (seconds ** -b! * Math.log(seconds)) / noise!;
    return new Performance(b! - strength / slope, m!, threshold!, noise!);
  },
};

class Performance implements Trace {
  private times: number[] = [];
  /** Sum of 1/ln(lag + e). */
  private lags = 0;

  constructor(
    private readonly b: number,
    private readonly m: number,
    private readonly threshold: number,
    private readonly noise: number,
  ) {}

  meet(day: number): void {
    const last = this.times.at(-1);
    if (last !== undefined) this.lags += 1 / Math.log((day - last) * SECONDS_A_DAY + Math.E);
    this.times.push(day);
  }

  recall(day: number): number {
    const n = this.times.length;
    let ages = 0;
    let weights = 0;
    for (const time of this.times) {
      const age = Math.max(1, (day - time) * SECONDS_A_DAY);
      const weight = age ** -RECENCY;
      ages += weight * age;
      weights += weight;
    }
    const decay = this.b + (n > 1 ? (this.m * this.lags) / (n - 1) : 0);
    const activation = n ** LEARNING * (ages / weights) ** -decay;
    return 1 / (1 + Math.exp((this.threshold - activation) / this.noise));
  }

  copy(): Trace {
    const { b, m, threshold, noise } = this;
    const twin = new Performance(b, m, threshold, noise);
    twin.times = [...this.times];
    twin.lags = this.lags;
    return twin;
  }
}
