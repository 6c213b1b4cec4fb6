import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Environment } from '../../src/commands/environment.ts';
import { onEverySave } from '../../src/commands/lab-watch.ts';

/** Watches a new folder with a file server.js in it. `work` is given the folder; `waits` counts how often it was done. */
function watchFolder(work: (folder: string) => void): { folder: string; waits: () => number } {
  const folder = mkdtempSync(join(tmpdir(), 'lab-watch-'));
  writeFileSync(join(folder, 'server.js'), 'first');
  const stop = new AbortController();
  let told = '';
  const stdout = { write: (text: string) => (told += text) };
  const watching = onEverySave(folder, { stop: stop.signal, stdout } as unknown as Environment, async () => {
    work(folder);
    return 0;
  });
  onTestFinished(async () => {
    stop.abort();
    await watching.catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, waits: () => told.split('Waiting for the next save').length - 1 };
}

test('a server that writes into its own folder does not start run after run, and saves still count', async () => {
  let runs = 0;
  const { folder, waits } = watchFolder((here) => writeFileSync(join(here, 'server.log'), `${++runs}\n`));
  await expect.poll(waits).toBeGreaterThan(0);
  const before = runs;
  expect(before).toBeLessThan(4);
  const waited = waits();
  writeFileSync(join(folder, 'server.js'), 'saved');
  await expect.poll(waits).toBeGreaterThan(waited);
  expect(runs).toBeGreaterThan(before);
  // One run for the save; one more where the change of the log was noticed late.
  expect(runs).toBeLessThanOrEqual(before + 2);
});

test('a save in two steps counts as a whole, also when the first one was seen alone', async () => {
  let seen = '';
  const { folder, waits } = watchFolder((here) => {
    const file = join(here, 'server.js');
    seen = readFileSync(file, 'utf8');
    // An editor may empty a file before it writes what is new.
    if (seen === '') writeFileSync(file, 'second');
  });
  await expect.poll(waits).toBeGreaterThan(0);
  writeFileSync(join(folder, 'server.js'), '');
  await expect.poll(() => seen).toBe('second');
});
