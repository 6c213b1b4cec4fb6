import { isBegun, type ModuleProgress, type Progress } from '../../../learner/progress.ts';
import type { Pen } from '../../pen.ts';
import { cut, pad, plural, wrap } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { bodyHeight, type Size, textWidth } from '../frame.ts';
import { paginate } from '../paginate.ts';
import { calibrationLines, forecastLines } from './ahead.ts';
import { heatMap } from './heat-map.ts';
import { misconceptionBlocks, misconceptionLines } from './misconceptions.ts';
import { moduleHeader, moduleRows, restText } from './modules.ts';

/** Cells of the right column, and between the columns. */
const RIGHT = 30;
const GAP = 3;
/** From this much room on, everything is on one page. */
const WHOLE = { width: 76, height: 20 };
/** Rows that are kept for misconceptions where there are any: their heading and one of them. */
const KEPT = 2;

/** Progress as pages of lines: one page where there is room, else one part after another. */
export function progressPages(progress: Progress, size: Size, pen: Pen): string[][] {
  const width = textWidth(size);
  const height = bodyHeight(size);
  if (width >= WHOLE.width && height >= WHOLE.height) return [wholePage(progress, width, height, pen)];
  const { theme } = pen;
  const blocks = [
    ...moduleBlocks(progress, width, height, pen),
    heatMap(progress.calendar, width, theme),
    forecastLines(progress, theme),
    calibrationLines(progress, theme),
    ...misconceptionBlocks(progress, width, pen),
  ];
  const filled = blocks.filter((lines) => lines.length > 0);
  return paginate(
    filled.map((lines) => ({ heading: false, lines })),
    height,
  ).map(({ lines }) => lines);
}

/** How much has been done and how well, as much of it as fits into `room` cells. */
export function standingLine({ answers, streak }: Progress, room: number): string {
  const parts = [
    plural(answers.total, 'answer'),
    ...(answers.total > 0 ? [`${Math.round((100 * answers.correct) / answers.total)} % right`] : []),
    // A row of days that has ended is nothing to be reminded of.
    ...(streak.days > 1 ? [`${streak.days} days in a row`] : []),
  ];
  while (parts.length > 1 && parts.join(', ').length > room) parts.shift();
  return parts.join(', ');
}

function wholePage(progress: Progress, width: number, height: number, pen: Pen): string[] {
  const { theme } = pen;
  const left = width - RIGHT - GAP;
  const space = height - (progress.misconceptions.length > 0 ? KEPT : 0);
  const modules = leftColumn(progress, left, space, pen);
  const parts = [forecastLines(progress, theme), calibrationLines(progress, theme)];
  const right = [
    ...heatMap(progress.calendar, RIGHT, theme),
    ...parts.filter(({ length }) => length > 0).flatMap((lines) => ['', ...lines]),
  ];
  // Beside the calendar there is room to tell whole sentences, as long as few modules have been begun.
  const room = right.length - modules.length > 4 ? height - modules.length - 1 : 0;
  const told = fitting(misconceptionBlocks(progress, left, pen), room);
  if (told.length > 0) return sideBySide([...modules, '', ...told], right, left + GAP);
  const lines = sideBySide(modules, right, left + GAP);
  const free = height - lines.length;
  // An empty line between, where that does not cost the only misconception but one.
  const isSpaced = free > KEPT + 1;
  const below = misconceptionLines(progress, width, isSpaced ? free - 1 : free, pen);
  return [...lines, ...(below.length > 0 && isSpaced ? [''] : []), ...below];
}

function sideBySide(left: string[], right: string[], width: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) =>
    `${pad(left[row] ?? '', width)}${right[row] ?? ''}`.trimEnd(),
  );
}

/** As many whole blocks as fit. */
function fitting(blocks: string[][], height: number): string[] {
  const lines: string[] = [];
  for (const block of blocks) {
    if (lines.length + block.length > height) break;
    lines.push(...block);
  }
  return lines;
}

function leftColumn({ modules }: Progress, width: number, height: number, { theme }: Pen): string[] {
  const begun = modules.filter(isBegun);
  const rest = restLines(modules, width, theme);
  if (begun.length === 0) return rest;
  const header = moduleHeader(width, theme);
  const room = height - header.length - rest.length;
  const shown = begun.length <= room ? begun : mostDue(begun, room - 1);
  const hidden = begun.length - shown.length;
  return [
    ...header,
    ...moduleRows(shown, width, theme).flat(),
    ...(hidden > 0 ? [theme.faint(`${plural(hidden, 'more module')} begun`)] : []),
    ...rest,
  ];
}

/** The modules that need most, in their own order. */
function mostDue(modules: ModuleProgress[], count: number): ModuleProgress[] {
  const chosen = new Set([...modules].sort((a, b) => b.due - a.due).slice(0, count));
  return modules.filter((module) => chosen.has(module));
}

/** Of the modules that are not begun, as `list` calls them. */
function restLines(modules: ModuleProgress[], width: number, theme: Theme): string[] {
  const text = restText(modules);
  return text === '' ? [] : wrap(text, width).map((line) => theme.faint(line));
}

function moduleBlocks(progress: Progress, width: number, height: number, { theme }: Pen): string[][] {
  const { modules } = progress;
  const begun = modules.filter(isBegun);
  const rows = moduleRows(begun, width, theme);
  const rest = restLines(modules, width, theme);
  // A module's lines stay together.
  const standing = cut(standingLine(progress, width), width);
  const blocks: string[][] = [[standing, ...(begun.length > 0 ? moduleHeader(width, theme) : [])]];
  for (const lines of [...rows, rest].map((row) => row.map((line) => cut(line, width)))) {
    const block = blocks.at(-1)!;
    if (block.length + lines.length <= height) block.push(...lines);
    else blocks.push([...lines]);
  }
  return blocks;
}

/** What is shown before there is anything to tell. */
export function nothingYet(): string {
  return 'Nothing yet. backend-tutor start begins the first module.';
}
