import { ITEMS } from '../learner.ts';
import type { Trace } from '../truths/truth.ts';
import { fsrs } from './fsrs.ts';
import { oracle } from './oracle.ts';
import { inTurn, leitner, readOnce, sm2 } from './peers.ts';
import type { Scheduler } from './scheduler.ts';
import { shipped } from './shipped.ts';

/** The program's default desired retention. */
const RETENTION = 0.9;

/** Every scheduler by the name under which it is reported, `oracle 0.8` and the like for oracles of other retentions. */
export function schedulerFor(name: string): (traces: Trace[]) => Scheduler {
  if (name.startsWith('oracle ')) return (traces) => oracle(traces, Number(name.slice('oracle '.length)));
  const make = SCHEDULERS[name];
  if (!make) throw new RangeError(`no scheduler ${name}`);
  return make;
}

export const OURS = 'backend-tutor';
export const IN_TURN = 're-ask in turn';
export const SM2 = 'SM-2';

const SCHEDULERS: Record<string, (traces: Trace[]) => Scheduler> = {
  'read once': readOnce,
  [IN_TURN]: inTurn,
  'Leitner 1-2-4-8-16': () => leitner([1, 2, 4, 8, 16]),
  'Leitner 1-3-7-14-30-60': () => leitner([1, 3, 7, 14, 30, 60]),
  [SM2]: sm2,
  'FSRS alone': () => fsrs(RETENTION),
  [OURS]: () => shipped(ITEMS, RETENTION),
  oracle: (traces) => oracle(traces, RETENTION),
};

export const NAMES = Object.keys(SCHEDULERS);
