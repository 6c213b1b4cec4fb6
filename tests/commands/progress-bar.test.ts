import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Environment } from '../../src/commands/environment.ts';
import { progressBar } from '../../src/commands/progress-bar.ts';

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

/** What is written when these shares are told, half a second apart. */
function written(shares: number[], { isTTY = true, plain = false, pace = 500 } = {}): string[] {
  const texts: string[] = [];
  const stderr = { isTTY, write: (text: string) => texts.push(text) };
  const bar = progressBar({ stderr, options: { plain }, env: {} } as unknown as Environment, 'Reading');
  for (const share of shares) {
    now += pace;
    bar?.(share);
  }
  return texts;
}

describe('the progress bar', () => {
  test('grows on one line and is gone at the end', () => {
    expect(written([0.25, 0.5, 1])).toEqual([
      '\rReading #####...............',
      '\rReading ##########..........',
      '\r\x1b[K',
    ]);
  });

  test('is not shown for what takes a moment, nor where nobody looks on', () => {
    expect(written([0.1, 0.2, 1], { pace: 50 })).toEqual([]);
    expect(written([0, 1])).toHaveLength(2);
    expect(written([1, 1])).toEqual([]);
    expect(written([0.5, 1], { isTTY: false })).toEqual([]);
  });

  test('begins anew for a second reading', () => {
    expect(written([0.5, 1, 1, 0.5, 1]).map((text) => text.replace(/\./g, ''))).toEqual([
      '\rReading ##########',
      '\r\x1b[K',
      '\rReading ##########',
      '\r\x1b[K',
    ]);
  });

  test('is one sentence in plain mode', () => {
    expect(written([0.1, 0.5, 1, 0.5, 1], { plain: true })).toEqual(['Reading. That takes a moment.\n']);
  });
});
