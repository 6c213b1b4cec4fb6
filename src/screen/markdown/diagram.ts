import type { Drawing } from '../../course/diagram.ts';
import { wrap } from '../text.ts';
import type { RenderOptions } from './render.ts';

/** The widest drawing that fits; the description where none does or where pictures are to be described. */
export function drawDiagram(
  { description, drawings }: { description: string; drawings: Drawing[] },
  { width, theme, pictures }: RenderOptions,
): string[] {
  const fitting = drawings.filter((drawing) => drawing.width <= width);
  const drawing = fitting.sort((a, b) => b.width - a.width)[0];
  if (pictures === 'describe' || !drawing) {
    return wrap(`Picture: ${description}`, width).map(theme.finish);
  }
  const indent = drawing.width + 2 <= width ? '  ' : '';
  return drawing.lines.map((line) => theme.finish(theme.faint(indent) + line.trimEnd()));
}
