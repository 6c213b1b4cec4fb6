/** A word of a text and where it stands. */
export interface Word {
  /** In the form that is compared: without case and accents. */
  folded: string;
  from: number;
  to: number;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** The words of a text: runs of letters and digits. `Set-Cookie` is two of them. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    folded: foldWord(word),
    from: index,
    to: index + word.length,
  }));
}

/** A word without case and accents. */
export function foldWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
