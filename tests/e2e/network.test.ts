import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { put } from '../fixtures/folder.ts';
import { TEA } from '../fixtures/tea.ts';
import { run } from './run.ts';
import { KEY, NODE, Terminal, temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => remove());

/** Makes every way to the network write down that it was tried, and fail. */
const GUARD = `
  const { appendFileSync } = require('node:fs');
  const forbid = (object, name, label) => {
    if (typeof object?.[name] !== 'function') return;
    object[name] = function () {
      appendFileSync(process.env.MARKER, label + '.' + name + new Error().stack.replace(/^Error/, '') + '\\n');
      throw new Error('the network was touched by ' + label + '.' + name);
    };
  };
  const net = require('node:net');
  forbid(net.Socket.prototype, 'connect', 'net.Socket');
  forbid(net.Server.prototype, 'listen', 'net.Server');
  const dgram = require('node:dgram');
  for (const name of ['bind', 'connect', 'send']) forbid(dgram.Socket.prototype, name, 'dgram.Socket');
  const dns = require('node:dns');
  for (const module of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
    for (const name of Object.getOwnPropertyNames(module))
      if (/^(lookup|resolve|reverse)/.test(name)) forbid(module, name, 'dns');
  for (const label of ['http', 'https'])
    for (const name of ['request', 'get']) forbid(require('node:' + label), name, label);
  forbid(require('node:http2'), 'connect', 'http2');
  forbid(require('node:tls'), 'connect', 'tls');
  forbid(globalThis, 'fetch', 'globalThis');
  forbid(globalThis, 'WebSocket', 'globalThis');
  require('node:module').syncBuiltinESMExports();
`;

const marker = () => join(home, 'network-was-touched');
const touched = () => (existsSync(marker()) ? readFileSync(marker(), 'utf8') : '');

/** Arguments and input for each command that \`--help\` names; those without are run as they are. */
const COMMANDS: [args: string[], input?: string][] = [
  [['--version']],
  [['--help']],
  [[]],
  [['list']],
  [['list', '--json']],
  [['start'], `\n${'s\n\n'.repeat(25)}`],
  [['read', 'leaves']],
  [['quiz', 'leaves'], 's\n'.repeat(7)],
  [['quiz', '--exam'], 's\n'.repeat(7)],
  [['review'], 's\n'.repeat(14)],
  [['placement'], `1\n${'s\n'.repeat(20)}`],
  [['progress']],
  [['progress', '--json']],
  [['search', 'tea']],
  [['config']],
  [['config', 'questions', '5']],
  [['export']],
  [['export', 'carried.jsonl']],
  [['import', 'carried.jsonl']],
  [['reset', 'leaves', '--yes']],
  [['reset'], 'yes\n'],
  [['restore']],
  [['restore', '1']],
  [['course', 'check', TEA]],
  [['course', 'check', TEA, '--against', TEA]],
  [['course', 'new', 'fresh']],
  [['course', 'stats']],
  [['completion', 'bash']],
  [['start', 'nonsense']],
];

describe('the network', () => {
  test('is touched by no command', async () => {
    const options = { home, preload: GUARD, env: { MARKER: marker() } };
    const help = await run(['--help'], options);
    const named = [...help.out.split('Commands:')[1]!.matchAll(/^ {2}([a-z]+)/gm)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(9);
    // Labs are servers; they have tests of their own.
    const others = named.filter((name) => name !== 'lab' && !COMMANDS.some(([args]) => args[0] === name));
    for (const [args, input] of [...COMMANDS, ...others.map((name): [string[]] => [[name]])]) {
      const { out, err } = await run([...args, '--course', TEA], { ...options, input: input ?? '' });
      expect({ args, text: out + err }).toEqual({
        args,
        text: expect.not.stringContaining('network was touched'),
      });
      expect({ args, touched: touched() }).toEqual({ args, touched: '' });
    }
  });

  test('is not touched by the built-in course and the home screen on a terminal either', async () => {
    const preload = put(home, 'guard.cjs', GUARD);
    const env = { MARKER: marker(), NODE_OPTIONS: `--require=${preload}` };
    const terminal = new Terminal([], home, { env });
    onTestFinished(() => terminal.end());
    await terminal.see('Quit');
    terminal.type(KEY.enter);
    await terminal.see('Welcome');
    terminal.type('q');
    expect((await terminal.exited).code).toBe(0);
    expect(touched()).toBe('');
  });

  test.each([
    "require('net').connect(9, '127.0.0.1')",
    "require('net').createServer().listen(0)",
    "require('dgram').createSocket('udp4').bind(0)",
    "require('dgram').createSocket('udp4').send('x', 9, '127.0.0.1')",
    "require('dns').lookup('localhost', () => {})",
    "require('dns').promises.resolve4('localhost')",
    "require('http').get('http://127.0.0.1:9')",
    "require('http').createServer().listen(0)",
    "require('https').request('https://127.0.0.1:9')",
    "require('tls').connect(9)",
    "fetch('http://127.0.0.1:9')",
    "import('node:net').then(({ connect }) => connect(9, '127.0.0.1'))",
    "import('node:http').then(({ get }) => get('http://127.0.0.1:9'))",
    "import('node:dns/promises').then(({ lookup }) => lookup('localhost'))",
  ])('would be found out: %s', (code) => {
    const preload = put(home, 'guard.cjs', GUARD);
    const { status } = spawnSync(NODE, ['-e', code], {
      env: { PATH: process.env.PATH, MARKER: marker(), NODE_OPTIONS: `--require=${preload}` },
    });
    expect(status).toBe(1);
    expect(touched()).not.toBe('');
  });
});
