import { cellWidth } from '../../course/width.ts';
import type { Heading } from '../screen.ts';
import { cut, pad, WIDEST } from '../text.ts';
import type { Theme } from '../theme.ts';

export interface Size {
  columns: number;
  rows: number;
}

/** A key and what it does, for the bottom line and for help. */
export interface KeyHint {
  key: string;
  /** One or two words. */
  does: string;
  /** A sentence for the help screen. */
  help: string;
}

/** One full screen before it is cut to size. */
export interface Frame extends Heading {
  body: string[];
  /** First line of the body on the screen. */
  top: number;
  keys: KeyHint[];
}

/** Cells for text: a margin of one on each side, and not wider than can be read well. */
export function textWidth({ columns }: Size): number {
  return Math.min(columns - 2, WIDEST);
}

/** Rows for the body: a title line and a line of keys take two, and empty lines around two more where there is room. */
export function bodyHeight({ rows }: Size): number {
  return Math.max(1, rows - (rows >= 18 ? 4 : 2));
}

/** The lines of a whole screen: exactly `rows` of them, none wider than the terminal. */
export function drawFrame(frame: Frame, size: Size, theme: Theme): string[] {
  const width = size.columns - 2;
  const height = bodyHeight(size);
  const spaced = size.rows >= 18;
  const body = frame.body.slice(frame.top, frame.top + height);
  while (body.length < height) body.push('');
  const below = frame.body.length > frame.top + height;
  const lines = [
    drawTitle(frame, width, theme),
    ...(spaced ? [''] : []),
    ...body,
    ...(spaced ? [''] : []),
    drawKeys(frame.keys, below, width, theme),
  ];
  return lines.map((line) => theme.finish(` ${cut(line, width)}`));
}

function drawTitle({ title, place = '' }: Heading, width: number, theme: Theme): string {
  const room = width - (place ? cellWidth(place) + 2 : 0);
  return theme.faint(pad(cut(title, room), width - cellWidth(place)) + place);
}

/** As many keys as fit, the first ones first; help and quit, which say how to find the others, always. */
function drawKeys(keys: KeyHint[], below: boolean, width: number, theme: Theme): string {
  const more = below ? `${theme.symbols.more} more` : '';
  const last = ['help', 'quit'].map((does) => ({
    does,
    key: keys.find((hint) => hint.does === does)?.key ?? (does === 'help' ? '?' : 'q'),
  }));
  const length = (hints: { key: string; does: string }[]) =>
    hints.reduce((sum, { key, does }) => sum + cellWidth(key) + does.length + 3, 0) +
    (more ? cellWidth(more) + 2 : 0);
  const shown: KeyHint[] = [];
  for (const hint of keys) {
    const told = last.some(({ does }) => does === hint.does);
    if (!told && length([...shown, hint, ...last]) <= width + 2) shown.push(hint);
  }
  const text = [...shown, ...last]
    .map(({ key, does }) => `${theme.key(key)} ${theme.faint(does)}`)
    .join('  ');
  return more ? `${theme.strong(more)}  ${text}` : text;
}
