import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyState } from '../../src/learner/state.ts';
import { type PackedSnapshot, packSnapshot, unpackSnapshot } from '../../src/store/snapshot.ts';

const snapshot = { offset: 7, last: 'e', recent: [1, 2], state: emptyState() };

/** A snapshot as a program with another idea of the state would have left it. */
function otherwise(change: (body: Record<string, unknown>) => unknown): PackedSnapshot {
  const [head, ...state] = packSnapshot(snapshot).body.split('\n');
  const body = [JSON.stringify(change(JSON.parse(head!))), ...state].join('\n');
  return { body, sum: createHash('sha1').update(body).digest('hex') };
}

test('a snapshot is the same after it was packed and unpacked', () => {
  expect(unpackSnapshot(packSnapshot(snapshot))).toEqual(snapshot);
  expect(unpackSnapshot(otherwise((body) => body))).toEqual(snapshot);
});

test('a snapshot of an older or newer state is not taken up', () => {
  expect(unpackSnapshot(otherwise(({ version: _, ...body }) => body))).toBeUndefined();
  expect(unpackSnapshot(otherwise((body) => ({ ...body, version: 1 })))).toBeUndefined();
  expect(unpackSnapshot(otherwise((body) => ({ ...body, version: 99 })))).toBeUndefined();
});
