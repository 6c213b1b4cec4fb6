import type { Question } from '../model.ts';
import { plainText } from '../prose.ts';
import { questionsOf, type Rule } from './rule.ts';

/** Options shorter than this on the median (characters) are numbers, names or codes, whose length gives nothing away. */
const SHORT = 12;
const LEAST = 0.75;
const MOST = 1.25;

/** An option that is nothing but a word about the others, and "the above" anywhere. */
const FORBIDDEN: [RegExp, string][] = [
  [
    /^(?:all|none|any|both|either|neither)(?: of)?(?: the| these| those)? (?:above|these|those|them|others?|options|answers)\.?$/i,
    'speaks of the other options',
  ],
  [/\b(?:the|of) above\b/i, 'speaks of the other options'],
  [
    /^(?:[Bb]oth |[Ee]ither |[Nn]either |[Oo]nly )?\(?[A-F]\)?,? (?:and|or|nor) \(?[A-F]\)?\.?$/,
    'names other options by letter',
  ],
];

/** Options: none that speaks of others, no two alike, all of about one length (within 25 % of the median). */
export const options: Rule = (modules, say) => {
  for (const { question, place } of questionsOf(modules)) {
    const texts = optionsOf(question);
    texts.forEach((text, index) => {
      const at = place(['options', index, 'text']);
      const reason = FORBIDDEN.find(([pattern]) => pattern.test(text))?.[1];
      if (reason) {
        say(
          at,
          `${question.id}: "${text}" ${reason}, which are shuffled; write an answer of its own`,
          'error',
        );
      }
      if (texts.findIndex((other) => same(other, text)) < index) {
        say(at, `${question.id}: "${text}" is there twice; nobody could choose between the two`, 'error');
      }
    });
    const lengths = texts.map(optionLength);
    const middle = median(lengths);
    if (middle <= SHORT) continue;
    lengths.forEach((length, index) => {
      if (length >= LEAST * middle && length <= MOST * middle) return;
      const [low, high] = [Math.ceil(LEAST * middle), Math.floor(MOST * middle)];
      say(
        place(['options', index, 'text']),
        `${question.id}: this option has ${length} characters, the median is ${middle}; between ${low} and ${high} its length says nothing`,
      );
    });
  }
};

function optionsOf(question: Question): string[] {
  return question.type === 'choice' || question.type === 'multi'
    ? question.options.map(({ text }) => text)
    : [];
}

/** Characters as shown: without the marks of Markdown. */
export function optionLength(text: string): number {
  return [...plainText(text)].length;
}

function same(a: string, b: string): boolean {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  return plain(a) === plain(b);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length === 0 ? 0 : (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}
