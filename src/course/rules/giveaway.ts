import type { Question } from '../model.ts';
import { comparableWords, runsOf } from '../prose.ts';
import { type Asked, questionsOf, type Rule } from './rule.ts';
import { choiceTexts } from './texts.ts';

/** A run of this many words of a key, read elsewhere, is recognised. */
const RUN = 5;

/**
 * One question must not give another's answer away: no run of five words of a right answer stands in the prompt or
 * the options of another question of the module. Runs that stand in a wrong option or the prompt of the same question
 * tell nothing and are left out.
 */
export const giveaway: Rule = (modules, say) => {
  for (const read of modules) {
    const asked = questionsOf([read]);
    const shown = new Map<string, Asked[]>();
    for (const each of asked) {
      for (const run of new Set(shownTexts(each.question).flatMap(runs))) {
        shown.set(run, [...(shown.get(run) ?? []), each]);
      }
    }
    for (const { question, place } of asked) {
      const plain = new Set(plainTexts(question).flatMap(runs));
      const told = new Set<string>();
      for (const { path, text } of keysOf(question)) {
        for (const run of runs(text)) {
          if (plain.has(run)) continue;
          const where = shown.get(run)?.find((other) => other.question !== question)?.question.id;
          if (where === undefined || told.has(where)) continue;
          told.add(where);
          say(
            place(path),
            `${question.id}: the question ${where} shows "${run}" of this right answer; word one of the two differently`,
          );
        }
      }
    }
  }
};

const runs = (text: string) => runsOf(comparableWords(text), RUN);

/** The texts in which the right answer stands. */
function keysOf(question: Question): { path: PropertyKey[]; text: string }[] {
  if (question.type === 'text') {
    return question.accept.map((text, index) => ({ path: ['accept', index], text }));
  }
  if (question.type !== 'choice' && question.type !== 'multi') return [];
  return question.options.flatMap(({ text, correct }, index) =>
    correct ? [{ path: ['options', index, 'text'], text }] : [],
  );
}

function shownTexts(question: Question): string[] {
  return [question.prompt, ...choiceTexts(question).map(({ text }) => text)];
}

/** What the question itself shows without saying whether it is right. */
function plainTexts(question: Question): string[] {
  const wrong =
    question.type === 'choice' || question.type === 'multi'
      ? question.options.filter(({ correct }) => !correct).map(({ text }) => text)
      : [];
  return [question.prompt, ...wrong];
}
