import { countMarked, type ModuleProgress } from '../../../learner/progress.ts';
import { cut, pad, padStart, plural, wrap } from '../../text.ts';
import type { Theme } from '../../theme.ts';

/** Cells of the columns after the bar: per cent, due, minutes. */
const NUMBERS = { percent: 6, due: 4, minutes: 6 };
const AFTER_BAR = NUMBERS.percent + NUMBERS.due + NUMBERS.minutes;

/** What the three parts of a bar and the numbers after it mean: a head above the modules. */
export function moduleHeader(width: number, theme: Theme): string[] {
  const { bar, faded, empty } = theme.symbols;
  const legend = `${theme.right(bar)} remembered ${theme.partial(faded)} fading ${theme.faint(empty)} not asked`;
  const names = theme.faint(padStart('due', NUMBERS.due) + padStart('min', NUMBERS.minutes));
  const time = width < ONE_LINE ? 'For tomorrow' : 'Predicted for tomorrow';
  const note = wrap(`${time}; not asked is 0 %`, width).map((line) => theme.faint(line));
  const head =
    width < ONE_LINE ? cut(legend, width) : pad(legend, width - NUMBERS.due - NUMBERS.minutes) + names;
  return [head, ...note];
}

/** Narrower than this, a module takes two lines. */
export const ONE_LINE = 44;

/** The lines of each module: its name, a bar of what is remembered now, what is due, minutes spent. */
export function moduleRows(modules: ModuleProgress[], width: number, theme: Theme): string[][] {
  if (width < ONE_LINE) return modules.map((module) => twoLines(module, width, theme));
  const barWidth = Math.min(20, Math.max(8, Math.floor((width - AFTER_BAR) / 3)));
  const nameWidth = width - AFTER_BAR - barWidth - 1;
  // Titles that would be cut say less than the short names that are typed in commands.
  const titled = modules.every(({ title }) => title.length <= nameWidth);
  return modules.map((module) => {
    const name = pad(cut(titled ? module.title : module.id, nameWidth), nameWidth);
    const numbers = [
      padStart(percent(module.recall === null ? null : module.mastery), NUMBERS.percent),
      padStart(module.due > 0 ? String(module.due) : '', NUMBERS.due),
      padStart(minutes(module.minutes), NUMBERS.minutes),
    ];
    return [`${name} ${bar(module, barWidth, theme)}${numbers.join('')}`];
  });
}

function twoLines(module: ModuleProgress, width: number, theme: Theme): string[] {
  const known = percent(module.recall === null ? null : module.mastery);
  const due = module.due > 0 ? `  ${module.due} due` : '';
  const spent = module.minutes > 0 ? `  ${minutes(module.minutes)} min` : '';
  return [
    cut(theme.strong(module.title), width),
    cut(`${bar(module, 12, theme)}${padStart(known, NUMBERS.percent)}${due}${spent}`, width),
  ];
}

/**
 * Remembered, fading and never asked, as parts of all questions of the module. What was asked has one cell at least, so that
 * a single answer does not look like none.
 */
function bar({ recall, met, questions }: ModuleProgress, width: number, theme: Theme): string {
  const { symbols } = theme;
  const touched = met > 0 ? Math.max(1, Math.round((met / questions) * width)) : 0;
  const full = Math.round((recall ?? 0) * touched);
  return (
    theme.right(symbols.bar.repeat(full)) +
    theme.partial(symbols.faded.repeat(touched - full)) +
    theme.faint(symbols.empty.repeat(width - touched))
  );
}

/** `82 %`, or a dash where nothing is known. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)} %`;
}

/** Whole minutes, a short time not rounded away. */
export function minutes(count: number): string {
  return count > 0 && count < 1 ? '<1' : String(Math.round(count));
}

/** `16 modules probably known, 2 not begun`, as many as home and `list` call so; empty where there are none. */
export function restText(modules: ModuleProgress[]): string {
  const { probablyKnown, fresh } = countMarked(modules);
  const known = `${plural(probablyKnown, 'module')} probably known`;
  if (probablyKnown === 0) return fresh > 0 ? `${plural(fresh, 'module')} not begun` : '';
  return fresh > 0 ? `${known}, ${fresh} not begun` : known;
}
