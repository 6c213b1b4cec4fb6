import { request as ask, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { bodyOf, reply } from './http.ts';

interface Stored {
  fields: Record<string, string>;
  body: string;
  /** Second at which it was stored or validated. */
  since: number;
}

const FIELDS = ['Date', 'Cache-Control', 'ETag', 'Content-Type'] as const;

/** The fields of a response that a cache passes on. */
function kept(headers: IncomingHttpHeaders): Record<string, string> {
  const found = FIELDS.map((name) => [name, headers[name.toLowerCase()]]);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Record<string, string>;
}

/**
 * A cache in front of the origin on `port`, as RFC 9111 describes one: fresh copies are given out with their age,
 * stale ones are validated with their entity tag.
 * @param now gives the time in seconds.
 */
export function cache(port: () => number, now: () => number): RequestListener {
  const store = new Map<string, Stored>();
  return async ({ url, headers: { host } }, response) => {
    const copy = store.get(url!);
    const maxAge = Number(/max-age=(\d+)/.exec(copy?.fields['Cache-Control'] ?? '')?.[1] ?? 0);
    const give = ({ fields, body, since }: Stored) => {
      response.sendDate = false;
      const length = String(Buffer.byteLength(body));
      reply(response, 200, { ...fields, 'Content-Length': length, Age: String(now() - since) }, body);
    };
    if (copy && now() - copy.since < maxAge) return give(copy);
    const condition = copy ? { 'If-None-Match': copy.fields.ETag! } : {};
    const asking = ask({
      port: port(),
      host: '127.0.0.1',
      path: url,
      headers: { Host: host, ...condition },
      setHost: false,
      agent: false,
    });
    asking.on('response', async (answer) => {
      const body = await bodyOf(answer);
      const fields = kept(answer.headers);
      const valid = copy && answer.statusCode === 304;
      const fresh = valid
        ? { fields: { ...copy.fields, ...fields }, body: copy.body, since: now() }
        : { fields, body, since: now() };
      store.set(url!, fresh);
      give(fresh);
    });
    asking.end();
  };
}
