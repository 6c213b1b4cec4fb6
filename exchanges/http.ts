import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type ServerResponse,
} from 'node:http';
import { connect, type Server } from 'node:net';
import type { Course } from './course.ts';
import { type Ask, parse, parseAsk, type Shown, show } from './message.ts';
import { listen, tap } from './tap.ts';

/** Milliseconds after which an exchange has failed. */
const PATIENCE = 30_000;

/** The bytes of one request and its response. */
export interface Passed {
  request: Buffer;
  response: Buffer;
}

/** Sends requests one after another with Node's own client; `server` is any HTTP server or what one does with a request. */
export async function talk(server: RequestListener | Server, ...asks: Ask[]): Promise<Passed[]> {
  const real = typeof server === 'function' ? createServer(server) : server;
  const port = await listen(real);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const passed: Passed[] = [];
  try {
    for (const ask of asks) passed.push(await send(ask, port, agent));
  } finally {
    agent.destroy();
    real.close();
    if ('closeAllConnections' in real) (real as ReturnType<typeof createServer>).closeAllConnections();
  }
  return passed;
}

/** Sends one request over a connection of its own. */
async function send({ method, target, fields, body }: Ask, port: number, agent: Agent): Promise<Passed> {
  const line = await tap(port);
  try {
    const sending = request({
      port: line.port,
      host: '127.0.0.1',
      agent,
      method,
      path: target,
      // Node announces no length for methods that normally have no body.
      headers:
        body !== undefined && ['GET', 'DELETE'].includes(method)
          ? { ...fields, 'Content-Length': Buffer.byteLength(body) }
          : fields,
      setHost: false,
      timeout: PATIENCE,
    });
    sending.on('timeout', () => sending.destroy(new Error(`no answer to ${method} ${target}`)));
    sending.end(body);
    await answerOf(sending);
    return { request: line.client(), response: line.server() };
  } finally {
    agent.destroy();
    line.close();
  }
}

/** Writes bytes to an HTTP server as a hand at a keyboard would, and gives all that comes back until the end. */
export async function byHand(server: RequestListener, text: string): Promise<string> {
  const real = createServer(server);
  const socket = connect(await listen(real), '127.0.0.1');
  let answer = '';
  socket.on('data', (bytes: Buffer) => {
    answer += bytes.toString('latin1');
  });
  socket.end(text);
  await once(socket, 'close');
  real.close();
  real.closeAllConnections();
  return Buffer.from(answer, 'latin1').toString('utf8');
}

/** Waits until a response, an upgrade or a tunnel has arrived as a whole. */
async function answerOf(sending: ReturnType<typeof request>): Promise<void> {
  const response = once(sending, 'response').then(async ([message]: IncomingMessage[]) => {
    message!.resume();
    await once(message!, 'end');
  });
  const upgraded = (event: string) =>
    once(sending, event).then(([, socket]: { destroy(): void }[]) => socket!.destroy());
  await Promise.race([response, upgraded('upgrade'), upgraded('connect')]);
}

/** Answers with fields in the given order, then the length of the body in bytes. */
export function reply(
  response: ServerResponse,
  status: number,
  fields: Record<string, string>,
  body = '',
): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(fields)) response.setHeader(name, value);
  const bare = status === 204 || status === 304;
  if (!bare) response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}

/** The whole body of a request, as text. */
export async function bodyOf(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** The status that a recorded response begins with. */
export const statusOf = ({ response }: Passed): number => Number(response.toString('latin1').split(' ')[1]);

/** Sends the request of a block with a real client to a real server, and records both messages. */
export async function exchange(
  course: Course,
  server: RequestListener | Server,
  ask: string,
  answer?: string,
  shown?: Shown,
): Promise<Passed> {
  const [passed] = (await talk(server, parseAsk(course.peek(ask)))) as [Passed];
  course.record(ask, show(passed.request, shownAs(course.peek(ask), shown)));
  if (answer) course.record(answer, show(passed.response, shownAs(course.peek(answer), shown)));
  return passed;
}

/** A block that itself speaks of the connection keeps those fields. */
function shownAs(text: string, shown: Shown = {}): Shown {
  return /^Connection: /m.test(text) ? { leaveOut: [], ...shown } : shown;
}

/**
 * For a response whose content the course invents: a real server sends status, fields and body of the block,
 * and finds reason phrase and length itself.
 */
export async function serve(course: Course, place: string, shown?: Shown): Promise<void> {
  const { first, fields, body } = parse(course.peek(place));
  const [passed] = (await talk(
    (_, response) => {
      const given = fields.filter(([name]) => !/^(content-length|connection|keep-alive)$/i.test(name));
      if (fields.some(([name]) => name === 'Content-Length' || name === 'Transfer-Encoding')) {
        const at = fields.findIndex(([name]) => name === 'Content-Length');
        if (at >= 0)
          given.splice(Math.min(at, given.length), 0, [
            'Content-Length',
            String(Buffer.byteLength(body ?? '')),
          ]);
      }
      response.statusCode = Number(first.split(' ')[1]);
      response.sendDate = false;
      for (const [name, value] of given) response.setHeader(name, value);
      response.end(body);
    },
    { method: 'GET', target: '/', fields: { Host: 'shop.test' } },
  )) as [Passed];
  course.record(place, show(passed.response, shownAs(course.peek(place), shown)));
}
