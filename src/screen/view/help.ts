import { cellWidth } from '../../course/width.ts';
import { pad, wrap } from '../text.ts';
import { type Frame, type Size, textWidth } from './frame.ts';

/** The same screen with its keys explained instead of its content. */
export function helpFrame({ title, place, keys }: Frame, size: Size): Frame {
  const widest = Math.max(...keys.map(({ key }) => cellWidth(key)));
  const body = keys.flatMap(({ key, help }) => wrap(help, textWidth(size), `${pad(key, widest)}  `));
  return {
    title,
    ...(place !== undefined && { place }),
    body: [...body, '', 'Any key closes this help.'],
    top: 0,
    keys: [],
  };
}
