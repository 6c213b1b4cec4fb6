import type { Pen } from '../pen.ts';
import { breakLine, cut, pad, wrap } from '../text.ts';
import type { Theme } from '../theme.ts';
import type { WorkLine, WorkTask } from '../workbench.ts';

/** A line of a workbench on as many lines of the screen as it takes. */
export function workLines({ text, tone }: WorkLine, width: number, pen: Pen): string[] {
  const { theme } = pen;
  switch (tone) {
    case 'text':
      return pen.lines(text, width);
    case 'sent':
      return breakLine(`> ${text}`, width, theme.symbols.wrapped).map(theme.code);
    case 'received':
      return breakLine(`< ${text}`, width, theme.symbols.wrapped).map(theme.quote);
    case 'good':
      return wrap(text, width, `${theme.symbols.right} `).map(theme.right);
    case 'bad':
      return wrap(text, width, `${theme.symbols.wrong} `).map(theme.wrong);
    case 'faint':
      return wrap(text, width).map(theme.faint);
    case 'plain':
      return wrap(text, width);
  }
}

/** Wide enough for two tasks side by side. */
const TWO_COLUMNS = 70;

/** The tasks with their ticks, in at most `height` lines, the one that is next always among them. */
export function taskLines(tasks: WorkTask[], width: number, height: number, theme: Theme): string[] {
  const next = tasks.findIndex(({ state }) => state !== 'done');
  const columns = width >= TWO_COLUMNS ? 2 : 1;
  const rows = Math.ceil(tasks.length / columns);
  const room = columns === 1 ? width : Math.floor((width - 2) / 2);
  const one = (index: number) => {
    const task = tasks[index];
    return task ? pad(cut(`${mark(task, index === next, theme)} ${task.title}`, room), room) : '';
  };
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => one(row + column * rows))
      .join('  ')
      .trimEnd(),
  );
  if (lines.length <= height) return lines;
  const from = Math.min(Math.max(0, (next === -1 ? tasks.length : next) % rows), rows - height);
  return lines.slice(from, from + height);
}

function mark({ state }: WorkTask, isNext: boolean, theme: Theme): string {
  const { symbols } = theme;
  if (state === 'done') return theme.right(symbols.right);
  if (state === 'failed') return theme.wrong(symbols.wrong);
  return isNext ? theme.active(symbols.pointer) : theme.faint(symbols.missed);
}
