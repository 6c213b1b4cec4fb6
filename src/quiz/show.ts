import type { Question } from '../course/model.ts';
import { type Random, shuffle } from './random.ts';

/** A question as it is put before a learner: the same, with its answers in the order in which they are shown. */
export interface Shown {
  question: Question;
  /** `places[i]` is the index, in the course file, of the option, step or item shown at place i. Empty for typed answers. */
  places: number[];
}

/** Shuffles a question's options, steps or items. Options that are all numbers stand in ascending order. */
export function show(question: Question, random: Random): Shown {
  const texts = answerTexts(question);
  const places = shuffle([...texts.keys()], random);
  if (isOrdered(question)) {
    // Equal numbers stay in shuffled order.
    const values = texts.map(numeric);
    places.sort((a, b) => values[a]! - values[b]!);
  }
  return { question, places };
}

/** Whether a question's options are all numbers. Steps never count: ascending numbers would often be the answer. */
export function isOrdered(question: Question): boolean {
  return question.type !== 'order' && answerTexts(question).every((text) => numeric(text) !== undefined);
}

/** The texts that a learner picks from, in file order. */
export function answerTexts(question: Question): string[] {
  switch (question.type) {
    case 'choice':
    case 'multi':
      return question.options.map(({ text }) => text);
    case 'order':
      return question.steps.map(({ text }) => text);
    case 'match':
      return question.items.map(({ text }) => text);
    case 'text':
    case 'number':
      return [];
  }
}

/** Whether a prompt ends with the words in which its task is told anyway: "Choose all that apply.", "… in order." */
export function tellsTask({ type, prompt }: Question): boolean {
  const task = { multi: /\bchoose all that apply\.?$/i, order: /\bin(to)? order\.?$/i };
  return (type === 'multi' || type === 'order') && task[type].test(prompt.trim());
}

/** The number that an option is or begins with (`404`, `60 seconds`, `1,000`), else undefined. */
function numeric(text: string): number | undefined {
  const digits = /^`?(-?[0-9][0-9_,]*(?:\.[0-9]+)?)\b/.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Number(digits.replace(/[_,]/g, ''));
}
