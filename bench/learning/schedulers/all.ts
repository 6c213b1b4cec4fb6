import { ITEMS } from '../learner.ts';
import { fsrs } from './fsrs.ts';
import { oracle } from './oracle.ts';
import { inTurn, leitner, readOnce, sm2 } from './peers.ts';
import type { Make } from './scheduler.ts';
import { shipped } from './shipped.ts';
import { theorist } from './theorist.ts';

/** The program's default desired retention. */
const RETENTION = 0.9;

export const OURS = 'backend-tutor';
export const IN_TURN = 're-ask in turn';
export const SM2 = 'SM-2';
export const SM2_SHORTER = 'SM-2, shorter intervals';
export const THEORIST = 'knows the theory';
export const ORACLE = 'oracle';

const SCHEDULERS: Record<string, Make> = {
  'read once': readOnce,
  [IN_TURN]: inTurn,
  'Leitner 1-2-4-8-16': () => leitner([1, 2, 4, 8, 16]),
  'Leitner 1-3-7-14-30-60': () => leitner([1, 3, 7, 14, 30, 60]),
  [SM2]: () => sm2(),
  'FSRS alone': () => fsrs(RETENTION),
  [OURS]: () => shipped(ITEMS, RETENTION),
};

/**
 * Schedulers with a setting that makes them ask more or less. Time enough given, each is as good as its setting; so they
 * are compared over these, from asking least to asking most, and not over minutes.
 */
export const FAMILIES: Record<string, { settings: number[]; reported: number; make(setting: number): Make }> =
  {
    [SM2_SHORTER]: {
      settings: [4, 2, 1, 0.7, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05],
      reported: 0.5,
      make: (factor) => () => sm2(factor),
    },
    [THEORIST]: {
      settings: [0.012, 0.008, 0.006, 0.004],
      reported: 0.006,
      make: (least) => (_, draw) => theorist(draw, least),
    },
    [ORACLE]: {
      settings: [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98],
      reported: RETENTION,
      make: (retention) => (traces) => oracle(traces, retention),
    },
  };

export const NAMES = [...Object.keys(SCHEDULERS), ...Object.keys(FAMILIES)];

/** A scheduler by the name under which it is reported, and one of a family by `name` and `setting`, if not the reported one. */
export function schedulerFor(name: string, setting?: number): Make {
  const family = FAMILIES[name];
  const make = family ? family.make(setting ?? family.reported) : SCHEDULERS[name];
  if (!make) throw new RangeError(`no scheduler ${name}`);
  return make;
}
