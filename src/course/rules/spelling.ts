import { proseOf, sentencesOf } from '../prose.ts';
import type { ReadModule } from '../read.ts';
import type { Dictionary } from './dictionary.ts';
import type { Rule } from './rule.ts';
import { allTexts } from './texts.ts';

/** Shorter words are mostly abbreviations. */
const SHORTEST = 3;

/**
 * Words that `dictionary` does not hold. Known besides: the course's names (words with a capital inside a sentence
 * somewhere), its glossary terms, what stands in code somewhere, and everything with a digit or an inner capital.
 */
export function spelling(dictionary: Dictionary): Rule {
  return (modules, say) => {
    const own = ownWords(modules);
    const told = new Set<string>();
    for (const { text, ...place } of allTexts(modules)) {
      const start = place.column === 1 && place.file.endsWith('.md');
      for (const word of plainWords(proseOf(text, ' '))) {
        const lower = word.toLowerCase();
        const key = `${place.file} ${lower}`;
        if (lower.length < SHORTEST || own.has(lower) || dictionary.knows(lower) || told.has(key)) continue;
        told.add(key);
        const line = start ? place.line + lineOf(text, word) : place.line;
        const near = dictionary.nearest(lower);
        const hint = near ? `did you mean "${near}"?` : 'if it is right, add it to lessons/words.txt';
        say({ ...place, line }, `"${word}" is not in the word list; ${hint}`);
      }
    }
  };
}

/** Words that could be misspelt: no names of files, addresses or abbreviations. */
function plainWords(prose: string): string[] {
  return prose
    .split(/[\s–—…]+/)
    .filter((token) => !/^\W*\/|[\d@=<>{}\\_&%#:;]\S|\.\p{L}/u.test(token))
    .flatMap((token) => token.split(/[-/]/))
    .map((token) =>
      token
        .replace(/’/g, "'")
        .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
        .replace(/'s?$/, ''),
    )
    .filter((word) => /^\p{L}[\p{Ll}']*$/u.test(word));
}

function ownWords(modules: readonly ReadModule[]): Set<string> {
  const own = new Set<string>();
  const add = (text: string) => {
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) own.add(word);
  };
  for (const { module } of modules) for (const { term } of module.glossary) add(term);
  for (const { text } of allTexts(modules)) {
    for (const [code] of text.matchAll(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g)) add(code);
    for (const sentence of sentencesOf(proseOf(text, ' '))) {
      for (const [, name] of sentence.matchAll(/(?<=[\p{Ll},)] )["“(]?(\p{Lu}\p{Ll}+)/gu)) add(name!);
    }
  }
  return own;
}

function lineOf(text: string, word: string): number {
  return text.slice(0, Math.max(0, text.indexOf(word))).split('\n').length - 1;
}
