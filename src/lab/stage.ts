import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Closing } from './closing.ts';
import type { Stage } from './lab.ts';
import { WireLog } from './wire.ts';

/** What a stage takes from outside, so that tests can turn the clock. */
export interface StageOptions {
  now?: () => number;
  random?: () => number;
  signal?: AbortSignal;
}

/** A fresh stage. Close its `closing` when the lab is over. */
export function openStage({
  now = Date.now,
  random = Math.random,
  signal = new AbortController().signal,
}: StageOptions = {}): Stage {
  const closing = new Closing();
  let made: string | undefined;
  return {
    log: new WireLog(now),
    closing,
    signal,
    now,
    random,
    folder() {
      if (made === undefined) {
        const folder = mkdtempSync(join(tmpdir(), 'backend-tutor-lab-'));
        closing.add(() => rmSync(folder, { recursive: true, force: true }));
        made = folder;
      }
      return made;
    },
  };
}
