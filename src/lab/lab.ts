import type { Judge } from './build/judge.ts';
import type { Closing } from './closing.ts';
import type { Verdict } from './verdict.ts';
import type { WireEvent, WireLog } from './wire.ts';

/** The code of one lab: `labs/<lab>/lab.ts` exports it as default. Its texts stand in `labs/<lab>/lab.yaml`. */
export interface Lab {
  explore?: Explore;
  build?: Build;
}

/** What a lab is given to work with. */
export interface Stage {
  log: WireLog;
  /** Ends what the lab starts: register everything that must not outlive it. */
  closing: Closing;
  /** Aborts when the program is told to end: what runs outside of it has to be ended that instant. */
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
  /** A number from 0 (inclusive) to 1. */
  random(): number;
  /** A folder of its own, made on the first call and removed at the end. */
  folder(): string;
}

/** A place that the learner can reach. */
export interface Door {
  name: string;
  /** `http://127.0.0.1:40123`, or `127.0.0.1:40123 (UDP and TCP)` where there is no URL. */
  address: string;
  /** What it is, in a few words. */
  what: string;
}

/** Servers that are up, and how their lab is judged. */
export interface Scene {
  /** The first one with an `http` address is where the built-in client sends a bare path to. */
  doors: Door[];
  /** By task id, from lab.yaml: how the task stands after these events. Called after each event; must be pure and quick. */
  tasks: Record<string, (events: readonly WireEvent[]) => Verdict>;
  /** Words for the prompt that only this lab knows, by their first word. */
  words?: Record<string, Word>;
  /** Short names for what is too long to type: `{token}` in a line at the prompt stands for `names(events).token`. */
  names?(events: readonly WireEvent[]): Record<string, string | undefined>;
  /** Addresses for a name, for the built-in client. Throws an Error whose message is one sentence for the learner. */
  resolve?(name: string, type: string): Promise<string[]>;
  /** PEM of the certificate authority that `--cacert` of the built-in client stands for. */
  authority?: string;
  /** Markdown that is shown when all tasks are done. */
  summary?(events: readonly WireEvent[]): string;
}

/** A command at a lab's prompt. */
export interface Word {
  /** `name <failure> <layer>` */
  usage: string;
  /** What it does, in a sentence. */
  does: string;
  /** Answers what to tell the learner, as lines. */
  run(args: string[]): string | Promise<string>;
}

/** A lab in which the tutor starts the servers, and the learner finds out how they behave. */
export interface Explore {
  open(stage: Stage): Promise<Scene>;
}

/** A lab in which the learner writes the server. */
export interface Build {
  /** Starts what the learner's server needs, such as an issuer of tokens; answers environment variables for it. */
  open?(stage: Stage): Promise<Record<string, string>>;
  /** By task id, from lab.yaml, in the order in which they run. A check ends without an error, or throws. */
  checks: Record<string, (judge: Judge) => Promise<void>>;
}
