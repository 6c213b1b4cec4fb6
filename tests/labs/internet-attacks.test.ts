import { createSocket } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { encode } from 'dns-packet';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import internet from '../../labs/internet/lab.ts';
import { Explored } from './kit.ts';

/** The port of a door, however its address is written. */
async function open() {
  const explored = await Explored.open('internet', internet);
  return (name: string) => Number(/:(\d+)/.exec(explored.at(name).replace('://', ''))![1]);
}

function dial(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

const query = encode({ type: 'query', id: 7, questions: [{ name: 'shop.test', type: 'A' }] });
const frame = (bytes: Buffer) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);

/** Whether the name server at a port still answers, by UDP. */
async function answers(port: number): Promise<boolean> {
  const udp = createSocket('udp4');
  onTestFinished(() => void udp.close());
  const answer = new Promise<Buffer>((resolve) => udp.once('message', resolve));
  // In a flood some messages are lost, so it is sent again and again, as any client does.
  const again = setInterval(() => udp.send(query, port, '127.0.0.1'), 100);
  onTestFinished(() => clearInterval(again));
  return (await answer).readUInt16BE(0) === 7;
}

test('a name server survives any message', async () => {
  const port = await open();
  const servers = ['resolver', 'root', 'mina'].map(port);
  const udp = createSocket('udp4');
  onTestFinished(() => void udp.close());
  const any = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));
  // A good question with some octets changed, which goes deeper into the server than noise does.
  const nearly = fc
    .array(fc.tuple(fc.nat(query.length + 20), fc.nat(255)), { minLength: 1, maxLength: 6 })
    .map((changes) => {
      const bytes = Buffer.concat([query, Buffer.alloc(21)]);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
  const typed = fc.tuple(fc.nat(65_535), fc.nat(65_535)).map(([type, flags]) => {
    const bytes = Buffer.from(query);
    bytes.writeUInt16BE(flags & 0x7fff, 2);
    bytes.writeUInt16BE(type, bytes.length - 4);
    return bytes;
  });
  const sends: Promise<unknown>[] = [];
  fc.assert(
    fc.property(fc.oneof(any, nearly, typed), (bytes) => {
      for (const server of servers) {
        sends.push(new Promise((resolve) => udp.send(bytes, server, '127.0.0.1', resolve)));
      }
    }),
    { numRuns: 500 },
  );
  await Promise.all(sends);
  for (const server of servers) expect(await answers(server)).toBe(true);
});

test('a name server survives what it is sent over TCP, and answers all questions of one connection', async () => {
  const port = (await open())('resolver');
  for (const bytes of [
    frame(Buffer.alloc(65_535, 0xff)),
    Buffer.from([0, 0, 0, 0]),
    frame(Buffer.alloc(3)),
  ]) {
    const socket = dial(port);
    const gone = new Promise((resolve) => socket.on('close', resolve));
    socket.resume().write(bytes);
    await gone;
  }
  const socket = dial(port);
  let got = 0;
  socket.on('data', (chunk) => {
    got += chunk.length;
  });
  socket.write(Buffer.concat(Array.from({ length: 500 }, () => frame(query))));
  await expect.poll(() => got, { timeout: 5000 }).toBeGreaterThanOrEqual(500 * query.length);
  expect(await answers(port)).toBe(true);
});

test('the bell stops listening to whoever does not listen', async () => {
  const bytes = Buffer.from('ding\n'.repeat(10_000));
  const socket = dial((await open())('bell'));
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.pause();
  let written = 0;
  // What the system's buffers take is a few MiB; a server that goes on listening takes whatever comes.
  await new Promise<void>((resolve) => {
    let stuck: NodeJS.Timeout;
    const pour = () => {
      clearTimeout(stuck);
      stuck = setTimeout(resolve, 1000);
      while (written < 200 * 1024 * 1024) {
        written += bytes.length;
        if (!socket.write(bytes)) return;
      }
      resolve();
    };
    socket.on('drain', pour).on('close', () => resolve());
    pour();
  });
  expect(written).toBeLessThan(60 * 1024 * 1024);
}, 20_000);
