/**
 * The prose of a Markdown text: fenced blocks become paragraph breaks, `code` in a sentence becomes `code` (one word by
 * default), marks of emphasis, quotes, lists and tables go.
 */
export function proseOf(markdown: string, code = 'code'): string {
  let inFence = '';
  const lines = markdown.split('\n').map((line) => {
    const mark = /^\s{0,3}(`{3,}|~{3,})[^`]*$/.exec(line)?.[1];
    if (inFence) {
      if (mark?.startsWith(inFence)) inFence = '';
      return '';
    }
    if (mark) inFence = mark;
    return mark ? '' : line;
  });
  return lines
    .map((line) => line.replace(/^\s*>\s?/, '').replace(/^\s*(#{1,6}|[-*+]|\d{1,2}[.)])\s+/, '\n'))
    .map((line) => (/^\s*\|/.test(line) ? `\n${line.replace(/\|/g, '\n')}\n` : line))
    .join('\n')
    .replace(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, code)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '');
}

/** A short text as shown: without the marks of code and emphasis. Stars inside code stay. */
export function plainText(text: string): string {
  return text.replace(/(`+)(.*?)\1|\*+/g, '$2').trim();
}

/**
 * The sentences of prose. One ends at `.`, `!` or `?` before a capital, a digit or an opening mark, and at an empty
 * line; not after an abbreviation such as "e.g.".
 */
export function sentencesOf(prose: string): string[] {
  return prose
    .split(/\n\s*\n/)
    .flatMap((paragraph) =>
      paragraph
        .replace(/\s+/g, ' ')
        .replace(/\b(e\.g|i\.e|vs|etc|cf|approx)\.(?=\s)/gi, '$1\u2024')
        .split(/(?<=[.!?…]["”’')\]]*)\s+(?=["“‘'([]*[\p{Lu}\p{N}])/u),
    )
    .map((sentence) => sentence.replace(/\u2024/g, '.').trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** The words of prose as written: runs without spaces that hold a letter or a digit, without marks around them. */
export function wordsOf(prose: string): string[] {
  return prose
    .split(/[\s–—]+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
}

/** Lower-case words with code kept and marks dropped, for comparing texts with each other. */
export function comparableWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’.:/_-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** All runs of `length` neighbouring words, each joined by spaces. */
export function runsOf(words: readonly string[], length: number): string[] {
  return words
    .slice(0, Math.max(0, words.length - length + 1))
    .map((_, at) => words.slice(at, at + length).join(' '));
}
