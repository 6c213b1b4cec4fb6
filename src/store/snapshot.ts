import { createHash } from 'node:crypto';
import { type PackedState, packState, unpackState } from '../learner/packed.ts';
import { type LearnerState, STATE_VERSION } from '../learner/state.ts';

/** What the events up to a place in the log add up to. */
export interface Snapshot {
  /** Bytes of the log that are counted. */
  offset: number;
  /** Id of the last event counted, to notice a log that is not the one the snapshot was made of. */
  last: string;
  /** Fingerprints of the last events, to notice when a piece of the log was written twice. */
  recent: number[];
  state: LearnerState;
}

/** A snapshot as it is kept: the body as one text, so that a single changed character is noticed. */
export interface PackedSnapshot {
  body: string;
  sum: string;
}

/** The first line of the body; the state follows, in lines of its own. */
interface Head extends Omit<Snapshot, 'state'> {
  version: number;
}

export function packSnapshot({ state, ...snapshot }: Snapshot): PackedSnapshot {
  const head: Head = { version: STATE_VERSION, ...snapshot };
  const body = [JSON.stringify(head), ...packState(state)].join('\n');
  return { body, sum: checksum(body) };
}

/** The snapshot, or undefined when what is kept is not one, whole and unchanged, of the state as it is today. */
export function unpackSnapshot(kept: unknown): Snapshot | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { body, sum } = kept as Partial<PackedSnapshot>;
  if (typeof body !== 'string' || checksum(body) !== sum) return undefined;
  const [line, ...state] = body.split('\n');
  const { version, ...head }: Head = JSON.parse(line!);
  return version === STATE_VERSION ? { ...head, state: unpackState(state as PackedState) } : undefined;
}

function checksum(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
