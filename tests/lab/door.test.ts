import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/lab/client/http.ts';
import { makeFolder } from '../../src/lab/folders.ts';
import { isForUs } from '../../src/lab/guard.ts';
import { openHttpDoor, openListenerDoor, type Reply, type Request } from '../../src/lab/http-door.ts';
import { isLoopback, listen } from '../../src/lab/listen.ts';
import { openStage } from '../../src/lab/stage.ts';
import { exchanges, field } from '../../src/lab/wire.ts';

async function open(handle: (request: Request) => Reply | Promise<Reply>, hosts: string[] = []) {
  const stage = openStage();
  onTestFinished(() => stage.closing.close());
  const door = await openHttpDoor(stage, { name: 'door', what: 'a door', hosts, handle });
  const ask = (method: string, path: string, fields: [string, string][] = [], body?: string | Buffer) =>
    exchange({
      url: new URL(door.address),
      target: path,
      address: '127.0.0.1',
      method,
      fields,
      ...(body !== undefined && { body }),
    });
  const logged = async (count: number) => {
    await expect.poll(() => exchanges(stage.log.events).length).toBe(count);
    return exchanges(stage.log.events);
  };
  return { stage, door, ask, logged };
}

describe('an exchange in the log', () => {
  test('is what was on the wire, in order, repeated fields repeated', async () => {
    const { ask, logged } = await open(() => ({
      status: 200,
      headers: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: { fine: true },
    }));
    await ask(
      'POST',
      '/x?y=%20',
      [
        ['X-Twice', '1'],
        ['X-Twice', '2'],
      ],
      'content',
    );
    const [event] = await logged(1);
    expect(event).toMatchObject({
      n: 1,
      door: 'door',
      method: 'POST',
      target: '/x?y=%20',
      body: 'content',
      status: 200,
      answer: '{"fine":true}\n',
    });
    expect(field(event!.fields, 'x-twice')).toBe('1, 2');
    expect(event!.answerFields.filter(([name]) => name === 'Set-Cookie')).toEqual([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    expect(field(event!.answerFields, 'date')).toBeDefined();
    expect(event!.bytes).toEqual({ in: 7, out: 14 });
  });

  test('without an answer has no status', async () => {
    const { ask, logged } = await open(() => 'drop');
    await expect(ask('PUT', '/x', [], 'content')).rejects.toThrow('closed before a whole answer');
    const [event] = await logged(1);
    expect(event).toMatchObject({ method: 'PUT', body: 'content' });
    expect(event!.status).toBeUndefined();
  });

  test.each(['HEAD', 'GET'])('of %s and 204 counts no content that was not sent', async (method) => {
    const { ask, logged } = await open(() =>
      method === 'HEAD' ? { status: 200, body: 'hello' } : { status: 204 },
    );
    await ask(method, '/');
    const [event] = await logged(1);
    expect(event).toMatchObject({ answer: '', bytes: { in: 0, out: 0 } });
  });

  test('a library that reads the request by itself reads all of it', async () => {
    const stage = openStage();
    onTestFinished(() => stage.closing.close());
    let read = '';
    const door = await openListenerDoor(stage, {
      name: 'door',
      what: 'a library',
      listener: (request, response) => {
        // Late, as a library does that awaits something first.
        setImmediate(() => {
          request.on('data', (chunk) => {
            read += chunk;
          });
          request.on('end', () => response.end('ok'));
        });
      },
    });
    const body = 'x'.repeat(100_000);
    await exchange({ url: new URL(door.address), address: '127.0.0.1', method: 'POST', fields: [], body });
    expect(read).toBe(body);
    await expect.poll(() => exchanges(stage.log.events).length).toBe(1);
    const [event] = exchanges(stage.log.events);
    expect(event!.bytes.in).toBe(100_000);
    expect(event!.body.length).toBe(16 * 1024);
  });
});

describe('a door is safe', () => {
  test('it listens on 127.0.0.1 alone', async () => {
    expect(['127.0.0.1', '127.8.0.9', '::1'].map(isLoopback)).toEqual([true, true, true]);
    expect(['0.0.0.0', '::', '192.168.0.1', 'localhost', '127.0.0.1.evil.test'].map(isLoopback)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    const { closing } = openStage();
    await expect(listen(createServer(), closing, { host: '0.0.0.0' })).rejects.toThrow('no loopback address');
  });

  test('a page whose name was made to point here gets nothing', async () => {
    const { ask, logged } = await open(() => ({ status: 200, body: 'secret' }), ['shop.test']);
    const evil = await ask('GET', '/', [['Host', 'evil.example:80']]);
    expect(evil.status).toBe(421);
    expect(evil.body.toString()).not.toContain('secret');
    expect((await ask('GET', '/', [['Host', 'shop.test:8080']])).status).toBe(200);
    expect(await logged(2)).toMatchObject([{ status: 421 }, { status: 200 }]);
    expect(['localhost', '[::1]:80', 'LOCALHOST:1', '127.0.0.1'].every((host) => isForUs(host, []))).toBe(
      true,
    );
    expect(['', 'localhost.evil.test', '127.0.0.1.nip.io', '[::2]'].some((host) => isForUs(host, []))).toBe(
      false,
    );
  });

  test('content that is too long is refused', async () => {
    const { ask } = await open(() => ({ status: 200 }));
    const answer = await ask('POST', '/', [], Buffer.alloc(300 * 1024)).then(
      ({ status }) => status,
      () => 'closed',
    );
    expect([413, 'closed']).toContain(answer);
  });

  test('a fault in a lab is an answer of 500, and the next request is served', async () => {
    const { ask } = await open(({ path }) => {
      if (path === '/bad') throw new Error('oh');
      return { status: 200 };
    });
    expect((await ask('GET', '/bad')).status).toBe(500);
    expect((await ask('GET', '/good')).status).toBe(200);
  });
});

describe('a folder', () => {
  test('that a killed program left is removed when the next one is made; one in use is not', async () => {
    // A process that has ended, and its number with it.
    const { pid: gone } = spawnSync('true');
    const left = mkdtempSync(join(tmpdir(), `backend-tutor-lab-${gone}-`));
    const used = makeFolder();
    const next = makeFolder();
    expect([left, used, next].map((folder) => existsSync(folder))).toEqual([false, true, true]);
    for (const folder of [used, next]) rmdirSync(folder);
  });
});

describe('closing', () => {
  test('ends the last thing first, each only once, whatever they throw', async () => {
    const { closing } = openStage();
    const ended: number[] = [];
    closing.add(() => ended.push(1));
    closing.add(() => {
      throw new Error('no');
    });
    closing.add(async () => ended.push(3));
    await Promise.all([closing.close(), closing.close()]);
    expect(ended).toEqual([3, 1]);
    closing.add(() => ended.push(4));
    expect(ended).toEqual([3, 1, 4]);
  });

  test('frees the port although a connection is open, and removes the folder', async () => {
    const { stage, door } = await open(() => ({ status: 200 }));
    const folder = stage.folder();
    const socket = connect(door.port, '127.0.0.1');
    socket.on('error', () => {});
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));
    await stage.closing.close();
    await gone;
    expect(existsSync(folder)).toBe(false);
    await expect(
      exchange({ url: new URL(door.address), address: '127.0.0.1', method: 'GET', fields: [] }),
    ).rejects.toThrow('refused');
  });
});
