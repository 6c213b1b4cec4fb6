import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { listen, tap } from './tap.ts';

/** Control characters made visible, as the course writes them. */
const visible = (bytes: Buffer): string =>
  bytes.toString('utf8').replaceAll('\r', '\\r').replaceAll('\n', '\\n');

/** Takes the first command off the bytes; undefined while it is not complete. */
function command(bytes: Buffer): { parts: string[]; length: number } | undefined {
  let at = 0;
  const line = () => {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const text = bytes.toString('utf8', at, end);
    at = end + 2;
    return text;
  };
  const count = line();
  if (count === undefined) return undefined;
  const parts: string[] = [];
  for (let i = 0; i < Number(count.slice(1)); i += 1) {
    const length = Number(line()?.slice(1));
    if (Number.isNaN(length) || bytes.length < at + length + 2) return undefined;
    parts.push(bytes.toString('utf8', at, at + length));
    at += length + 2;
  }
  return { parts, length: at };
}

/** A store that speaks RESP2 and knows the few commands of the lesson. */
function store(): ReturnType<typeof createServer> {
  const values = new Map<string, string>();
  const answer = ([name, key, value]: string[]): string => {
    if (name!.toUpperCase() === 'SET') {
      values.set(key!, value!);
      return '+OK\r\n';
    }
    if (name!.toUpperCase() === 'INCR') {
      values.set(key!, String(Number(values.get(key!) ?? 0) + 1));
      return `:${values.get(key!)}\r\n`;
    }
    if (name!.toUpperCase() === 'RPUSH') return ':2\r\n';
    const found = values.get(key!);
    return found === undefined ? '$-1\r\n' : `$${Buffer.byteLength(found)}\r\n${found}\r\n`;
  };
  return createServer((socket) => {
    let seen = Buffer.alloc(0);
    socket.on('data', (part: Buffer) => {
      seen = Buffer.concat([seen, part]);
      for (let next = command(seen); next; next = command(seen)) {
        seen = seen.subarray(next.length);
        socket.write(answer(next.parts));
      }
    });
  });
}

/** What passed for one command, and what the client's library made of the answer. */
export interface Called {
  sent: string;
  answered: string;
  value: unknown;
  bytes: number;
}

/** Sends commands with a real Redis client, one after another. */
export async function redis(...commands: string[][]): Promise<Called[]> {
  const server = store();
  const line = await tap(await listen(server));
  const client = new Redis({
    port: line.port,
    host: '127.0.0.1',
    enableReadyCheck: false,
    disableClientInfo: true,
    lazyConnect: true,
    retryStrategy: () => null,
    protocol: 2,
  });
  await client.connect();
  const called: Called[] = [];
  for (const [name, ...rest] of commands) {
    const before = [line.client().length, line.server().length];
    const value = await client.call(name!, ...rest);
    const sent = line.client().subarray(before[0]);
    called.push({
      sent: visible(sent),
      answered: visible(line.server().subarray(before[1])),
      value,
      bytes: sent.length,
    });
  }
  client.disconnect();
  server.close();
  line.close();
  return called;
}
