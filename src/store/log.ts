import { appendFileSync, closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { type LearnerEvent, parseLine } from '../learner/event.ts';
import { reason, StoreError } from './error.ts';
import { readLines, readRest } from './lines.ts';

const NEWLINE = 0x0a;
/** Longer than any event. */
const TAIL = 4096;

/** Takes what is found while the log is read. */
export interface LogReader {
  event(event: LearnerEvent): void;
  /** A line, or a part of one, that is nothing of ours. */
  damage(text: string): void;
  /** Told the share that has been read, from 0 to 1. */
  progress?: ((share: number) => void) | undefined;
}

type TakeLine = (line: string) => void;

/**
 * The append-only log of events. Appending is one write at the end of the file, synced before it returns, so several
 * processes may append at once; each sees the others' events when it reads on.
 */
export class Log {
  /** How far the log has been read, in bytes. */
  offset = 0;

  constructor(readonly path: string) {}

  /** Appends events in one write and waits until they are on the disk. Throws StoreError when they are not. */
  append(events: readonly LearnerEvent[]): void {
    let file: number | undefined;
    try {
      file = openSync(this.path, 'a+', 0o600);
      // After a torn write the last line has no end; give it one, so that it does not swallow this event.
      const start = endsWithNewline(file) ? '' : '\n';
      const lines = Buffer.from(start + events.map((event) => `${JSON.stringify(event)}\n`).join(''));
      const written = writeSync(file, lines);
      if (written !== lines.length) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
      fsyncSync(file);
    } catch (error) {
      throw new StoreError(`${this.path} could not be written: ${reason(error)}.`, error);
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /**
   * Reads on from `offset` to the end. A last line without an end is left for the next time, unless `final`: then it
   * is taken as far as it can be read. Throws StoreError when the file cannot be read or is newer than this program.
   */
  readOn(reader: LogReader, final = false): void {
    this.read(reader, (file, size, take) => {
      this.offset = readLines(file, this.offset, take, (at) => reader.progress?.(at / size));
      if (final) this.takeRest(file, take);
    });
  }

  /** Reads once more what has been read, and nothing that was appended since. Throws StoreError as `readOn` does. */
  readAgain(reader: LogReader): void {
    const { offset } = this;
    this.read(reader, (file, _size, take) => {
      const done = readLines(file, 0, take, (at) => reader.progress?.(at / offset), offset);
      if (done < offset) take(readRest(file, done, offset).toString('utf8'));
    });
  }

  private read(reader: LogReader, use: (file: number, size: number, take: TakeLine) => void): void {
    const file = this.open();
    if (file === undefined) return;
    const take = (line: string) => {
      for (const part of parseLine(line)) {
        if (part.kind === 'event') reader.event(part.event);
        else if (part.kind === 'damage') reader.damage(part.text);
        else throw newer(this.path);
      }
    };
    try {
      // A device in the log's place can be read for ever; there is nothing of ours in it.
      const found = fstatSync(file);
      if (found.isFile()) use(file, found.size, take);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw new StoreError(`Your progress in ${this.path} cannot be read: ${reason(error)}.`, error);
    } finally {
      closeSync(file);
    }
  }

  /**
   * Whether a line ends at `offset` and the event `id` stands shortly before: whether a snapshot still belongs to this
   * log.
   */
  endsAt(offset: number, id: string): boolean {
    let file: number | undefined;
    try {
      file = openSync(this.path, 'r');
      const tail = Buffer.alloc(Math.min(offset, TAIL));
      const length = readSync(file, tail, 0, tail.length, offset - tail.length);
      const next = Buffer.of(NEWLINE);
      readSync(file, next, 0, 1, offset);
      const between = tail.at(-1) === NEWLINE || next[0] === NEWLINE;
      return length === tail.length && between && tail.includes(`"id":${JSON.stringify(id)}`);
    } catch {
      return false;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /**
   * Takes a last line without an end. One that is not whole may just be being written by another process: a newline
   * appended behind it waits for that, and ends the line in any case, so that it can be read like the others.
   */
  private takeRest(file: number, take: TakeLine): void {
    const rest = readRest(file, this.offset);
    const text = rest.toString('utf8');
    const isWhole = !rest.includes(NEWLINE) && parseLine(text).every(({ kind }) => kind !== 'damage');
    if (!isWhole && this.endLine()) {
      this.offset = readLines(file, this.offset, take);
      return;
    }
    take(text);
    this.offset += rest.length;
  }

  /** Ends the last line; answers whether that was possible. */
  private endLine(): boolean {
    try {
      appendFileSync(this.path, '\n');
      return true;
    } catch {
      return false;
    }
  }

  /** The open file, or undefined when there is no log yet. */
  private open(): number | undefined {
    try {
      return openSync(this.path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new StoreError(`Your progress in ${this.path} cannot be read: ${reason(error)}.`, error);
    }
  }
}

function newer(path: string): StoreError {
  return new StoreError(
    `${path} was written by a newer backend-tutor. Update this one, or name another folder with --data-dir.`,
  );
}

function endsWithNewline(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}
