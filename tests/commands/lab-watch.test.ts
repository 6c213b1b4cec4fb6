import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Environment } from '../../src/commands/environment.ts';
import { onEverySave } from '../../src/commands/lab-watch.ts';

test('a server that writes into its own folder does not start run after run, and saves still count', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-watch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const stop = new AbortController();
  let told = '';
  let runs = 0;
  const stdout = { write: (text: string) => (told += text) };
  const watching = onEverySave(folder, { stop: stop.signal, stdout } as unknown as Environment, async () => {
    writeFileSync(join(folder, 'server.log'), `${++runs}\n`);
    return 0;
  });
  onTestFinished(() => {
    stop.abort();
    return watching.catch(() => undefined);
  });
  const waits = () => told.split('Waiting for the next save').length - 1;
  await expect.poll(waits, { timeout: 10_000 }).toBeGreaterThan(0);
  const before = runs;
  expect(before).toBeLessThan(4);
  const waited = waits();
  writeFileSync(join(folder, 'server.js'), 'saved');
  await expect.poll(waits, { timeout: 10_000 }).toBeGreaterThan(waited);
  expect(runs).toBeGreaterThan(before);
  // One run for the save; one more where the change of the log was noticed late.
  expect(runs).toBeLessThanOrEqual(before + 2);
});
