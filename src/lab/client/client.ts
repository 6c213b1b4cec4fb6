import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Scene, Stage } from '../lab.ts';
import { isLoopback, LOOPBACK } from '../listen.ts';
import { ExchangeError, exchange, type Incoming } from './http.ts';
import { parseRequest, type TypedRequest } from './request-line.ts';
import { bytesOf, converse, dial } from './tcp.ts';
import { splitWords } from './words.ts';

/** A line for the learner. `out` was sent, `in` came back. */
export interface ClientLine {
  text: string;
  tone: 'plain' | 'out' | 'in' | 'bad';
}

/** Characters of a content that are shown. */
const SHOWN = 4000;

/** The client at a lab's prompt: requests, names, connections and raw bytes, so that nothing need be installed. */
export class Client {
  private base: string | undefined;
  private socket: Socket | undefined;

  constructor(
    private readonly scene: Scene,
    private readonly stage: Stage,
  ) {
    this.base = scene.doors.find(({ address }) => address.startsWith('http'))?.address;
  }

  /** What can be typed: usage and meaning. */
  get words(): { usage: string; does: string }[] {
    const look = { usage: 'resolve <name> [type]', does: 'Asks for the addresses of a name.' };
    return [
      {
        usage: 'GET /path [Name:value]… [content]',
        does: 'Sends a request, with any method. curl commands work too.',
      },
      { usage: 'use <door>', does: 'Sends bare paths to another door from now on.' },
      ...(this.scene.resolve ? [look] : []),
      { usage: 'connect <door | port | host:port>', does: 'Opens a TCP connection.' },
      { usage: 'send <text>', does: 'Sends bytes on it, as typed; \\r\\n ends a line.' },
    ];
  }

  /** Does what a line says and tells what came of it. Never rejects. */
  async enter(line: string): Promise<ClientLine[]> {
    const words = splitWords(line).map(({ word }) => word);
    const [first = '', second = '', third] = words;
    try {
      switch (first) {
        case 'use':
          return [say(this.use(second))];
        case 'resolve':
          return await this.lookUp(second, (third ?? 'A').toUpperCase());
        case 'connect':
          return await this.connect(second, third);
        case 'send':
          return await this.send(line.trim().slice('send'.length + 1));
      }
      if (first === 'curl' || /^[A-Z]+$/.test(first)) return await this.request(line.trim());
      return [bad(`"${first}" is no request and no word of this lab. Type ? to see what can be typed.`)];
    } catch (error) {
      return [bad((error as Error).message)];
    }
  }

  close(): void {
    this.socket?.destroy();
  }

  private use(name: string): string {
    const { doors } = this.scene;
    const door = doors.find((each) => each.name === name && each.address.startsWith('http'));
    if (!door) {
      const names = doors.filter(({ address }) => address.startsWith('http')).map((each) => each.name);
      throw new Error(`There is no such door. Doors: ${names.join(', ')}.`);
    }
    this.base = door.address;
    return `Bare paths now go to ${door.address}.`;
  }

  private async request(line: string): Promise<ClientLine[]> {
    const typed = parseRequest(line);
    if ('problem' in typed) throw new Error(typed.problem);
    const url = this.urlOf(typed);
    const address = await this.addressOf(url.hostname.replace(/^\[|\]$/g, ''));
    const { method, fields, body, trustLab } = typed;
    const authority = trustLab ? this.scene.authority : undefined;
    if (trustLab && authority === undefined) throw new Error('This lab has no certificate authority.');
    const sent = [
      { text: `${method} ${url.pathname}${url.search} HTTP/1.1`, tone: 'out' as const },
      { text: `Host: ${url.host}`, tone: 'out' as const },
      ...fields.map(([name, value]) => ({ text: `${name}: ${value}`, tone: 'out' as const })),
      ...(body === undefined
        ? []
        : [{ text: '', tone: 'out' as const }, ...content(Buffer.from(body), 'out')]),
    ];
    // A `Host` that was typed stands for the one that would be sent.
    if (fields.some(([name]) => name.toLowerCase() === 'host')) sent.splice(1, 1);
    try {
      const answer = await exchange({
        url,
        address,
        method,
        fields,
        ...(body !== undefined && { body }),
        ...(authority !== undefined && { authority }),
      });
      return [...sent, ...received(answer)];
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      if (error.code === 'ECONNREFUSED') this.note('refused', Number(url.port) || 80);
      // Without a connection, or without trust in the other side, nothing has left.
      return [...(error.connected ? sent : []), bad(error.message)];
    }
  }

