import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { type DecodedPacket, decode, encode, type Packet } from 'dns-packet';
import { expect, onTestFinished, test } from 'vitest';
import { openNameServer } from '../../labs/internet/dns/name-server.ts';
import { answerFrom } from '../../labs/internet/dns/zone.ts';
import { ZONES } from '../../labs/internet/dns/zones.ts';
import { openStage } from '../../src/lab/stage.ts';

type Told = DecodedPacket & { rcode: string; opcode: string };

async function open() {
  const stage = openStage();
  onTestFinished(() => stage.closing.close());
  const { port } = await openNameServer(stage, {
    name: 'mina',
    what: '',
    own: new Set(),
    answer: (question) => answerFrom(ZONES.shop, question),
  });
  return { port, log: stage.log };
}

/** Sends messages in one go over UDP, and answers what comes back to the last one. */
function send(port: number, ...messages: Buffer[]): Promise<Buffer> {
  return new Promise((resolve) => {
    const udp = createSocket('udp4');
    const id = messages.at(-1)!.readUInt16BE(0);
    udp.on('message', (bytes) => {
      if (bytes.readUInt16BE(0) !== id) return;
      udp.close();
      resolve(bytes);
    });
    for (const message of messages) udp.send(message, port, '127.0.0.1');
  });
}

const query = (more: Partial<Packet> & { options?: { code: number; data: Buffer }[] } = {}) =>
  encode({ type: 'query', id: 7, questions: [{ name: 'shop.test', type: 'A' }], ...more });

const edns = (size: number, more: object = {}) =>
  ({ type: 'OPT', name: '.', udpPayloadSize: size, flags: 0, options: [], ...more }) as never;

const read = (bytes: Buffer) => decode(bytes) as Told;

test('answers with the id, the question and its letters, as the authority', async () => {
  const { port } = await open();
  const told = read(await send(port, query({ questions: [{ name: 'ShOp.TeSt', type: 'A' }], flags: 0x100 })));
  expect(told).toMatchObject({ id: 7, flag_qr: true, flag_aa: true, flag_rd: true, flag_ra: false });
  expect(told.questions![0]!.name).toBe('ShOp.TeSt');
  expect(told.answers).toMatchObject([{ name: 'ShOp.TeSt', type: 'A', ttl: 300, data: '127.0.0.1' }]);
  expect(told.additionals).toEqual([]);
});

test('a "no" carries the record by which it may be remembered', async () => {
  const { port } = await open();
  for (const [name, type, code] of [
    ['nobody.shop.test', 'A', 'NXDOMAIN'],
    ['shop.test', 'MX', 'NOERROR'],
  ] as const) {
    const told = read(await send(port, query({ questions: [{ name, type }] })));
    expect(told).toMatchObject({ rcode: code, answers: [], authorities: [{ type: 'SOA', ttl: 60 }] });
  }
});

test('more than 512 bytes, or than the client takes, is cut short by UDP', async () => {
  const { port } = await open();
  const questions = [{ name: 'catalogue.shop.test', type: 'TXT' as const }];
  for (const additionals of [[], [edns(100)], [edns(1232)], [edns(65_535)]]) {
    const bytes = await send(port, query({ questions, additionals }));
    expect(bytes.length).toBeLessThanOrEqual(512);
    expect(read(bytes)).toMatchObject({ flag_tc: true, answers: [], rcode: 'NOERROR' });
  }
});

test('options come back only to who sent some, with a server cookie behind the client’s', async () => {
  const { port } = await open();
  const cookie = { code: 10, data: Buffer.from('0102030405060708', 'hex') };
  const told = read(await send(port, query({ additionals: [edns(4096, { options: [cookie] })] })));
  const [options] = told.additionals as unknown as [{ udpPayloadSize: number; options: { data: Buffer }[] }];
  expect(options.udpPayloadSize).toBe(1232);
  expect(options.options[0]!.data.subarray(0, 8)).toEqual(cookie.data);
  expect(options.options[0]!.data).toHaveLength(16);
  const bad = { code: 10, data: Buffer.alloc(9) };
  expect(read(await send(port, query({ additionals: [edns(4096, { options: [bad] })] }))).rcode).toBe(
    'FORMERR',
  );
});

test('what cannot be served is refused with the code that says why', async () => {
  const { port } = await open();
  const a = { name: 'shop.test', type: 'A' as const };
  const code = async (message: Buffer) => read(await send(port, message)).rcode;
  expect(await code(query({ questions: [{ name: 'cakes.test', type: 'A' }] }))).toBe('REFUSED');
  expect(await code(query({ questions: [{ ...a, class: 'CH' }] }))).toBe('REFUSED');
  expect(await code(query({ questions: [{ ...a, type: 'AXFR' }] }))).toBe('REFUSED');
  expect(await code(query({ questions: [a, a] }))).toBe('FORMERR');
  expect(await code(query({ questions: [] }))).toBe('FORMERR');
  expect(await code(query({ flags: 4 << 11 }))).toBe('NOTIMP');
  expect(await code(query().subarray(0, 20))).toBe('FORMERR');
  const newer = read(await send(port, query({ additionals: [edns(1232, { ednsVersion: 1 })] })));
  // RFC 6891 §6.1.3: BADVERS is 16, of which the header has the low four bits.
  expect(newer).toMatchObject({ rcode: 'NOERROR', answers: [], additionals: [{ extendedRcode: 1 }] });
});

test('responses and scraps are not answered, and the server goes on', async () => {
  const { port, log } = await open();
  const response = encode({ type: 'response', id: 9, questions: [] });
  const told = await send(port, response, Buffer.from('x'), Buffer.alloc(0), query());
  expect(read(told).rcode).toBe('NOERROR');
  expect(log.events).toHaveLength(1);
});

test('by TCP, several questions in pieces get whole answers', async () => {
  const { port } = await open();
  const message = query({ questions: [{ name: 'catalogue.shop.test', type: 'TXT' }] });
  const framed = Buffer.concat([Buffer.from([0, message.length]), message]);
  const both = Buffer.concat([framed, framed]);
  const socket = connect({ host: '127.0.0.1', port });
  onTestFinished(() => void socket.destroy());
  socket.setNoDelay();
  socket.write(both.subarray(0, 1));
  socket.write(both.subarray(1, 40));
  socket.write(both.subarray(40));
  let got = Buffer.alloc(0);
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      got = Buffer.concat([got, chunk]);
      if (got.length >= 2 && got.length >= 2 * (got.readUInt16BE(0) + 2)) resolve();
    });
  });
  const length = got.readUInt16BE(0);
  expect(length).toBeGreaterThan(1232);
  expect(read(got.subarray(2)).answers).toHaveLength(8);
  expect(read(got.subarray(length + 4)).answers).toHaveLength(8);
});
