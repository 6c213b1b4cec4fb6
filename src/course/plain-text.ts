import { parseDiagramInfo } from './diagram.ts';

/**
 * What a Markdown text says, without its marks, a paragraph, list item, table row or line of code each: for finding
 * words and showing where they stand. Of a picture only the sentence is left that tells what it shows.
 */
export function plainLines(markdown: string): string[] {
  const lines: string[] = [];
  let fence: { mark: string; skip: boolean } | undefined;
  let open = false;
  const add = (text: string, joins: boolean) => {
    if (joins && open) lines[lines.length - 1] += ` ${text}`;
    else lines.push(text);
    open = joins;
  };
  for (const line of markdown.split('\n')) {
    const [, mark, info] = /^\s{0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence) {
      if (mark?.startsWith(fence.mark) && info!.trim() === '') fence = undefined;
      else if (!fence.skip && line.trim() !== '') add(line.trim(), false);
    } else if (mark !== undefined && !(mark.startsWith('`') && info!.includes('`'))) {
      const diagram = parseDiagramInfo(info!.trim());
      fence = { mark, skip: diagram !== undefined };
      open = false;
      if (diagram?.description) add(diagram.description, false);
    } else if (line.trim() === '' || /^\s*(\|[\s|:-]+|[-*_]{3,})$/.test(line)) {
      open = false;
    } else {
      const begins = /^\s*([-*+]\s|\d+[.)]\s|#{1,6}\s|\||>)/.test(line);
      if (begins && !/^\s*>/.test(line)) open = false;
      add(withoutMarks(line), !/^\s*(#{1,6}\s|\|)/.test(line));
    }
  }
  return lines;
}

/**
 * One line of Markdown without list marks, heading marks, quote bars, cell borders and emphasis. What stands between two
 * marks is at most 300 characters long: else a line of nothing but marks would take time that grows with its square.
 */
function withoutMarks(line: string): string {
  const cells = /^\s*\|/.test(line)
    ? line
        .trim()
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim())
        .join(' · ')
    : line;
  return cells
    .replace(/^\s*(>\s?)*/, '')
    .replace(/^([-*+]|\d+[.)]|#{1,6})\s+/, '')
    .replace(/\[([^\]]{0,300})\]\([^)]{0,300}\)/g, '$1')
    .replace(/(\*\*|__)(\S(?:.{0,300}?\S)?)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])([*_])(\S(?:.{0,300}?\S)?)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/`/g, '')
    .trim();
}
