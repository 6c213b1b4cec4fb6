import type { Reply, Request } from '../../../src/lab/http-door.ts';

/** Most requests that the cable remembers. */
const MOST = 500;

/**
 * The bad cable. It carries every request, but the answer to a change is lost the first time: the change is made, and the
 * connection is closed. The same request again gets its answer through.
 */
export class Cable {
  private readonly seen = new Set<string>();

  /** What comes out at the client's end. */
  carry(request: Request, reply: Reply): Reply {
    const changed = reply !== 'drop' && reply.status < 300;
    if (!changed || !['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method)) return reply;
    const { method, target, text } = request;
    const same = JSON.stringify([method, target, text, request.header('idempotency-key')]);
    if (this.seen.has(same)) return reply;
    this.seen.add(same);
    if (this.seen.size > MOST) this.seen.delete(this.seen.values().next().value!);
    return 'drop';
  }
}
