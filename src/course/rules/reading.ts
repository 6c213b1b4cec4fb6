import { syllable } from 'syllable';
import { proseOf, sentencesOf, wordsOf } from '../prose.ts';
import { questionsOf, type Rule } from './rule.ts';

/** A sentence longer than this is worth splitting; longer than the hard limit it is an error. */
const MOST_WORDS = 25;
const HARD_LIMIT = 30;
/** US school grade that a prompt may ask for. */
const MOST_GRADE = 10;
/** The formula says nothing about very short texts. */
const FEWEST_WORDS = 20;

/** Prompts are read once: short sentences, plain words. */
export const reading: Rule = (modules, say) => {
  for (const { read, question, place } of questionsOf(modules)) {
    const at = place(['prompt']);
    for (const sentence of sentencesOf(proseOf(question.prompt))) {
      const words = wordsOf(sentence).length;
      if (words <= MOST_WORDS) continue;
      const start = wordsOf(sentence).slice(0, 5).join(' ');
      const message = `${question.id}: the sentence "${start} …" has ${words} words; split it (at most ${MOST_WORDS})`;
      say(at, message, words > HARD_LIMIT ? 'error' : 'advice');
    }
    const grade = gradeLevel(
      question.prompt,
      new Set(read.module.glossary.flatMap(({ term }) => wordsOf(term.toLowerCase()))),
    );
    if (grade !== undefined && grade > MOST_GRADE) {
      say(
        at,
        `${question.id}: the prompt reads like school grade ${grade.toFixed(1)} (at most ${MOST_GRADE}); use shorter words and sentences`,
      );
    }
  }
};

/**
 * The Flesch–Kincaid grade (Kincaid et al. 1975): 0.39 × words per sentence + 11.8 × syllables per word − 15.59, of a
 * text without code, names (words with a capital inside a sentence, or with a digit) and `terms` (lower case), whose
 * length a writer cannot choose. Undefined for texts of fewer than 20 such words.
 */
export function gradeLevel(markdown: string, terms: ReadonlySet<string> = new Set()): number | undefined {
  const sentences = sentencesOf(proseOf(markdown, ' '));
  const words = sentences.flatMap((sentence) =>
    wordsOf(sentence).filter((word, index) => {
      if (/\d/.test(word) || /\p{Lu}/u.test(word.slice(1)) || terms.has(word.toLowerCase())) return false;
      return index === 0 || !/^\p{Lu}/u.test(word);
    }),
  );
  if (words.length < FEWEST_WORDS) return undefined;
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}
