/** Knows which words are spelt right. */
export interface Dictionary {
  /** Whether a lower-case word is in one of the lists. */
  knows(word: string): boolean;
  /** A known word one slip away (a letter more, less, changed, or two neighbours swapped), if there is one. */
  nearest(word: string): string | undefined;
}

/**
 * A dictionary of word lists: texts with one word per line, `#` begins a comment. English ones hold British and
 * American spellings alike.
 */
export function dictionaryOf(...lists: string[]): Dictionary {
  const words = new Set<string>();
  for (const list of lists) {
    for (const line of list.split('\n')) {
      const word = line.replace(/#.*/, '').trim().toLowerCase();
      if (word !== '') words.add(word);
    }
  }
  return {
    knows: (word) => words.has(word),
    nearest: (word) => slips(word).find((each) => words.has(each)),
  };
}

/** Every text one slip away from `word`: swaps first, as these are the commonest (after Norvig's "edits1"). */
function slips(word: string): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const places = Array.from(
    { length: word.length + 1 },
    (_, at) => [word.slice(0, at), word.slice(at)] as const,
  );
  return [
    ...places.filter(([, b]) => b.length > 1).map(([a, b]) => a + b[1] + b[0] + b.slice(2)),
    ...places.filter(([, b]) => b !== '').map(([a, b]) => a + b.slice(1)),
    ...places.flatMap(([a, b]) => letters.map((letter) => a + letter + b)),
    ...places
      .filter(([, b]) => b !== '')
      .flatMap(([a, b]) => letters.map((letter) => a + letter + b.slice(1))),
  ];
}
