import { cellWidth } from '../../../course/width.ts';
import type { MetMisconception, Progress } from '../../../learner/progress.ts';
import type { Pen } from '../../pen.ts';
import { cut, pad, padStart, wrap } from '../../text.ts';

/** More than these are no help; on a narrow screen each takes some lines. */
const MOST = 8;
const MOST_NARROW = 4;

/** The misconceptions met most often, a line each, with the section that answers them; at most `height` lines. */
export function misconceptionLines(
  { misconceptions }: Progress,
  width: number,
  height: number,
  { theme, inline }: Pen,
): string[] {
  if (misconceptions.length === 0 || height < 2) return [];
  const shown = misconceptions.slice(0, Math.min(MOST, height - 1));
  const hint = theme.faint('answered in: backend-tutor read …');
  return [
    pad(theme.strong('Mistaken ideas met most often'), width - cellWidth(hint)) + hint,
    ...shown.map((met) => {
      const where = placeOf(met);
      const room = width - cellWidth(where) - 2;
      const line = cut(`${padStart(times(met), 4)} ${inline(met.text)}`, room);
      return `${pad(line, room)}  ${theme.faint(where)}`;
    }),
  ];
}

/** The same for narrow screens, one block for each misconception. */
export function misconceptionBlocks({ misconceptions }: Progress, width: number, pen: Pen): string[][] {
  const { theme, inline } = pen;
  return misconceptions
    .slice(0, MOST_NARROW)
    .map((met, index) => [
      ...(index === 0 ? wrap(theme.strong('Mistaken ideas met most often'), width) : []),
      ...wrap(inline(met.text), width, `${times(met)} `),
      ...wrap(theme.faint(`backend-tutor read ${placeOf(met)}`), width, '   '),
    ]);
}

/** What `read` takes to show the section that answers it. */
export function placeOf({ module, section }: MetMisconception): string {
  return `${module} ${section}`;
}

function times(met: MetMisconception): string {
  return `${met.times}×`;
}
