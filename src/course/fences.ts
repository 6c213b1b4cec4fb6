/** A fenced block of a Markdown text. */
export interface Fence {
  /** The words after the opening mark. */
  info: string;
  lines: string[];
  /** Line of the opening mark, from 1. */
  line: number;
  /** Whether only blank lines separate it from the fence before. */
  follows: boolean;
}

/** Parts a Markdown text into its fenced blocks and the lines of prose between them. */
export function splitFences(markdown: string): { fences: Fence[]; prose: string[] } {
  const fences: Fence[] = [];
  const prose: string[] = [];
  let open: { mark: string; fence: Fence } | undefined;
  let follows = false;
  markdown.split('\n').forEach((text, index) => {
    const [, mark, rest] = /^\s{0,3}(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    // `words` in backticks at the start of a line are code in a sentence, not the start of a block.
    const opens = mark !== undefined && !(mark.startsWith('`') && rest!.includes('`'));
    if (open) {
      if (mark?.startsWith(open.mark) && rest!.trim() === '') {
        open = undefined;
        follows = true;
      } else open.fence.lines.push(text);
    } else if (opens) {
      const fence = { info: rest!.trim(), lines: [], line: index + 1, follows };
      fences.push(fence);
      open = { mark, fence };
    } else {
      prose.push(text);
      if (text.trim() !== '') follows = false;
    }
  });
  return { fences, prose };
}
