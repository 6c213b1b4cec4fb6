import { readSync } from 'node:fs';

const CHUNK = 1 << 18;
const NEWLINE = 0x0a;
/** Much longer than any event; of longer lines only the beginning is handed over. */
const LONGEST = 1 << 16;
const NOTHING = Buffer.alloc(0);

/**
 * Hands over each line that ends with a newline, from `offset` on and before `end`, and answers the offset after the last
 * one. Memory does not depend on how long the file or a line is.
 */
export function readLines(
  file: number,
  offset: number,
  take: (line: string) => void,
  readUpTo: (offset: number) => void = () => {},
  end = Number.POSITIVE_INFINITY,
): number {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let kept: Buffer = NOTHING;
  let done = offset;
  for (let at = offset; ; ) {
    const length = readSync(file, chunk, 0, Math.min(CHUNK, end - at), at);
    if (length === 0) return done;
    let start = 0;
    for (
      let newline = indexOfNewline(chunk, start, length);
      newline !== -1;
      newline = indexOfNewline(chunk, start, length)
    ) {
      take(join(kept, chunk, start, newline));
      kept = NOTHING;
      start = newline + 1;
      done = at + start;
    }
    kept = keep(kept, chunk.subarray(start, length));
    at += length;
    readUpTo(at);
  }
}

/** The bytes from `offset` to `end`, as far as a line is handed over. */
export function readRest(file: number, offset: number, end = Number.POSITIVE_INFINITY): Buffer {
  const buffer = Buffer.alloc(LONGEST);
  return buffer.subarray(0, readSync(file, buffer, 0, Math.min(LONGEST, end - offset), offset));
}

function indexOfNewline(chunk: Buffer, from: number, length: number): number {
  const found = chunk.indexOf(NEWLINE, from);
  return found < length ? found : -1;
}

function keep(kept: Buffer, more: Buffer): Buffer {
  const room = LONGEST - kept.length;
  return room > 0 && more.length > 0 ? Buffer.concat([kept, more.subarray(0, room)]) : kept;
}

/** The line that `kept` and a part of `chunk` make. */
function join(kept: Buffer, chunk: Buffer, start: number, end: number): string {
  if (kept.length === 0 && end - start <= LONGEST) return chunk.toString('utf8', start, end);
  return keep(kept, chunk.subarray(start, end)).toString('utf8');
}
