import { randomBytes } from 'node:crypto';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import type { Question } from 'dns-packet';
import type { Closing } from '../../../src/lab/closing.ts';
import type { Door, Stage } from '../../../src/lab/lab.ts';
import { LOOPBACK, listen } from '../../../src/lab/listen.ts';
import { dataText, type Reply, readQuery, writeReply } from './message.ts';

/** A port number that is free for UDP may be taken for TCP; so many are tried. */
const TRIES = 20;
/** How long a TCP connection may be silent, in milliseconds (RFC 7766 §6.2.3 leaves it to the server). */
const IDLE = 5000;

export interface NameServerOptions {
  name: string;
  what: string;
  answer(question: Question, recursionDesired: boolean): Reply | Promise<Reply>;
  /** Ports from which the resolver of the lab asks: its questions are logged under its own name. */
  own: ReadonlySet<number>;
}

/** Opens a name server on one port of 127.0.0.1, over UDP and TCP. */
export async function openNameServer(
  stage: Stage,
  { name, what, answer, own }: NameServerOptions,
): Promise<Door & { port: number }> {
  const secret = randomBytes(16);

  async function reply(bytes: Buffer, over: 'udp' | 'tcp', from: number): Promise<Buffer | undefined> {
    const read = readQuery(bytes);
    if (!read) return undefined;
    const { query, question, refuse } = read;
    const said: Reply =
      refuse || !question ? { code: refuse ?? 'FORMERR' } : await sought(question, query.flag_rd);
    const { bytes: sent, truncated } = writeReply(query, said, over, secret);
    const shown = said.answers?.length ? said.answers : (said.authorities ?? []);
    stage.log.add({
      kind: 'dns',
      door: own.has(from) ? `resolver > ${name}` : name,
      over,
      name: question?.name ?? '',
      type: question?.type ?? '',
      code: said.code,
      ...(said.cached !== undefined && { cached: said.cached }),
      ...(truncated && { truncated }),
      records: truncated
        ? []
        : shown.map((each) => ({
            name: each.name,
            type: each.type,
            ttl: (each as { ttl?: number }).ttl ?? 0,
            data: dataText(each as { data?: unknown }),
          })),
    });
    return sent;
  }

  /** What went wrong while an answer was sought is the server's failure, not the end of the lab. */
  async function sought(question: Question, recursionDesired: boolean): Promise<Reply> {
    try {
      return await answer(question, recursionDesired);
    } catch {
      return { code: 'SERVFAIL' };
    }
  }

  for (let tries = 1; ; tries++) {
    const udp = createSocket('udp4');
    try {
      const port = await bind(udp, stage.closing);
      udp.on('message', async (bytes, { address, port: from }) => {
        const sent = await reply(bytes, 'udp', from);
        if (sent && isOpen(udp)) udp.send(sent, from, address);
      });
      const tcp = createServer((socket) => void serve(socket, (bytes, from) => reply(bytes, 'tcp', from)));
      await listen(tcp, stage.closing, { port });
      return { name, what, port, address: `${LOOPBACK}:${port} (UDP and TCP)` };
    } catch (error) {
      if ((error as { code?: string }).code !== 'EADDRINUSE' || tries === TRIES) throw error;
      udp.close();
    }
  }
}

function bind(udp: UdpSocket, closing: Closing): Promise<number> {
  closing.add(() => isOpen(udp) && new Promise<void>((resolve) => udp.close(() => resolve())));
  return new Promise((resolve, reject) => {
    udp.once('error', reject);
    udp.bind({ address: LOOPBACK, port: 0 }, () => {
      udp.off('error', reject);
      // What goes wrong from here on belongs to one message, and the client asks again.
      udp.on('error', () => undefined);
      resolve(udp.address().port);
    });
  });
}

function isOpen(udp: UdpSocket): boolean {
  try {
    udp.address();
    return true;
  } catch {
    return false;
  }
}

/** RFC 1035 §4.2.2: over TCP each message has its length in two octets before it. They are answered one after the other. */
async function serve(
  socket: Socket,
  reply: (bytes: Buffer, from: number) => Promise<Buffer | undefined>,
): Promise<void> {
  let waiting = Buffer.alloc(0);
  const from = socket.remotePort ?? 0;
  socket.setTimeout(IDLE, () => socket.destroy());
  try {
    for await (const chunk of socket) {
      waiting = Buffer.concat([waiting, chunk]);
      for (let whole = takeMessage(); whole; whole = takeMessage()) {
        const sent = await reply(whole, from);
        if (!sent || socket.destroyed) return;
        if (!socket.write(framed(sent))) await taken(socket);
      }
    }
  } catch {
    // The connection broke.
  } finally {
    socket.destroySoon();
  }
  function takeMessage(): Buffer | undefined {
    const length = waiting.length >= 2 ? waiting.readUInt16BE(0) : Number.POSITIVE_INFINITY;
    if (waiting.length < 2 + length) return undefined;
    const whole = waiting.subarray(2, 2 + length);
    waiting = waiting.subarray(2 + length);
    return whole;
  }
}

/** Waits until the other side has taken what was written, or has gone. */
function taken(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve).once('close', () => resolve());
  });
}

/** A message as it goes over TCP. */
export function framed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
