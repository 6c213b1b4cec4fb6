import { type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setDeadline } from '../deadline.ts';
import { type Fields, pairs } from '../wire.ts';
import { explainFailure } from './failure.ts';

export interface Outgoing {
  url: URL;
  /** The request target, when it is not the URL's path and query as they are. */
  target?: string;
  /** Where to connect to: an address on this machine. */
  address: string;
  method: string;
  fields: Fields;
  body?: string | Buffer;
  /** PEM of an authority to trust for HTTPS. */
  authority?: string;
  /** Milliseconds for the whole exchange; 5,000 when absent. */
  deadline?: number;
  /** Ends the exchange early. */
  signal?: AbortSignal;
}

export interface Incoming {
  version: string;
  status: number;
  reason: string;
  fields: Fields;
  /** The first `LONGEST` bytes of the content. */
  body: Buffer;
}

/** Bytes of an answer that are read; what sends more is cut off. */
export const LONGEST = 1024 * 1024;

/** Why there was no answer, in a sentence. */
export class ExchangeError extends Error {
  constructor(
    message: string,
    /** Node's code for it, such as `ECONNREFUSED`. */
    readonly code: string | undefined,
    /** Whether the connection was open, by HTTPS the other side trusted too: without it, no request has left. */
    readonly connected: boolean,
  ) {
    super(message);
    this.name = 'ExchangeError';
  }
}

/**
 * Sends one request on a connection of its own and reads the answer. Rejects with `ExchangeError` when no whole answer
 * comes.
 */
export function exchange({
  url,
  target = url.pathname + url.search,
  address,
  method,
  fields,
  body,
  authority,
  deadline = 5000,
  signal,
}: Outgoing): Promise<Incoming> {
  const secure = url.protocol === 'https:';
  const port = Number(url.port) || (secure ? 443 : 80);
  const headers = fields.flat();
  const has = (name: string) => fields.some(([each]) => each.toLowerCase() === name);
  if (!has('host')) headers.unshift('Host', url.host);
  if (body !== undefined && !has('content-length') && !has('transfer-encoding'))
    headers.push('Content-Length', String(Buffer.byteLength(body)));
  if (!has('connection')) headers.push('Connection', 'close');
  return new Promise((resolve, reject) => {
    const time = setDeadline(deadline, signal);
    let connected = false;
    const fail = (error: Error & { code?: string }) => {
      const why = explainFailure(error, { port, deadline, late: time.late });
      reject(new ExchangeError(why, error.code, connected));
    };
    const options: RequestOptions = {
      host: address,
      port,
      method,
      path: target,
      headers,
      agent: false,
      signal: time.signal,
    };
    const secrets = { servername: url.hostname.replace(/^\[|\]$/g, ''), ...(authority && { ca: authority }) };
    const asked = (secure ? requestHttps : requestHttp)(
      secure ? { ...options, ...secrets } : options,
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const finish = () =>
          resolve({
            version: response.httpVersion,
            status: response.statusCode ?? 0,
            reason: response.statusMessage ?? '',
            fields: pairs(response.rawHeaders),
            body: Buffer.concat(chunks).subarray(0, LONGEST),
          });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length <= LONGEST) return;
          finish();
          asked.destroy();
        });
        response.on('end', finish);
        response.on('error', fail);
      },
    );
    asked.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
      });
    });
    asked.on('error', fail);
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({
        version: response.httpVersion,
        status: response.statusCode ?? 101,
        reason: response.statusMessage ?? '',
        fields: pairs(response.rawHeaders),
        body: Buffer.alloc(0),
      });
    });
    // Nothing must keep the one who waits here: whatever else ended the exchange, it brought no answer.
    asked.on('close', () => {
      time.clear();
      fail(Object.assign(new Error(), { code: 'ECONNRESET' }));
    });
    asked.end(body);
  });
}
