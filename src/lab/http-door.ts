import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { createServer as createTlsServer, type Server as SecureServer } from 'node:https';
import { whyNot } from './guard.ts';
import { hearHandshakes } from './handshakes.ts';
import type { Door, Stage } from './lab.ts';
import { LOOPBACK, listen } from './listen.ts';
import { tap } from './tap.ts';
import { type Fields, field, pairs } from './wire.ts';

/** A request whose content has been read. */
export interface Request {
  method: string;
  target: string;
  /** The target's path, percent-decoding left alone. */
  path: string;
  query: URLSearchParams;
  fields: Fields;
  /** The value of a header field. */
  header(name: string): string | undefined;
  body: Buffer;
  /** The content as UTF-8. */
  text: string;
}

/** An answer, or `drop`: the connection is closed without one. */
export type Reply =
  | 'drop'
  | {
      status: number;
      /** The reason phrase, for a code that Node has no name for. */
      reason?: string;
      headers?: Record<string, string | string[]>;
      body?: string | Buffer | object;
    };

export interface HttpDoorOptions {
  name: string;
  what: string;
  /** Names besides 127.0.0.1, [::1] and localhost that requests may have in `Host`. */
  hosts?: string[];
  /** Makes it HTTPS; PEM. */
  tls?: { key: string; cert: string };
  /** A free one when absent. */
  port?: number;
  handle(request: Request): Reply | Promise<Reply>;
}

/** The longest content that a door takes. */
const LONGEST_BODY = 256 * 1024;
/** In milliseconds. Node looks for late requests every 30 seconds only, unless it is told otherwise. */
const DEADLINES = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 1000,
  connectionsCheckingInterval: 500,
};

/** Opens an HTTP server on 127.0.0.1 that logs each exchange. Objects in `body` are sent as JSON. */
export async function openHttpDoor(stage: Stage, options: HttpDoorOptions): Promise<Door & { port: number }> {
  const { handle, ...rest } = options;
  return openListenerDoor(stage, {
    ...rest,
    listener: (request, response) => void answer(request, response, handle),
  });
}

/** The same for a library that brings its own request listener. */
export async function openListenerDoor(
  stage: Stage,
  {
    name,
    what,
    hosts = [],
    tls,
    port = 0,
    listener,
  }: Omit<HttpDoorOptions, 'handle'> & { listener: RequestListener },
): Promise<Door & { port: number }> {
  const guarded: RequestListener = (request, response) => {
    tap(request, response, (exchange) => stage.log.add({ kind: 'http', door: name, ...exchange }));
    const refusal = whyNot(request, hosts);
    if (refusal) send(response, { ...refusal, headers: { Connection: 'close' } });
    else listener(request, response);
  };
  const server: Server = tls
    ? createTlsServer({ ...tls, ...DEADLINES, handshakeTimeout: DEADLINES.headersTimeout }, guarded)
    : createServer(DEADLINES, guarded);
  if (tls)
    hearHandshakes(server as SecureServer, (handshake) =>
      stage.log.add({ kind: 'handshake', door: name, ...handshake }),
    );
  const found = await listen(server, stage.closing, { port });
  return { name, what, port: found, address: `${tls ? 'https' : 'http'}://${LOOPBACK}:${found}` };
}

async function answer(request: IncomingMessage, response: ServerResponse, handle: HttpDoorOptions['handle']) {
  try {
    const body = await readBody(request);
    if (!body)
      return send(response, { status: 413, headers: { Connection: 'close' }, body: 'Too much content.\n' });
    send(response, await handle(describe(request, body)));
  } catch {
    // The connection broke, or the lab's code did: the learner sees a server that failed, and the lab goes on.
    if (response.headersSent) response.destroy();
    else send(response, { status: 500, body: 'The lab server made a mistake.\n' });
  }
}

/** The whole content, or undefined when it is too long. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > LONGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function describe(request: IncomingMessage, body: Buffer): Request {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const fields = pairs(request.rawHeaders);
  return {
    method: request.method ?? 'GET',
    target,
    path: mark === -1 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1)),
    fields,
    header: (name) => field(fields, name),
    body,
    text: body.toString('utf8'),
  };
}

/** Names of status codes; two that Node still calls by their old names have those of RFC 9110 §15.5. */
export const REASONS: Record<number, string | undefined> = {
  ...STATUS_CODES,
  413: 'Content Too Large',
  422: 'Unprocessable Content',
};

function send(response: ServerResponse, reply: Reply): void {
  if (reply === 'drop') {
    response.socket?.destroy();
    return;
  }
  const { status, reason = REASONS[status] ?? '', headers = {}, body } = reply;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const isData = typeof body === 'object' && !Buffer.isBuffer(body);
  if (body !== undefined && !response.hasHeader('content-type')) {
    response.setHeader('Content-Type', isData ? 'application/json' : 'text/plain; charset=utf-8');
  }
  const content = isData ? `${JSON.stringify(body)}\n` : (body ?? '');
  // RFC 9110 §8.6: no Content-Length in a 204; and a 304 tells the length of a content that is not there.
  if (status !== 204 && status !== 304) response.setHeader('Content-Length', Buffer.byteLength(content));
  response.writeHead(status, reason);
  response.end(content);
}
