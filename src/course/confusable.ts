import type { Module, Question } from './model.ts';
import { learnerTexts } from './rules/texts.ts';

/**
 * The group of easily confused things that a question is about, or undefined: the first of the module's `confusable`
 * lists of which it names at least two, in its prompt, its answers or what is said about them. Reviews put the questions
 * of a group next to each other.
 */
export function groupOf(module: Pick<Module, 'id' | 'confusable'>, question: Question): string | undefined {
  if (module.confusable.length === 0) return undefined;
  const words = wordsOf(question);
  const index = module.confusable.findIndex(
    (terms) => terms.filter((term) => words.includes(normalise(term))).length >= 2,
  );
  return index === -1 ? undefined : groupName(module, index);
}

/** The name of one of a module's groups, by its place among the `confusable` lists. */
export function groupName({ id }: Pick<Module, 'id'>, index: number): string {
  return `${id} ${index}`;
}

function wordsOf(question: Question): string {
  const texts = learnerTexts(question).map(({ text }) => text);
  return normalise([...texts, ...(question.type === 'text' ? question.accept : [])].join(' '));
}

/** Words in small letters, with a space before and behind each. */
function normalise(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}
