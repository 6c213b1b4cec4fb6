import { SECONDS_A_DAY, type Trace, type Truth, WEEK } from './truth.ts';

/**
 * ACT-R with activation-dependent decay (Pavlik & Anderson 2005, 2008). Every meeting leaves a trace that fades as
 * age^-d; activation m = ln Σ age^-d; the decay of a new trace, d = c·e^m + a, is the greater the more active the
 * memory still is, hence the gain from spacing. Recall = 1 / (1 + e^((τ − m)/s)). The authors let time between sittings
 * count for only a fortieth; our anchors are fitted best by a plain clock (error 0.037 against 0.052), so ages are
 * seconds here.
 */
export const activation: Truth = {
  name: 'activation decay (ACT-R)',
  source: 'Pavlik & Anderson 2005, 2008',
  fitted: [
    ['a', 0.177],
    ['c', 0.217],
    ['τ', -0.704],
    ['s', 0.255],
  ],
  trace: ([a, c, threshold, noise], strength) =>
    new Activation(a! - (strength * noise!) / Math.log(age(WEEK)), c!, threshold!, noise!),
};

class Activation implements Trace {
  private days: number[] = [];
  private decays: number[] = [];

  constructor(
    private readonly a: number,
    private readonly c: number,
    private readonly threshold: number,
    private readonly noise: number,
  ) {}

  meet(day: number): void {
    const decay = this.c * this.sum(day) + this.a;
    this.days.push(day);
    this.decays.push(decay);
  }

  recall(day: number): number {
    const m = Math.log(this.sum(day));
    return 1 / (1 + Math.exp((this.threshold - m) / this.noise));
  }

  copy(): Trace {
    const { a, c, threshold, noise } = this;
    const twin = new Activation(a, c, threshold, noise);
    twin.days = [...this.days];
    twin.decays = [...this.decays];
    return twin;
  }

  /** e^m. */
  private sum(day: number): number {
    let sum = 0;
    for (let n = 0; n < this.days.length; n++) sum += age(day - this.days[n]!) ** -this.decays[n]!;
    return sum;
  }
}

function age(days: number): number {
  return Math.max(1, days * SECONDS_A_DAY);
}
