import MiniSearch, { type Query, type SearchOptions } from 'minisearch';
import type { Course } from './model.ts';
import { plainLines } from './plain-text.ts';
import { foldWord, wordsOf } from './words.ts';

export type HitKind = 'section' | 'term' | 'explanation';

/** Something that holds the words that were looked for. */
export interface Hit {
  kind: HitKind;
  module: string;
  /** The section's slug, the term, or the question's id. */
  id: string;
  /** The words of it that were found, without case and accents. */
  words: string[];
}

/** The full-text index of a course. */
export interface CourseSearch {
  /** What fits the words, best first. A word may be the beginning of one; slips of the finger are forgiven. */
  find(query: string): Hit[];
  /** Words of the course that look somewhat like those of the query. */
  similar(query: string): string[];
  /** The index as text, for `loadSearch`. */
  save(): string;
}

interface Entry {
  id: string;
  title: string;
  text: string;
}

const OPTIONS = {
  fields: ['title', 'text'],
  tokenize: (text: string) => wordsOf(text).map(({ folded }) => folded),
  processTerm: foldWord,
};

/** How much a hit of each kind is worth against another with the same words. */
const WORTH: Record<HitKind, number> = { term: 1.5, section: 1.2, explanation: 0.7 };

const COMMON: SearchOptions = {
  boost: { title: 3 },
  // A single letter would be the beginning of everything.
  prefix: (word) => word.length > 1,
  boostDocument: (id) => WORTH[(id as string).split(' ', 1)[0] as HitKind],
};

/** Makes the index of a course: its sections, its glossary, and what is said after an answer whatever it was. */
export function indexCourse(course: Course): CourseSearch {
  const index = new MiniSearch<Entry>(OPTIONS);
  for (const module of course.modules) {
    const id = (kind: HitKind, name: string) => `${kind} ${module.id} ${name}`;
    const entries = [
      ...module.sections.map(({ slug, title, text }) => ({ id: id('section', slug), title, text })),
      ...module.glossary.map(({ term, definition }) => ({
        id: id('term', term),
        title: term,
        text: definition,
      })),
      ...module.questions.map((question) => ({
        id: id('explanation', question.id),
        title: '',
        text: question.explain,
      })),
    ];
    for (const entry of entries) {
      // A mistake in a course must not keep it from being found at all.
      if (!index.has(entry.id)) index.add({ ...entry, text: plainLines(entry.text).join('\n') });
    }
  }
  return searchIn(index);
}

/** Opens an index that was saved. Throws when the text is none. */
export function loadSearch(text: string): CourseSearch {
  return searchIn(MiniSearch.loadJSON<Entry>(text, OPTIONS));
}

function searchIn(index: MiniSearch<Entry>): CourseSearch {
  return {
    find(query) {
      const words = OPTIONS.tokenize(query);
      if (words.length === 0) return [];
      // From strict to lenient: what fits exactly is not buried under what fits more or less.
      for (const attempt of attempts(words)) {
        const found = index.search(attempt, COMMON);
        if (found.length > 0) return found.map(({ id, terms }) => hit(id, terms));
      }
      return [];
    },
    similar(query) {
      const options = { fuzzy: 0.5, maxFuzzy: 4, prefix: false, combineWith: 'OR' } as const;
      return [...new Set(index.search(query, options).flatMap(({ terms }) => terms))];
    },
    save: () => JSON.stringify(index),
  };
}

function hit(entry: string, words: string[]): Hit {
  const [kind, module] = entry.split(' ', 2) as [HitKind, string];
  return { kind, module, id: entry.slice(kind.length + module.length + 2), words };
}

/** All words as they are; all with a slip; all with two slips in long words; any of them. */
function attempts(words: string[]): Query[] {
  const slipped = (word: string): Query => ({
    queries: [word, ...swaps(word)],
    combineWith: 'OR',
    fuzzy: word.length > 3 ? 1 : false,
  });
  return [
    { queries: words, combineWith: 'AND' },
    { queries: words.map(slipped), combineWith: 'AND' },
    { queries: words, combineWith: 'AND', fuzzy: (word: string) => (word.length > 6 ? 2 : false) },
    { queries: words.map(slipped), combineWith: 'OR' },
  ];
}

/** A word with each two neighbours swapped, the commonest slip, which counts as two others. */
function swaps(word: string): string[] {
  if (word.length < 4) return [];
  return Array.from(
    { length: word.length - 1 },
    (_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  );
}
