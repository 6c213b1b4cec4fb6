import { cellWidth } from '../../course/width.ts';
import { pad, wrap } from '../text.ts';
import { bodyHeight, type Frame, type Size, textWidth } from './frame.ts';

/** The same screen with its keys explained instead of its content, from line `top` of the explanation. */
export function helpFrame({ title, place, keys }: Frame, size: Size, top = 0): Frame {
  const width = textWidth(size);
  // Long ones, such as a command with its arguments, stand above their explanation: it needs room to be read.
  const short = keys.map(({ key }) => cellWidth(key)).filter((cells) => cells <= width / 3);
  const column = Math.max(0, ...short);
  const body = keys.flatMap(({ key, help }) =>
    cellWidth(key) <= column
      ? wrap(help, width, `${pad(key, column)}  `)
      : [...wrap(key, width), ...wrap(help, width, '  '.padEnd(column + 2))],
  );
  const height = bodyHeight(size);
  const fits = body.length + 2 <= height;
  const close = fits ? 'Any key closes this help.' : 'PgUp and PgDn scroll. Any other key closes this help.';
  const lines = [...body, '', ...wrap(close, width)];
  return {
    title,
    ...(place !== undefined && { place }),
    body: lines,
    top: Math.max(0, Math.min(top, lines.length - height)),
    keys: [],
  };
}

/** Where help begins after a key, or undefined when the key closes it. */
export function scrollHelp(frame: Frame, size: Size, top: number, key: string): number | undefined {
  const { body, top: now } = helpFrame(frame, size, top);
  const height = bodyHeight(size);
  if (body.length <= height) return undefined;
  const steps: Record<string, number> = { pagedown: height - 1, pageup: 1 - height, down: 1, up: -1 };
  const step = steps[key];
  return step === undefined ? undefined : Math.max(0, Math.min(body.length - height, now + step));
}
