import type { IncomingMessage, ServerResponse } from 'node:http';
import { type HttpExchange, KEPT, pairs } from './wire.ts';

export type Tapped = Omit<HttpExchange, 'n' | 'at' | 'door' | 'kind'>;

/**
 * Listens in on one exchange without disturbing it, and tells once, when the answer has been sent or the connection has
 * gone. Whoever handles the request reads its content as if nobody else did.
 */
export function tap(
  request: IncomingMessage,
  response: ServerResponse,
  tell: (exchange: Tapped) => void,
): void {
  const asked = new Kept();
  const answered = new Kept();
  // Node's parser hands over the content through `push`; a listener for data would start the flow too early.
  const push = request.push.bind(request);
  request.push = (chunk, encoding) => {
    if (chunk !== null) asked.add(chunk, encoding);
    return push(chunk, encoding);
  };
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.write = ((...args: unknown[]) => {
    answered.add(args[0], args[1]);
    return write(...args);
  }) as typeof response.write;
  response.end = ((...args: unknown[]) => {
    if (typeof args[0] !== 'function' && args[0] !== undefined && args[0] !== null)
      answered.add(args[0], args[1]);
    return end(...args);
  }) as typeof response.end;
  response.once('close', () => {
    const sent = response.headersSent;
    const silent = request.method === 'HEAD' || response.statusCode === 204 || response.statusCode === 304;
    tell({
      method: request.method ?? '',
      target: request.url ?? '',
      fields: pairs(request.rawHeaders),
      body: asked.text,
      ...(sent && { status: response.statusCode, reason: response.statusMessage }),
      answerFields: sent ? sentFields(response) : [],
      answer: sent && !silent ? answered.text : '',
      bytes: { in: asked.bytes, out: sent && !silent ? answered.bytes : 0 },
    });
  });
}

/** The fields as they were sent, with those that Node adds by itself. */
function sentFields(response: ServerResponse): [string, string][] {
  const { _header: head } = response as unknown as { _header?: unknown };
  if (typeof head !== 'string') {
    return response
      .getHeaderNames()
      .flatMap((name) =>
        [response.getHeader(name) ?? []].flat().map((value): [string, string] => [name, `${value}`]),
      );
  }
  return head
    .split('\r\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
}

/** The beginning of a content, and how long all of it was. */
class Kept {
  bytes = 0;
  private readonly chunks: Buffer[] = [];
  private length = 0;

  add(chunk: unknown, encoding: unknown): void {
    const data =
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
        : Buffer.from(chunk as Uint8Array);
    this.bytes += data.length;
    if (this.length >= KEPT) return;
    this.chunks.push(data.subarray(0, KEPT - this.length));
    this.length += data.length;
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}
