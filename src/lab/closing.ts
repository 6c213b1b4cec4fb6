/** How long each thing may take to end, in milliseconds; after that the next one is ended. */
const PATIENCE = 2000;

/** Collects what has to be ended, and ends it in reverse order. */
export class Closing {
  private readonly pending: (() => unknown)[] = [];
  private closed: Promise<void> | undefined;

  /** Registers an end. What comes after the closing has begun is ended at once. */
  add(end: () => unknown): void {
    if (this.closed) void attempt(end);
    else this.pending.push(end);
  }

  /** Ends everything, last first. Safe to call more than once; never rejects. */
  close(): Promise<void> {
    this.closed ??= this.closeAll();
    return this.closed;
  }

  private async closeAll(): Promise<void> {
    for (let end = this.pending.pop(); end; end = this.pending.pop()) await attempt(end);
  }
}

async function attempt(end: () => unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  try {
    await Promise.race([end(), patience]);
  } catch {
    // One thing that cannot be ended must not keep the others alive.
  } finally {
    clearTimeout(timer);
  }
}
