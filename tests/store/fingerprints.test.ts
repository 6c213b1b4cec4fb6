import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Fingerprints } from '../../src/store/fingerprints.ts';

test('knows every id that it was given, and no other, among a hundred thousand', () => {
  const prints = new Fingerprints();
  const ids = Array.from({ length: 100_000 }, () => randomUUID());
  expect(ids.every((id) => prints.add(id))).toBe(true);
  expect(ids.some((id) => prints.add(id))).toBe(false);
  expect(prints.add(randomUUID())).toBe(true);
});

test('the latest 512 are enough to know those ids again', () => {
  const prints = new Fingerprints();
  const ids = Array.from({ length: 1300 }, (_, n) => `e${n}`);
  for (const id of ids) prints.add(id);
  const recent = new Fingerprints(prints.recent());
  expect(prints.recent()).toHaveLength(512);
  expect(ids.map((id) => !recent.add(id))).toEqual(ids.map((_, n) => n >= 1300 - 512));
});

test('recent ones come in the order of arrival, and a repeated id changes nothing', () => {
  const prints = new Fingerprints();
  for (const id of ['a', 'b', 'a', 'c']) prints.add(id);
  const [a, b, c] = prints.recent();
  const other = new Fingerprints([a!, b!, c!]);
  expect(other.recent()).toEqual([a, b, c]);
  expect(other.add('d')).toBe(true);
  expect(other.recent()).toEqual([a, b, c, expect.any(Number)]);
});

test('after it was cleared every id is new again', () => {
  const prints = new Fingerprints([7]);
  const ids = Array.from({ length: 3000 }, (_, n) => `e${n}`);
  for (const id of ids) prints.add(id);
  prints.clear();
  expect(prints.recent()).toEqual([]);
  expect(ids.every((id) => prints.add(id))).toBe(true);
  expect(ids.some((id) => prints.add(id))).toBe(false);
});
