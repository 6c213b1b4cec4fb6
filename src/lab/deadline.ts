import { setMaxListeners } from 'node:events';

/** A limit of time on something that an outer signal ends as well. */
export interface Deadline {
  /** Aborts when the time is up, or with the outer signal. */
  signal: AbortSignal;
  /** Whether it was the time. */
  readonly late: boolean;
  /** To be called when what it limits is over. */
  clear(): void;
}

/**
 * Sets a limit of `ms` milliseconds. Node 20 and 22 may collect an `AbortSignal.timeout` that only `AbortSignal.any` knows as
 * garbage before its time, and then it never aborts; a plain timer cannot be lost.
 */
export function setDeadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, ms);
  const end = () => controller.abort(outer?.reason);
  // Many things may be limited at once, and each takes itself off the signal: Node need not warn of a leak.
  if (outer) setMaxListeners(0, outer);
  // What is limited keeps the program alive; the limit alone must not.
  timer.unref();
  if (outer?.aborted) end();
  else outer?.addEventListener('abort', end, { once: true });
  return {
    signal: controller.signal,
    get late() {
      return late;
    },
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', end);
    },
  };
}
