import { connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openHttpDoor } from '../../src/lab/http-door.ts';
import { openStage } from '../../src/lab/stage.ts';
import { exchanges } from '../../src/lab/wire.ts';

/** A door behind which everything is secret. */
async function open() {
  const stage = openStage();
  onTestFinished(() => stage.closing.close());
  const handled: string[] = [];
  const door = await openHttpDoor(stage, {
    name: 'door',
    what: 'a door',
    hosts: ['shop.test'],
    handle: ({ target }) => {
      handled.push(target);
      return { status: 200, body: 'secret' };
    },
  });
  return { stage, port: door.port, handled };
}

/** Sends lines on a connection of its own, which stays open on this side, and answers all that comes until it is closed. */
function send(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let got = '';
    const socket = dial(port);
    socket.setEncoding('latin1').on('data', (text) => {
      got += text;
    });
    socket.on('close', () => resolve(got));
    socket.write(bytes);
  });
}

function dial(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

const request = (lines: string[], start = 'GET / HTTP/1.1') => `${[start, ...lines].join('\r\n')}\r\n\r\n`;
const last = 'Connection: close';

describe('who gets in', () => {
  test.each<[string, string, number]>([
    ['this machine', request(['Host: 127.0.0.1:80', last]), 200],
    ['a name of the lab', request(['Host: shop.test', last]), 200],
    ['HTTP/1.0 without Host', request([], 'GET / HTTP/1.0'), 200],
    ['an absolute form', request(['Host: localhost', last], 'GET http://localhost/ HTTP/1.1'), 200],
    ['a page of this machine', request(['Host: localhost', 'Origin: http://localhost:3000', last]), 200],
    [
      'a page that hides where it is from, to itself',
      request(['Host: localhost', 'Origin: null', 'Sec-Fetch-Site: same-origin', last]),
      200,
    ],
    [
      'a link on a page of the web',
      request(['Host: localhost', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', last]),
      200,
    ],
    ['an upgrade that nobody offers', request(['Host: localhost', 'Upgrade: websocket', last]), 200],
  ])('%s: %#', async (_, bytes, status) => {
    const { port } = await open();
    expect(await send(port, bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  test.each<[string, string, number]>([
    ['another name', request(['Host: evil.example', last]), 421],
    ['a name that begins like this machine', request(['Host: localhost.evil.example', last]), 421],
    ['no name', request(['Host:', last]), 421],
    ['no Host in HTTP/1.1', request([last]), 400],
    [
      'another name beside an absolute form',
      request(['Host: x', last], 'GET http://localhost/ HTTP/1.1'),
      421,
    ],
    ['two Hosts', request(['Host: localhost', 'Host: evil.example', last]), 400],
    [
      'another name in absolute form',
      request(['Host: localhost', last], 'GET http://evil.example/ HTTP/1.1'),
      421,
    ],
    ['a form on a page of the web', request(['Host: localhost', 'Origin: https://evil.example', last]), 403],
    ['a page that hides where it is from', request(['Host: localhost', 'Origin: null', last]), 403],
    ['a picture on a page of the web', request(['Host: localhost', 'Sec-Fetch-Site: cross-site', last]), 403],
    [
      'a web socket of a page of the web',
      request([
        'Host: localhost',
        'Origin: https://evil.example',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ]),
      403,
    ],
  ])('not %s', async (_, bytes, status) => {
    const { port, handled } = await open();
    const answer = await send(port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).not.toContain('secret');
    expect(handled).toEqual([]);
  });

  test('nobody who wants to be led elsewhere', async () => {
    const { port, handled } = await open();
    const answer = await send(port, request(['Host: evil.example:443'], 'CONNECT evil.example:443 HTTP/1.1'));
    expect(answer).not.toContain('200');
    expect(handled).toEqual([]);
  });
});

describe('a door that is abused', () => {
  /** Whether somebody else is served. */
  const serves = async (port: number) =>
    (await send(port, request(['Host: localhost', last]))).startsWith('HTTP/1.1 200 ');

  test('lets go of whoever says nothing, or never ends a head or a content, however many they are', async () => {
    const held = [
      '',
      'GET / HTTP/1.1\r\nHost: localhost\r\n',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx',
    ];
    const attacks = held.map(async (bytes) => {
      const { port } = await open();
      await Promise.all(Array.from({ length: 300 }, () => send(port, bytes)));
      return serves(port);
    });
    expect(await Promise.all(attacks)).toEqual([true, true, true]);
  }, 30_000);

  test('lets go of content without end, and of heads without end', async () => {
    const { port } = await open();
    const endless = (start: string, more: string) =>
      new Promise<void>((resolve) => {
        const socket = dial(port);
        const pour = () => {
          while (socket.writable && socket.write(more));
        };
        socket.on('drain', pour).on('close', () => resolve());
        socket.on('data', () => {});
        socket.write(start);
        pour();
      });
    const chunk = `ffff\r\n${'x'.repeat(0xffff)}\r\n`;
    await endless('POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n', chunk);
    await endless('GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-More: more and more\r\n');
    await endless('GET /', 'x'.repeat(1000));
    // Refused before its content has been read.
    await endless('POST / HTTP/1.1\r\nHost: evil.example\r\nTransfer-Encoding: chunked\r\n\r\n', chunk);
    expect(await serves(port)).toBe(true);
  });

  test('answers many requests on one connection, and keeps no more than it should', async () => {
    const { port, stage } = await open();
    const count = 5000;
    const pipelined = request(['Host: localhost']).repeat(count) + request(['Host: localhost', last]);
    const answers = await send(port, pipelined);
    expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(count + 1);
    expect(exchanges(stage.log.events)).toHaveLength(2000);
    expect(exchanges(stage.log.events).at(-1)!.n).toBe(count + 1);
  });
});
