import { exchange, LONGEST } from '../client/http.ts';
import { converse, dial } from '../client/tcp.ts';
import type { Stage } from '../lab.ts';
import { LOOPBACK } from '../listen.ts';
import type { Unmet } from '../verdict.ts';
import { field } from '../wire.ts';
import { type Asked, CheckFailed, CheckSkipped, type Judge, type Judged } from './judge.ts';
import type { Managed } from './server.ts';

export interface JudgeOptions {
  stage: Stage;
  url: string;
  env: Record<string, string>;
  server: Managed | undefined;
  /** Starts another instance and waits until it answers. */
  start(env: Record<string, string>): Promise<Managed>;
  signal: AbortSignal;
}

/** The judge of one check. `last` is the exchange that a failure is shown with. */
export class CheckJudge implements Judge {
  readonly log: Stage['log'];
  readonly closing: Stage['closing'];
  readonly signal: AbortSignal;
  readonly url: string;
  readonly env: Record<string, string>;
  readonly server: Managed | undefined;
  last: Judged | undefined;

  constructor(private readonly options: JudgeOptions) {
    ({ url: this.url, env: this.env, server: this.server } = options);
    ({ log: this.log, closing: this.closing } = options.stage);
    this.signal = options.signal;
  }

  now(): number {
    return this.options.stage.now();
  }

  random(): number {
    return this.options.stage.random();
  }

  folder(): string {
    return this.options.stage.folder();
  }

  async start(env: Record<string, string> = {}): Promise<Managed> {
    if (!this.server) this.skip('it needs to start your server itself: use --check with its folder');
    return this.options.start(env);
  }

  async request({ method, path, headers = {}, body, deadline = 5000, to }: Asked): Promise<Judged> {
    const base = new URL(to?.url ?? this.url);
    const isData = typeof body === 'object' && !Buffer.isBuffer(body);
    const sent = isData ? JSON.stringify(body) : body;
    const fields = Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each]),
    );
    if (isData && !Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')) {
      fields.push(['Content-Type', 'application/json']);
    }
    const request = {
      method,
      target: path,
      fields: [['Host', base.host], ...fields] as [string, string][],
      body: sent?.toString() ?? '',
    };
    try {
      const answer = await exchange({
        url: base,
        target: path,
        address: base.hostname.replace(/^\[|\]$/g, ''),
        method,
        fields,
        ...(sent !== undefined && { body: sent }),
        deadline,
        signal: this.signal,
      });
      this.last = judged(request, answer);
    } catch (error) {
      this.signal.throwIfAborted();
      this.last = judged(request, {
        status: 0,
        reason: '(no whole answer)',
        fields: [],
        body: Buffer.alloc(0),
      });
      throw new CheckFailed(
        {
          expected: `a whole answer to ${method} ${path}`,
          got: (error as Error).message,
          rule: `the lab: within ${deadline / 1000} seconds`,
        },
        this.last,
      );
    }
    this.demand(this.last.body.length < LONGEST, {
      expected: 'an answer that comes to an end',
      got: `more than ${LONGEST / 1024 / 1024} MiB of content`,
      rule: 'the lab',
    });
    return this.last;
  }

  async raw(bytes: string | Buffer): Promise<string> {
    const { hostname, port } = new URL(this.url);
    try {
      const socket = await dial(hostname.replace(/^\[|\]$/g, '') || LOOPBACK, Number(port));
      try {
        return (await converse(socket, Buffer.from(bytes))).text;
      } finally {
        socket.destroy();
      }
    } catch (error) {
      throw new CheckFailed({ expected: 'a connection', got: (error as Error).message, rule: 'the lab' });
    }
  }

  demand(holds: boolean, unmet: Unmet, about: Judged | undefined = this.last): void {
    if (!holds) throw new CheckFailed(unmet, about);
  }

  skip(why: string): never {
    throw new CheckSkipped(why);
  }
}

function judged(
  request: Judged['request'],
  { status, reason, fields, body }: Pick<Judged, 'status' | 'reason' | 'fields' | 'body'>,
): Judged {
  const text = body.toString('utf8');
  const result: Judged = {
    request,
    status,
    reason,
    fields,
    body,
    text,
    header: (name) => field(fields, name),
    json() {
      try {
        return JSON.parse(text);
      } catch {
        const got = text === '' ? 'no content' : `content that is no JSON: ${text.slice(0, 60)}`;
        throw new CheckFailed({ expected: 'content in JSON', got, rule: 'RFC 8259' }, result);
      }
    },
  };
  return result;
}
