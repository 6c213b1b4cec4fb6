import { cellWidth } from '../../course/width.ts';
import { pad, wrap } from '../text.ts';
import type { Theme } from '../theme.ts';

const GAP = 2;
/** Columns narrower than this break too many words; then the table becomes a list. */
const NARROWEST_COLUMN = 12;

/** A table in aligned columns, cells wrapped where needed, or as labelled lines where it cannot fit. */
export function layoutTable(header: string[], rows: string[][], width: number, theme: Theme): string[] {
  const widths = fitColumns(header, rows, width - GAP * (header.length - 1));
  if (!widths) return labelled(header, rows, width, theme);
  const draw = (cells: string[], paint = (text: string) => text) => {
    const wrapped = cells.map((cell, column) => wrap(cell, Math.max(8, widths[column]!)));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      wrapped
        .map((lines, column) => pad(paint(lines[line] ?? ''), widths[column]!))
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  };
  const rule = theme.faint(widths.map((each) => theme.symbols.rule.repeat(each)).join(' '.repeat(GAP)));
  return [...draw(header, theme.strong), rule, ...rows.flatMap((row) => draw(row))];
}

/** Column widths that add up to at most `room`, taking from the widest first; undefined when it cannot be done. */
function fitColumns(header: string[], rows: string[][], room: number): number[] | undefined {
  const natural = header.map((title, column) =>
    Math.max(8, ...[title, ...rows.map((row) => row[column] ?? '')].map((cell) => cellWidth(cell))),
  );
  const widths = [...natural];
  let over = widths.reduce((sum, each) => sum + each, 0) - room;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= NARROWEST_COLUMN) return undefined;
    widths[widest]!--;
    over--;
  }
  return widths;
}

function labelled(header: string[], rows: string[][], width: number, theme: Theme): string[] {
  return rows.flatMap((row, index) => [
    ...(index > 0 ? [''] : []),
    ...wrap(theme.strong(row[0] ?? ''), width),
    ...row
      .slice(1)
      .flatMap((cell, column) => wrap(`${theme.faint(`${header[column + 1]}:`)} ${cell}`, width, '  ')),
  ]);
}
