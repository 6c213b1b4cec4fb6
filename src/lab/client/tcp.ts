import { connect, type Socket } from 'node:net';
import { explainFailure } from './failure.ts';

/** How long nothing must come for an answer to count as over, in milliseconds, and how long to wait for it at most. */
const QUIET = 300;
const LONGEST_WAIT = 3000;
/** Bytes of an answer that are shown. */
const MOST = 64 * 1024;

/** Opens a connection to a port of this machine. Throws an Error with a sentence. */
export function dial(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const timer = setTimeout(() => socket.destroy(new Error('late')), LONGEST_WAIT);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.on('error', (error) => {
      clearTimeout(timer);
      reject(
        Object.assign(
          new Error(explainFailure(error, { port, deadline: LONGEST_WAIT, late: error.message === 'late' })),
          {
            code: (error as { code?: string }).code,
          },
        ),
      );
    });
  });
}

/** Sends bytes and answers what comes back until the other side is quiet or closes. */
export function converse(socket: Socket, bytes: Buffer): Promise<{ text: string; closed: boolean }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let quiet: NodeJS.Timeout | undefined;
    const finish = (closed: boolean) => {
      clearTimeout(quiet);
      clearTimeout(longest);
      socket.off('data', hear);
      socket.off('close', gone);
      resolve({ text: Buffer.concat(chunks).toString('utf8'), closed });
    };
    const hear = (chunk: Buffer) => {
      // Copied, because a piece of a buffer keeps all of it in memory.
      if (length < MOST) chunks.push(Buffer.from(chunk.subarray(0, MOST - length)));
      length += chunk.length;
      clearTimeout(quiet);
      quiet = setTimeout(() => finish(false), QUIET);
    };
    const gone = () => finish(true);
    const longest = setTimeout(() => finish(false), LONGEST_WAIT);
    socket.on('data', hear);
    socket.once('close', gone);
    socket.write(bytes);
  });
}

/** What is typed behind `send`, as UTF-8; `\r`, `\n`, `\t`, `\0`, `\\` and `\xHH` stand for single bytes. */
export function bytesOf(text: string): Buffer {
  const named: Record<string, string> = { r: '\r', n: '\n', t: '\t', 0: '\0', '\\': '\\' };
  const pieces = text.split(/(\\x[0-9a-fA-F]{2}|\\[rnt0\\])/).map((piece, index) => {
    if (index % 2 === 0) return Buffer.from(piece);
    return piece[1] === 'x' ? Buffer.from(piece.slice(2), 'hex') : Buffer.from(named[piece[1]!]!);
  });
  return Buffer.concat(pieces);
}
