import { splitFences } from './fences.ts';
import { cellWidth } from './width.ts';

/** One drawing of a diagram. The widest comes first and carries the description. */
export interface Drawing {
  /** Cells that the drawing needs. */
  width: number;
  lines: string[];
}

/** Reads the words after ``` of a fenced block; undefined when it is no diagram. */
export function parseDiagramInfo(info: string): { width: number; description: string } | undefined {
  const parts = /^diagram\s+(\d+)\s*(.*)$/.exec(info.trim());
  return parts ? { width: Number(parts[1]), description: parts[2]! } : undefined;
}

/** The narrowest terminal has 40 columns; a margin of one on each side is left. */
export const NARROWEST = 38;

interface DiagramProblem {
  /** Line of the block's opening mark in the text, from 1. */
  line: number;
  message: string;
}

/** What is wrong with the fenced blocks of a Markdown text: too wide, or a diagram without words or narrow twin. */
export function diagramProblems(markdown: string, widest: number): DiagramProblem[] {
  const problems: DiagramProblem[] = [];
  const { fences } = splitFences(markdown);
  fences.forEach(({ info, lines, line: start, follows }, index) => {
    const say = (message: string) => problems.push({ line: start, message });
    const diagram = parseDiagramInfo(info);
    const limit = Math.min(diagram?.width ?? widest, widest);
    for (const line of lines) {
      const width = cellWidth(line);
      if (width <= limit) continue;
      say(`"${line.trim().slice(0, 30)}…" is ${width} columns wide; at most ${limit} fit here`);
    }
    if (!diagram) {
      if (/^diagram\b/.test(info)) say('a diagram begins with ```diagram <width> <what it shows>');
      return;
    }
    if (diagram.width > widest) say(`this diagram is ${diagram.width} columns wide; at most ${widest} fit`);
    const first = !(follows && parseDiagramInfo(fences[index - 1]?.info ?? '')) || diagram.description !== '';
    if (first && diagram.description === '') {
      say('this diagram has no description; say after the width what the picture shows');
    }
    const next = fences[index + 1];
    const twin = next?.follows ? parseDiagramInfo(next.info) : undefined;
    if (!(twin && twin.description === '') && diagram.width > NARROWEST) {
      say(`this diagram needs a narrower twin right after it, at most ${NARROWEST} columns wide`);
    }
  });
  return problems;
}
