import { wrapAnsi } from 'fast-wrap-ansi';
import { cellWidth } from '../course/width.ts';

/** Lines are wrapped at most this wide, however wide the terminal is: longer ones are hard to read. */
export const WIDEST = 100;

/** Wraps text at words; a word wider than the line is broken. `hang` is put before every line but the first. */
export function wrap(text: string, width: number, first = '', hang = ' '.repeat(cellWidth(first))): string[] {
  const room = Math.max(8, width - Math.max(cellWidth(first), cellWidth(hang)));
  return text
    .split('\n')
    .flatMap((line) =>
      fits(line, room) ? line : wrapAnsi(line, room, { hard: true, trim: true }).split('\n'),
    )
    .map((line, index) => (index === 0 ? first : hang) + line);
}

/** Wraps text at words only: what is wider than the line, such as a path to be copied, is left whole. */
export function wrapWords(text: string, width: number): string[] {
  if (width === Number.POSITIVE_INFINITY) return text.split('\n');
  return text.split('\n').flatMap((line) => wrapAnsi(line, width, { trim: true }).split('\n'));
}

/** Whether a line is sure to stay as it is: most are short and plain, and need not be looked at any closer. */
function fits(line: string, room: number): boolean {
  return line.length <= room && /^[!-~](?:[ -~]*[!-~])?$/.test(line);
}

/** Breaks a line that must not be reflowed; each continuation begins with `mark`. */
export function breakLine(line: string, width: number, mark: string): string[] {
  if (cellWidth(line) <= width) return [line];
  const room = Math.max(8, width - cellWidth(mark));
  const pieces = wrapAnsi(line, room, { hard: true, trim: false, wordWrap: false }).split('\n');
  return pieces.map((piece, index) => (index === 0 ? piece : mark + piece));
}

/** Cuts a line to `width` cells, with an ellipsis where something is lost. Escape sequences survive. */
export function cut(line: string, width: number): string {
  if (cellWidth(line) <= width) return line;
  return `${breakLine(line, width - 1, '')[0]!.trimEnd()}…`;
}

/** Pads with spaces to `width` cells. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cellWidth(text)));
}

/** Pads on the left. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - cellWidth(text))) + text;
}

/** `1 question`, `2 questions`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
