import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { type DecodedPacket, decode, encode, RECURSION_DESIRED, type RecordType } from 'dns-packet';
import type { Stage } from '../../../src/lab/lab.ts';
import { LOOPBACK } from '../../../src/lab/listen.ts';
import { plain } from './message.ts';
import { framed } from './name-server.ts';

/** Milliseconds for an answer. */
const DEADLINE = 2000;

export interface Asking {
  name: string;
  type: string;
  /** The server's port on 127.0.0.1. */
  port: number;
  /** Whether the server is to do the legwork. */
  recursion: boolean;
  /** Told the port that the question is asked from, before it is; what it answers is called when that is over. */
  from?(port: number): () => void;
}

export type Answered = { packet: DecodedPacket; over: 'udp' | 'tcp'; cut: boolean };

/** Asks name servers on this machine, as stubs and resolvers do: by UDP, and by TCP when the answer was cut short. */
export class Asker {
  private readonly open = new Set<() => void>();

  constructor(private readonly stage: Stage) {
    stage.closing.add(() => {
      for (const end of this.open) end();
    });
  }

  /** Throws an Error whose message is a sentence for names that cannot be asked for, and when no answer comes. */
  async ask(asking: Asking): Promise<Answered> {
    const { name, type } = asking;
    const problem = problemOf(name);
    if (problem) throw new Error(problem);
    if (!/^[A-Z][A-Z0-9]*$/.test(type))
      throw new Error(`"${type}" is no type of record. Types: A, AAAA, NS, TXT.`);
    const query = encode({
      type: 'query',
      id: Math.floor(this.stage.random() * 65_536),
      flags: asking.recursion ? RECURSION_DESIRED : 0,
      questions: [{ name, type: type as RecordType }],
    });
    const packet = await this.byUdp(query, asking);
    if (!packet.flag_tc) return { packet, over: 'udp', cut: false };
    return { packet: await this.byTcp(query, asking), over: 'tcp', cut: true };
  }

  private byUdp(query: Buffer, { port, from }: Asking): Promise<DecodedPacket> {
    return this.within((resolve, reject) => {
      const udp = createSocket('udp4');
      let release: (() => void) | undefined;
      udp.on('error', reject);
      udp.on('message', (bytes) => {
        const packet = answerTo(query, bytes);
        if (packet) resolve(packet);
      });
      // A connected socket hears the server only.
      udp.connect(port, LOOPBACK, () => {
        release = from?.(udp.address().port);
        udp.send(query);
      });
      return () => {
        udp.close();
        release?.();
      };
    });
  }

  private byTcp(query: Buffer, { port, from }: Asking): Promise<DecodedPacket> {
    return this.within((resolve, reject) => {
      const tcp = connect({ host: LOOPBACK, port });
      let release: (() => void) | undefined;
      let got = Buffer.alloc(0);
      tcp.on('error', reject);
      tcp.on('close', () => reject(new Error('closed')));
      tcp.on('connect', () => {
        release = from?.(tcp.localPort ?? 0);
        tcp.write(framed(query));
      });
      tcp.on('data', (chunk) => {
        got = Buffer.concat([got, chunk]);
        if (got.length < 2 || got.length < 2 + got.readUInt16BE(0)) return;
        const packet = answerTo(query, got.subarray(2));
        if (packet) resolve(packet);
        else reject(new Error('another answer'));
      });
      return () => {
        tcp.destroy();
        release?.();
      };
    });
  }

  /** Runs one question until it is answered, fails, is late, or the lab ends; then ends its socket. */
  private async within(
    start: (resolve: (packet: DecodedPacket) => void, reject: (error: Error) => void) => () => void,
  ): Promise<DecodedPacket> {
    let end: () => void = () => undefined;
    let timer: NodeJS.Timeout | undefined;
    let stop: () => void = () => undefined;
    try {
      return await new Promise<DecodedPacket>((resolve, reject) => {
        const fail = () => reject(new Error('The name server gave no answer.'));
        timer = setTimeout(fail, DEADLINE);
        stop = fail;
        this.open.add(stop);
        end = start(resolve, fail);
      });
    } finally {
      clearTimeout(timer);
      this.open.delete(stop);
      end();
    }
  }
}

/** The message, when it is a response to this query. */
function answerTo(query: Buffer, bytes: Buffer): DecodedPacket | undefined {
  try {
    const packet = decode(bytes);
    return packet.flag_qr && packet.id === query.readUInt16BE(0) ? packet : undefined;
  } catch {
    return undefined;
  }
}

/** Why a name cannot be asked for (RFC 1035 §2.3.4), as a sentence. */
export function problemOf(name: string): string | undefined {
  const labels = plain(name).split('.');
  if (name === '.') return undefined;
  if (labels.some((label) => label === '')) return `"${name}" has an empty label between its dots.`;
  const long = labels.find((label) => Buffer.byteLength(label) > 63);
  if (long)
    return `A label has at most 63 octets (RFC 1035 §2.3.4); one here has ${Buffer.byteLength(long)}.`;
  // Each label has an octet for its length before it, and the root's empty one is the last.
  const octets = labels.reduce((sum, label) => sum + 1 + Buffer.byteLength(label), 1);
  return octets > 255
    ? `A name has at most 255 octets (RFC 1035 §2.3.4); this one has ${octets}.`
    : undefined;
}
