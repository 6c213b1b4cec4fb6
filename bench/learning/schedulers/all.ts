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
export const OURS_OTHERWISE = 'backend-tutor, retention';
export const IN_TURN = 're-ask in turn';
export const LEITNER = ['Leitner 1-2-4-8-16', 'Leitner 1-3-7-14-30-60'];
export const SM2 = 'SM-2';
export const SM2_SCALED = 'SM-2, intervals times';
const FSRS = 'FSRS alone, retention';
export const THEORIST = 'knows the theory, worth';
const ORACLE = 'oracle, retention';

const SCHEDULERS: Record<string, Make> = {
  'read once': readOnce,
  [IN_TURN]: inTurn,
  [LEITNER[0]!]: () => leitner([1, 2, 4, 8, 16]),
  [LEITNER[1]!]: () => leitner([1, 3, 7, 14, 30, 60]),
  [SM2]: () => sm2(),
  [OURS]: () => shipped(ITEMS, RETENTION),
};

interface Family {
  /** From asking least to asking most. */
  settings: number[];
  /** The setting that is shown in the tables. */
  reported: number;
  make(setting: number): Make;
}

/**
 * Schedulers with a setting that makes them ask more or less. Time enough given, each is as good as its setting; so they
 * are compared over these, and not over minutes.
 */
export const FAMILIES: Record<string, Family> = {
  [SM2_SCALED]: {
    settings: [4, 2, 1.5, 1, 0.7, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05],
    reported: 0.5,
    make: (factor) => () => sm2(factor),
  },
  [FSRS]: {
    settings: [0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98],
    reported: RETENTION,
    make: (retention) => () => fsrs(retention),
  },
  [OURS_OTHERWISE]: {
    settings: [0.7, 0.8, 0.85, 0.88, 0.9, 0.92, 0.95, 0.97],
    reported: 0.95,
    make: (retention) => () => shipped(ITEMS, retention),
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

/** A scheduler by the name under which it is reported; of a family, the reported one or that of another `setting`. */
export function schedulerFor(name: string, setting?: number): Make {
  const family = FAMILIES[name];
  const make = family ? family.make(setting ?? family.reported) : SCHEDULERS[name];
  if (!make) throw new RangeError(`no scheduler ${name}`);
  return make;
}
