import { afterEach, beforeEach, expect, test } from 'vitest';
import { killRepeatedly } from './kill.ts';
import { temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => remove());

test('200 kills at random moments lose no answer whose verdict was printed', {
  timeout: 300_000,
}, async () => {
  const report = await killRepeatedly(home, 200, 'kill');
  expect(report.failures).toEqual([]);
  expect(report.confirmed).toBeGreaterThan(200);
});
