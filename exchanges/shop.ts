import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { bodyOf, reply } from './http.ts';

/** Something the shop keeps under a path, such as a book. */
export type Thing = Record<string, unknown>;

/** How Mina's shop behaves; each lesson switches on what it teaches. */
export interface ShopOptions {
  /** What the shop puts into `Date`. */
  at: string;
  things?: Record<string, Thing>;
  /** Label each version with an entity tag. */
  tags?: boolean;
  /** Refuse a change without a condition. */
  conditions?: boolean;
  cacheControl?: string;
  /** Paths that can be read only. */
  readOnly?: string[];
  /** Paths that need a login. */
  closed?: string[];
}

/** The entity tag of a representation: the first digits of its SHA-256 hash. */
export const tagOf = (body: string): string =>
  `"${createHash('sha256').update(body).digest('hex').slice(0, 8)}"`;

const KNOWN = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Applies a merge patch (RFC 7396) to the fields of a thing. */
function merge(thing: Thing, patch: Thing): Thing {
  return Object.fromEntries(Object.entries({ ...thing, ...patch }).filter(([, value]) => value !== null));
}

/** Applies a JSON Patch (RFC 6902, one level deep) or throws, so that it happens as a whole or not at all. */
function patchJson(thing: Thing, steps: { op: string; path: string; value?: unknown }[]): Thing {
  const copy = structuredClone(thing);
  for (const { op, path, value } of steps) {
    const [name, end] = path.slice(1).split('/') as [string, string?];
    if (op !== 'add' && !(name in copy)) throw new Error(`nothing at ${path}`);
    if (op === 'add' && end === '-') (copy[name] as unknown[]).push(value);
    else if (op === 'remove') delete copy[name];
    else copy[name] = value;
  }
  return copy;
}

/** The shop as a small server on nothing but Node.js, with its state in `things`. */
export function shop({ at, things = {}, ...options }: ShopOptions): RequestListener {
  const send = (response: ServerResponse, status: number, fields: Record<string, string> = {}, body = '') =>
    reply(response, status, { Date: at, ...fields }, body);
  const change = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    const now = things[path];
    const tag = now && tagOf(JSON.stringify(now));
    const wanted = request.headers['if-match'];
    const body = await bodyOf(request);
    if (options.conditions && wanted === undefined) return send(response, 428);
    if (wanted !== undefined && wanted !== tag) return send(response, 412);
    if (request.method === 'DELETE') {
      delete things[path];
      return send(response, now ? 204 : 404);
    }
    try {
      const patch = JSON.parse(body);
      const type = request.headers['content-type'];
      if (request.method === 'PUT') things[path] = patch;
      else
        things[path] = type === 'application/json-patch+json' ? patchJson(now!, patch) : merge(now!, patch);
    } catch {
      return send(response, 422);
    }
    return send(response, now ? 204 : 201, options.tags ? { ETag: tagOf(JSON.stringify(things[path])) } : {});
  };
  return async (request, response) => {
    const path = request.url!.split('?')[0]!;
    const thing = things[path];
    if (!KNOWN.includes(request.method!)) return send(response, 501);
    if (options.closed?.includes(path) && !request.headers.authorization)
      return send(response, 401, { 'WWW-Authenticate': 'Bearer' });
    if (options.readOnly?.includes(path) && !['GET', 'HEAD'].includes(request.method!))
      return send(response, 405, { Allow: 'GET, HEAD' });
    if (!['GET', 'HEAD'].includes(request.method!)) return change(request, response, path);
    if (!thing) return send(response, 404);
    const body = JSON.stringify(thing);
    const label = {
      ...(options.cacheControl ? { 'Cache-Control': options.cacheControl } : {}),
      ...(options.tags ? { ETag: tagOf(body) } : {}),
    };
    if (options.tags && request.headers['if-none-match'] === tagOf(body)) return send(response, 304, label);
    const { ETag, ...early } = label as Record<string, string>;
    const fields = { ...early, 'Content-Type': 'application/json', ...(ETag ? { ETag } : {}) };
    return send(
      response,
      200,
      options.cacheControl ? { ...label, 'Content-Type': 'application/json' } : fields,
      body,
    );
  };
}
