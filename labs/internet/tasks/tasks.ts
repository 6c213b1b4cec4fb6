import type { Scene } from '../../../src/lab/lab.ts';
import { missing, refusedAt, trusted, untrusted } from './connections.ts';
import { aged, cutShort, noSuchName, resolved, walked } from './names.ts';
import { named } from './steps.ts';

/** The tasks of lab.yaml; `empty` is the port where nobody listens. */
export function tasksFor({ empty }: { empty: number }): Scene['tasks'] {
  return {
    resolve: resolved,
    ttl: aged,
    walk: walked,
    truncated: cutShort,
    nxdomain: noSuchName,
    refused: refusedAt(empty),
    untrusted,
    trusted,
    missing,
    name: named,
  };
}
