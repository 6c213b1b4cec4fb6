import type { Module, Question } from './model.ts';

/**
 * The group of easily confused things that a question is about, or undefined: the first of the module's `confusable`
 * lists of which it names at least two. Reviews put such questions next to each other.
 */
export function groupOf(module: Pick<Module, 'id' | 'confusable'>, question: Question): string | undefined {
  const text = wordsOf(question);
  const index = module.confusable.findIndex(
    (terms) => terms.filter((term) => text.includes(` ${normalise(term)} `)).length >= 2,
  );
  return index === -1 ? undefined : `${module.id} ${index}`;
}

function wordsOf(question: Question): string {
  const answers =
    question.type === 'choice' || question.type === 'multi'
      ? question.options.map(({ text }) => text)
      : question.type === 'match'
        ? [...question.categories, ...question.items.map(({ text }) => text)]
        : question.type === 'text'
          ? question.accept
          : [];
  return ` ${normalise([question.prompt, ...answers].join(' '))} `;
}

function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
