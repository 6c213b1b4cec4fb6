import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { setDeadline } from '../deadline.ts';
import { LabError } from '../error.ts';
import { LOOPBACK } from '../listen.ts';
import type { Running } from './server.ts';
import { listeningPorts, marked } from './tree.ts';

/** How long a server may take until it answers its first request, in milliseconds. */
export const READY_WITHIN = 15_000;
/** Pause between two attempts, in milliseconds. */
const PAUSE = 50;
/** Lines of what the server wrote that are shown when it does not come up. */
const TAIL = 10;

/**
 * Asks for `/` again and again until the server answers anything at all; which status does not matter. Answers how long that
 * took, in milliseconds. Throws LabError when the server ends, or does not answer within the limit.
 */
export async function untilReady(
  server: Running,
  signal: AbortSignal,
  limit = READY_WITHIN,
): Promise<number> {
  const began = performance.now();
  let accepted = false;
  while (performance.now() - began < limit) {
    signal.throwIfAborted();
    if (server.ended) throw new LabError(endedEarly(server));
    for (const host of [LOOPBACK, '::1']) {
      if (!(await accepts(host, server.port))) continue;
      accepted = true;
      const left = limit - (performance.now() - began);
      if (await answers(host, server.port, left, server, signal)) {
        server.listensOn(host);
        return performance.now() - began;
      }
    }
    await wait(PAUSE);
  }
  signal.throwIfAborted();
  if (server.ended) throw new LabError(endedEarly(server));
  throw new LabError(accepted ? silent(server, limit) : deaf(server, limit));
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
    socket.setTimeout(1000, () => finish(false));
  });
}

/** Whether the head of an answer comes while the server lives and time is left. */
function answers(
  host: string,
  port: number,
  left: number,
  server: Running,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const limit = setDeadline(left, signal);
    const asked = request({ host, port, path: '/', agent: false, signal: limit.signal }, (response) => {
      response.destroy();
      resolve(true);
    });
    // Whoever changes the protocol unasked has answered, and not what a server must.
    asked.on('upgrade', (_, socket) => {
      socket.destroy();
      resolve(true);
    });
    asked.on('error', () => resolve(false));
    asked.on('close', () => {
      limit.clear();
      resolve(false);
    });
    asked.end();
    void server.over.then(() => asked.destroy());
  });
}

function endedEarly(server: Running): string {
  const { code, signal } = server.ended!;
  const how = signal ? `by ${signal}` : `with exit code ${code}`;
  const left = marked(server.mark).length > 0;
  const advice = left
    ? ' It left another process running: the command must stay in the foreground until the server ends.'
    : '';
  return `The command in lab.json ended ${how} before the server answered.${advice}${tail(server)}`;
}

function silent(server: Running, limit: number): string {
  return `The server accepted a connection on port ${server.port} but did not answer GET / within ${limit / 1000} seconds.${tail(server)}`;
}

function deaf(server: Running, limit: number): string {
  const elsewhere = listeningPorts(server.mark);
  const where = elsewhere.length > 0 ? ` It listens on port ${elsewhere.join(' and ')} instead.` : '';
  return `Nothing answered on port ${server.port} within ${limit / 1000} seconds.${where} The server must listen on the port that the environment variable PORT names, at 127.0.0.1.${tail(server)}`;
}

/** The last lines that the server wrote. */
export function tail({ output }: Pick<Running, 'output'>): string {
  const lines = lastLines(`${output.stdout}\n${output.stderr}`);
  return lines === '' ? '' : `\nIts last words:\n${lines}`;
}

/** The last lines of a text that are not empty. */
export function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-TAIL).join('\n');
}
