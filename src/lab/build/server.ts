/** A process that was started for the learner. */
export interface Managed {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** What it wrote, standard output and standard error apart, the last 64 KiB of each. */
  readonly output: { stdout: string; stderr: string };
  /** How it ended, or undefined while it runs. */
  readonly ended: { code: number | null; signal: string | null } | undefined;
  /** Resolves when it has ended. */
  readonly over: Promise<void>;
  /** Sends a signal to the process itself (not to its children). */
  signal(name: NodeJS.Signals): void;
  /** Ends it and everything that it started. */
  stop(): Promise<void>;
}
