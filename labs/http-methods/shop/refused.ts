import { REASONS, type Reply } from '../../../src/lab/http-door.ts';

/** Thrown where a request cannot be carried out; says so with problem details (RFC 9457). */
export class Refused extends Error {
  readonly reply: Exclude<Reply, 'drop'>;

  constructor(
    readonly status: number,
    detail: string,
    headers: Record<string, string> = {},
  ) {
    super(detail);
    this.reply = {
      status,
      headers: { ...headers, 'Content-Type': 'application/problem+json' },
      body: { title: REASONS[status], detail },
    };
  }
}
