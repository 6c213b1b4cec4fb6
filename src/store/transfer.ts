import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type LearnerEvent, parseEvent } from '../learner/event.ts';
import { reason, StoreError } from './error.ts';
import { readLines, readRest } from './lines.ts';

/** The first line of an exported file. */
interface Header {
  'backend-tutor-export': number;
  /** Title of the course that was learned. */
  course: string;
  /** When the file was made. */
  at: string;
  /** Lines after this one. */
  count: number;
  /**
   * SHA-256, in hexadecimal, of the whole file, in which zeros stand for these digits themselves. In format 1, of
   * everything after this line; then nothing vouched for the title and the time.
   */
  sha256: string;
}

const FORMAT = 2;
/** What stands for the sum while it is made. */
const NO_SUM = '0'.repeat(64);
const NEWLINE = 0x0a;
/** Characters of the course's title that are kept: the header must stay a short line. */
const LONGEST_TITLE = 200;
/** More than a million answers; a bigger file is none of ours. */
const MOST_BYTES = 512 * 1024 * 1024;

/** All events as one text: a header, then a line each. */
export function formatExport(events: Iterable<LearnerEvent>, course: string, now: Date): string {
  const lines: string[] = [];
  for (const event of events) lines.push(`${escapeUnseen(JSON.stringify(event))}\n`);
  const header: Header = {
    'backend-tutor-export': FORMAT,
    course: course.slice(0, LONGEST_TITLE),
    at: now.toISOString(),
    count: lines.length,
    sha256: NO_SUM,
  };
  const first = `${escapeUnseen(JSON.stringify(header))}\n`;
  const hash = createHash('sha256').update(first);
  for (const line of lines) hash.update(line);
  return `${withSum(first, NO_SUM, hash.digest('hex'))}${lines.join('')}`;
}

/** A header's line with another sum in the place of `sum`, which stands at its end. */
function withSum(line: string, sum: string, other: string): string {
  const place = line.lastIndexOf(sum);
  return line.slice(0, place) + other + line.slice(place + sum.length);
}

/** JSON in which the characters that a terminal would obey, and JSON allows, are written as numbers. */
function escapeUnseen(json: string): string {
  return json.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/**
 * The events of an exported file, which is checked as a whole before anybody uses one of them. Throws StoreError when
 * the file is missing, foreign, damaged, too big, or newer than this program. Whatever the file holds, memory does not
 * depend on how long it or a line of it is, only on how many events there are.
 */
export function readExport(path: string): LearnerEvent[] {
  const { file, size } = openFile(path);
  try {
    const beginning = readRest(file, 0);
    const start = beginning.indexOf(NEWLINE) + 1;
    const line = beginning.toString('latin1', 0, start);
    const header = readHeader(beginning.toString('utf8', 0, start));
    if (!header) throw new StoreError(`${path} was not made by backend-tutor export. Nothing was changed.`);
    if (header['backend-tutor-export'] > FORMAT) {
      throw new StoreError(
        `${path} was made by a newer backend-tutor. Update this one. Nothing was changed.`,
      );
    }
    const events: LearnerEvent[] = [];
    const vouched = header['backend-tutor-export'] === 1 ? '' : withSum(line, header.sha256, NO_SUM);
    const isWhole = sumOf(Buffer.from(vouched, 'latin1'), file, start) === header.sha256;
    const take = (text: string) => {
      const event = parseEvent(text);
      if (event) events.push(event);
    };
    if (!isWhole || readLines(file, start, take) !== size || events.length !== header.count) {
      throw new StoreError(`${path} is damaged. Export it again where it came from. Nothing was changed.`);
    }
    return events;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(`${path} cannot be read: ${reason(error)}. Nothing was changed.`, error);
  } finally {
    closeSync(file);
  }
}

function readHeader(line: string): Header | undefined {
  let header: Partial<Header>;
  try {
    header = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof header !== 'object' || header === null) return undefined;
  const { 'backend-tutor-export': format, course, at, count, sha256 } = header;
  const fits =
    Number.isInteger(format) &&
    (format as number) >= 1 &&
    Number.isInteger(count) &&
    [course, at, sha256].every((text) => typeof text === 'string');
  return fits ? (header as Header) : undefined;
}

/** Opens an ordinary file of a possible size. Opening a pipe would wait for a writer, so nothing waits here. */
function openFile(path: string): { file: number; size: number } {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = fstatSync(file);
    if (found.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (!found.isFile()) throw new StoreError(`${path} is no ordinary file. Nothing was changed.`);
    if (found.size > MOST_BYTES) {
      throw new StoreError(`${path} has ${found.size} bytes, more than any export. Nothing was changed.`);
    }
    return { file, size: found.size };
  } catch (error) {
    if (file !== undefined) closeSync(file);
    if (error instanceof StoreError) throw error;
    throw new StoreError(`${path} cannot be read: ${reason(error)}. Nothing was changed.`, error);
  }
}

/** SHA-256 of `before` and of everything in the file from `offset` on, in hexadecimal. */
function sumOf(before: Buffer, file: number, offset: number): string {
  const hash = createHash('sha256').update(before);
  const chunk = Buffer.allocUnsafe(1 << 18);
  for (let at = offset; ; ) {
    const length = readSync(file, chunk, 0, chunk.length, at);
    if (length === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, length));
    at += length;
  }
}
