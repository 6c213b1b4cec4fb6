import { describe, expect, test, vi } from 'vitest';
import { setDeadline } from '../../src/lab/deadline.ts';

describe('a deadline', () => {
  test('aborts when the time is up, not before, and says that it was the time', () => {
    vi.useFakeTimers();
    try {
      const deadline = setDeadline(1000);
      vi.advanceTimersByTime(999);
      expect([deadline.signal.aborted, deadline.late]).toEqual([false, false]);
      vi.advanceTimersByTime(1);
      expect([deadline.signal.aborted, deadline.late]).toEqual([true, true]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('aborts with the outer signal, even one that has aborted already, and says that it was not the time', () => {
    const outer = new AbortController();
    const before = setDeadline(1000, outer.signal);
    outer.abort(new Error('stop'));
    const after = setDeadline(1000, outer.signal);
    for (const { signal, late } of [before, after]) {
      expect([signal.aborted, late, (signal.reason as Error).message]).toEqual([true, false, 'stop']);
    }
    before.clear();
    after.clear();
  });

  test('once it is cleared, neither time nor the outer signal end anything', () => {
    vi.useFakeTimers();
    try {
      const outer = new AbortController();
      const deadline = setDeadline(1000, outer.signal);
      deadline.clear();
      vi.advanceTimersByTime(5000);
      outer.abort();
      expect(deadline.signal.aborted).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  test('no limit is set by a signal that may be collected as garbage before its time', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const root = new URL('../../', import.meta.url).pathname;
    const sources = ['src', 'labs'].flatMap((room) =>
      readdirSync(`${root}${room}`, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${root}${room}/${name}`),
    );
    const code = (path: string) => readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    expect(sources.filter((path) => /AbortSignal\.(any|timeout)\(/.test(code(path)))).toEqual([]);
  });
});
