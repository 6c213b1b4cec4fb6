import { wantsPlain } from '../screen/open.ts';
import type { Environment } from './environment.ts';

/** Milliseconds that something may take before anything is said about it. */
const PATIENCE = 300;
const CELLS = 20;

/**
 * A line on the terminal while something takes long, once that has taken a moment: told the share that is done, from 0 to
 * 1, it draws a bar, and at 1 takes it away. In plain mode it is a sentence that stays. Undefined where nobody looks on.
 */
export function progressBar(
  { stderr, options, env }: Environment,
  what: string,
): ((share: number) => void) | undefined {
  if (!stderr.isTTY) return undefined;
  const isPlain = wantsPlain(options.plain, env);
  const began = performance.now();
  let shown = false;
  return (share) => {
    if (!shown && (share >= 1 || performance.now() - began < PATIENCE)) return;
    const done = Math.round(Math.min(1, share) * CELLS);
    const bar = `${'#'.repeat(done)}${'.'.repeat(CELLS - done)}`;
    if (isPlain && !shown) stderr.write(`${what}. That takes a moment.\n`);
    if (!isPlain) stderr.write(share >= 1 ? '\r\x1b[K' : `\r${what} ${bar}`);
    // What comes after a whole bar is another one.
    shown = share < 1 || isPlain;
  };
}
