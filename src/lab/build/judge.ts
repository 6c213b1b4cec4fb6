import type { Stage } from '../lab.ts';
import type { Unmet } from '../verdict.ts';
import type { Fields } from '../wire.ts';
import type { Managed } from './server.ts';

/** One request of the judge, as it was on the wire, and the answer. */
export interface Judged {
  request: { method: string; target: string; fields: Fields; body: string };
  status: number;
  reason: string;
  fields: Fields;
  /** The value of a header field of the answer, names compared without case. */
  header(name: string): string | undefined;
  body: Buffer;
  /** The content as UTF-8. */
  text: string;
  /** The content as JSON. Throws `CheckFailed` when it is none. */
  json(): unknown;
}

export interface Asked {
  method: string;
  /** With query; must begin with `/` (or be `*`). */
  path: string;
  headers?: Record<string, string | string[]>;
  /** Objects are sent as JSON, with a content type if `headers` names none. */
  body?: string | Buffer | object;
  /** Milliseconds for the whole exchange; 5,000 when absent. */
  deadline?: number;
  /** Another instance than the first one. */
  to?: Managed;
}

/** What a check works with. */
export interface Judge extends Stage {
  /** `http://127.0.0.1:…` of the learner's server. */
  readonly url: string;
  /** The environment that the lab's `open` answered. */
  readonly env: Readonly<Record<string, string>>;
  /** The process of the learner's server; undefined when it was started by somebody else (`--url`). */
  readonly server: Managed | undefined;
  /** Starts one more instance of the learner's server; it ends with the check. Skips the check under `--url`. */
  start(env?: Record<string, string>): Promise<Managed>;
  /** Sends a request and reads the answer. Throws `CheckFailed` when no whole answer comes in time. */
  request(asked: Asked): Promise<Judged>;
  /** Sends these very bytes and answers all that comes back until the connection is closed or quiet. */
  raw(bytes: string | Buffer): Promise<string>;
  /** Ends the check when `holds` is false. `about` is the exchange to show; the last one when absent. */
  demand(holds: boolean, unmet: Unmet, about?: Judged): void;
  /** Ends the check without a verdict, with a sentence that says why. */
  skip(why: string): never;
}

/** Thrown by a check that found something wrong. */
export class CheckFailed extends Error {
  constructor(
    readonly unmet: Unmet,
    /** What was on the wire, to be shown beside what was expected. */
    readonly exchange?: Judged,
  ) {
    super(`Expected ${unmet.expected}, got ${unmet.got} (${unmet.rule}).`);
    this.name = 'CheckFailed';
  }
}

/** Thrown by `Judge.skip`. */
export class CheckSkipped extends Error {
  override name = 'CheckSkipped';
}
