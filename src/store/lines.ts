import { readSync } from 'node:fs';

const CHUNK = 1 << 18;
const NEWLINE = 0x0a;
/** Much longer than any event; of longer lines only the beginning is handed over. */
const LONGEST = 1 << 16;

/**
 * Hands over each line that ends with a newline, from `offset` on, and answers the offset after the last one. Memory
 * does not depend on how long the file or a line is.
 */
export function readLines(
  file: number,
  offset: number,
  take: (line: string) => void,
  readUpTo: (offset: number) => void = () => {},
): number {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let kept: Buffer = Buffer.alloc(0);
  let done = offset;
  for (let at = offset; ; ) {
    const length = readSync(file, chunk, 0, CHUNK, at);
    if (length === 0) return done;
    let start = 0;
    for (
      let end = indexOfNewline(chunk, start, length);
      end !== -1;
      end = indexOfNewline(chunk, start, length)
    ) {
      take(join(kept, chunk.subarray(start, end)));
      kept = Buffer.alloc(0);
      start = end + 1;
      done = at + start;
    }
    kept = keep(kept, chunk.subarray(start, length));
    at += length;
    readUpTo(at);
  }
}

/** The bytes from `offset` on, as far as a line is handed over. */
export function readRest(file: number, offset: number): Buffer {
  const buffer = Buffer.alloc(LONGEST);
  return buffer.subarray(0, readSync(file, buffer, 0, LONGEST, offset));
}

function indexOfNewline(chunk: Buffer, from: number, length: number): number {
  const found = chunk.indexOf(NEWLINE, from);
  return found < length ? found : -1;
}

function keep(kept: Buffer, more: Buffer): Buffer {
  const room = LONGEST - kept.length;
  return room > 0 && more.length > 0 ? Buffer.concat([kept, more.subarray(0, room)]) : kept;
}

function join(kept: Buffer, rest: Buffer): string {
  return keep(kept, rest).toString('utf8');
}
