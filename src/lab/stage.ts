import { rmSync } from 'node:fs';
import { Closing } from './closing.ts';
import { makeFolder } from './folders.ts';
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
        const folder = makeFolder();
        closing.add(() => rmSync(folder, { recursive: true, force: true }));
        made = folder;
      }
      return made;
    },
  };
}
