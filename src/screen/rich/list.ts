import type { Response } from '../../quiz/response.ts';
import type { Heading } from '../screen.ts';
import { bodyHeight, type Frame, type KeyHint, type Size } from '../view/frame.ts';
import { isVisible, type Range, reveal, stepDown, stepUp, type Viewport } from '../view/scroll.ts';
import { HINTS, type Key } from './program.ts';

/** A body in which some lines can be chosen. */
export interface ListBody {
  lines: string[];
  ranges: Range[];
}

/** Collects a body: plain lines, and entries that get a range each. */
export function listBody(intro: string[], entries: string[][]): ListBody {
  const lines = [...intro];
  const ranges = entries.map((entry) => {
    const from = lines.length;
    lines.push(...entry);
    return { from, to: lines.length };
  });
  return { lines, ranges };
}

/** Moves in a list by arrows, page keys, Home and End; undefined when the key is none of them. */
export function moveInList(view: Viewport, key: Key, list: ListBody, size: Size): Viewport | undefined {
  const moved = move(view, key, list, size);
  return moved && { ...moved, seen: seenIn(view, size) };
}

function move(view: Viewport, key: Key, { lines, ranges }: ListBody, size: Size): Viewport | undefined {
  const height = bodyHeight(size);
  const lowest = Math.max(0, lines.length - height);
  switch (key.name) {
    case 'up':
    case 'k':
      return stepUp(view, ranges, height);
    case 'down':
    case 'j':
      return stepDown(view, ranges, lines.length, height);
    case 'pagedown':
      return { ...view, top: Math.min(lowest, view.top + Math.max(1, height - 1)) };
    case 'pageup':
      return { ...view, top: Math.max(0, view.top - Math.max(1, height - 1)) };
    case 'home':
      return { active: 0, top: 0 };
    case 'end':
      return { active: Math.max(0, ranges.length - 1), top: lowest };
    default:
      return undefined;
  }
}

/**
 * Brings the active entry nearer by a screenful at most, so that what stands between can be read; undefined when it is on
 * the screen. Keys that act on an entry ask this first: nobody gives an answer that they do not see.
 */
export function bring<S extends Viewport>(state: S, { ranges }: ListBody, size: Size): S | undefined {
  const range = ranges[state.active];
  const height = bodyHeight(size);
  if (!range || isVisible(range, state.top, height)) return undefined;
  const top = reveal(range, state.top, height);
  return { ...state, top: Math.min(top, state.top + Math.max(1, height - 1)), seen: seenIn(state, size) };
}

/** The same before an answer is given: all entries must have been on the screen, not only the active one. */
export function readOn<S extends Viewport>(state: S, list: ListBody, size: Size): S | undefined {
  const height = bodyHeight(size);
  const range = list.ranges[state.active];
  const end = list.ranges.at(-1)?.to ?? 0;
  const seen = seenIn(state, size);
  if (!range || !isVisible(range, state.top, height) || seen >= end) return bring(state, list, size);
  return { ...state, top: Math.min(end - height, state.top + Math.max(1, height - 1)), seen };
}

function seenIn({ top, seen = 0 }: Viewport, size: Size): number {
  return Math.max(seen, top + bodyHeight(size));
}

/** After a change of size: whoever has moved in the list still sees where they are. */
export function follow<S extends Viewport>(state: S, { ranges }: ListBody, size: Size): S {
  const range = ranges[state.active];
  return range && state.active > 0 ? { ...state, top: reveal(range, state.top, bodyHeight(size)) } : state;
}

/** The frame of a list; `top` is kept inside the body whatever the size has become. */
export function listFrame(
  { title, place = '' }: Heading,
  { lines }: ListBody,
  top: number,
  keys: KeyHint[],
  size: Size,
): Frame {
  const lowest = Math.max(0, lines.length - bodyHeight(size));
  return { title, place, body: lines, top: Math.min(top, lowest), keys };
}

/** The same while an entry is marked: as long as `unread` tells where to go first, Enter reads on. */
export function markedFrame(
  heading: Heading,
  list: ListBody,
  state: Viewport,
  keys: KeyHint[],
  size: Size,
  unread: typeof bring = bring,
): Frame {
  const hints = unread(state, list, size)
    ? [HINTS.readOn, ...keys.filter(({ key }) => key !== 'Enter')]
    : keys;
  return listFrame(heading, list, state.top, hints, size);
}

/** The digit of a number key, from 1; undefined for other keys. */
export function digit({ name }: Key): number | undefined {
  return /^[1-9]$/.test(name) ? Number(name) : undefined;
}

/** The response to a key that leaves a question without an answer; undefined for other keys. */
export function leave({ name }: Key): Response | 'back' | undefined {
  if (name === 's') return { type: 'skip' };
  return name === 'b' ? 'back' : undefined;
}
