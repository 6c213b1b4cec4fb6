import { wordsOf } from './words.ts';

/** A piece of a text in which words were found. */
export interface Excerpt {
  text: string;
  /** Where the words stand in `text`. */
  marks: [from: number, to: number][];
}

/**
 * Of the line that holds most of the `words` (folded), what stands around them, in about `room` characters. The
 * beginning of the text when it holds none of them.
 */
export function excerptOf(lines: string[], words: ReadonlySet<string>, room: number): Excerpt {
  const counts = lines.map((line) => new Set(found(line, words).map(({ folded }) => folded)).size);
  const line = lines[counts.indexOf(Math.max(...counts))] ?? '';
  const text = cutAround(line, found(line, words)[0]?.from ?? 0, room);
  return { text, marks: found(text, words).map(({ from, to }) => [from, to]) };
}

/** How many different ones of the `words` (folded) a text holds. */
export function countWords(text: string, words: ReadonlySet<string>): number {
  return new Set(found(text, words).map(({ folded }) => folded)).size;
}

function found(text: string, words: ReadonlySet<string>) {
  return wordsOf(text).filter(({ folded }) => words.has(folded));
}

/** About `room` characters of a line with the place `at` in them, cut between words. */
function cutAround(line: string, at: number, room: number): string {
  if (line.length <= room) return line;
  // A third of the room for what comes before; more of it when there is little after.
  const wanted = Math.max(0, Math.min(at - Math.floor(room / 3), line.length - room));
  const from = wanted === 0 ? 0 : line.lastIndexOf(' ', wanted) + 1;
  const end = from + room >= line.length ? line.length : line.lastIndexOf(' ', from + room);
  const to = end <= at ? from + room : end;
  return `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`;
}
