/** Lines of a body that belong to one thing that can be chosen. */
export interface Range {
  from: number;
  /** After the last line. */
  to: number;
}

export interface Viewport {
  /** Index of the active range. */
  active: number;
  /** First visible line. */
  top: number;
  /** How many lines have been seen, from the first; as far as that was noted. */
  seen?: number;
}

/** `top` moved so that the range is visible, its beginning first. */
export function reveal({ from, to }: Range, top: number, height: number): number {
  if (to - from >= height || from < top) return from;
  return to > top + height ? to - height : top;
}

/** Whether the whole range is on the screen, or nothing else where it does not fit. */
export function isVisible({ from, to }: Range, top: number, height: number): boolean {
  return to - from >= height ? from <= top && to >= top + height : from >= top && to <= top + height;
}

/**
 * One step down: to the next range, or one line further while the active one is still below the edge, so that a long
 * question can be read with the same key that chooses an answer.
 */
export function stepDown(
  { active, top }: Viewport,
  ranges: Range[],
  lines: number,
  height: number,
): Viewport {
  const current = ranges[active];
  if (current && current.to > top + height)
    return { active, top: Math.min(top + 1, Math.max(0, lines - height)) };
  const next = ranges[active + 1];
  if (next) return { active: active + 1, top: reveal(next, top, height) };
  return { active, top: Math.min(top + 1, Math.max(0, lines - height)) };
}

/** One step up, the mirror of `stepDown`. */
export function stepUp({ active, top }: Viewport, ranges: Range[], height: number): Viewport {
  const before = ranges[active - 1];
  if (before) return { active: active - 1, top: reveal(before, top, height) };
  return { active, top: Math.max(0, top - 1) };
}