  private urlOf({ target }: TypedRequest): URL {
    const full =
      target.startsWith('/') || target === '*'
        ? this.base && this.base + (target === '*' ? '' : target)
        : target;
    if (full === undefined) throw new Error('This lab has no HTTP server; use connect and send.');
    const url = URL.canParse(full)
      ? new URL(full)
      : URL.canParse(`http://${full}`)
        ? new URL(`http://${full}`)
        : undefined;
    if (!url || !/^https?:$/.test(url.protocol))
      throw new Error(`"${target}" is no path and no http or https URL.`);
    return url;
  }

  /** An address on this machine for a host; nothing else is ever connected to. */
  private async addressOf(host: string): Promise<string> {
    if (host === 'localhost') return LOOPBACK;
    if (isLoopback(host)) return host;
    const addresses = this.scene.resolve ? await this.scene.resolve(host, 'A') : [];
    const found = addresses.find(isLoopback);
    if (!found) throw new Error(`${host} is not on this machine, and labs connect to nothing else.`);
    return found;
  }

  private async lookUp(name: string, type: string): Promise<ClientLine[]> {
    if (!this.scene.resolve) throw new Error('This lab has no name server.');
    if (name === '') throw new Error('Say which name: resolve shop.test');
    const found = await this.scene.resolve(name, type);
    return found.map((text) => ({ text, tone: 'in' }));
  }

  private async connect(where: string, port?: string): Promise<ClientLine[]> {
    const [, host = LOOPBACK, digits] =
      /^(?:(\[[^\]]+\]|[^:]+):)?(\d+)$/.exec(port ? `${where}:${port}` : this.placeOf(where)) ?? [];
    const number = Number(digits);
    if (!(number > 0 && number < 65_536))
      throw new Error('Say where to, with a port or the name of a door: connect 127.0.0.1:8080');
    const address = await this.addressOf(host.replace(/^\[|\]$/g, ''));
    this.socket?.destroy();
    this.socket = undefined;
    try {
      this.socket = await dial(address, number);
    } catch (error) {
      if ((error as { code?: string }).code === 'ECONNREFUSED') this.note('refused', number);
      throw error;
    }
    this.note('accepted', number);
    return [say(`Connected to ${address} port ${number}. Type send and what to send.`)];
  }

  /** `host:port` of the door of that name; any other text as it is. */
  private placeOf(where: string): string {
    const door = this.scene.doors.find(({ name }) => name === where);
    return /(?:\[[^\]]+\]|[\w.]+):\d+/.exec(door?.address ?? '')?.[0] ?? where;
  }

  private note(outcome: 'accepted' | 'refused', port: number): void {
    this.stage.log.add({ kind: 'connection', door: 'client', outcome, port });
  }

  private async send(text: string): Promise<ClientLine[]> {
    if (!this.socket || this.socket.destroyed)
      throw new Error('There is no open connection. Type connect and where to.');
    const { text: answer, closed } = await converse(this.socket, bytesOf(text));
    const lines = content(Buffer.from(answer), 'in');
    if (answer === '' && !closed) lines.push(say('Nothing has come back yet.'));
    if (closed) lines.push(say('The other side closed the connection.'));
    return lines;
  }
}

function received({ version, status, reason, fields, body }: Incoming): ClientLine[] {
  const head = `HTTP/${version} ${status} ${reason || (STATUS_CODES[status] ?? '')}`.trim();
  return [
    { text: head, tone: 'in' },
    ...fields.map(([name, value]): ClientLine => ({ text: `${name}: ${value}`, tone: 'in' })),
    ...(body.length > 0 ? [{ text: '', tone: 'in' } as ClientLine, ...content(body, 'in')] : []),
  ];
}

function content(body: Buffer, tone: ClientLine['tone']): ClientLine[] {
  const text = body.toString('utf8');
  const lines = text
    .slice(0, SHOWN)
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => ({ text: line, tone }));
  return text.length > SHOWN ? [...lines, say(`… ${text.length - SHOWN} more characters.`)] : lines;
}

function say(text: string): ClientLine {
  return { text, tone: 'plain' };
}

function bad(text: string): ClientLine {
  return { text, tone: 'bad' };
}
