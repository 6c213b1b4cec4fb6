import type { Question } from '../../course/model.ts';
import { answerLines } from '../feedback.ts';

/** The questions that are measured together, by module. */
export type Bank = readonly { module: string; questions: readonly Question[] }[];

/** What somebody knows who has answered all the other questions of a module and read the feedback. */
export interface Elsewhere {
  /** The feedback of the other questions of the module, in lower case. */
  feedback: string;
  /** How often a status code was the answer to another question of the whole bank. */
  codes: ReadonlyMap<string, number>;
}

const caches = new WeakMap<Bank, { feedback: Map<Question, string>; codes: Map<string, number> }>();

/** What the rest of the bank tells about `question`. */
export function elsewhere(bank: Bank, module: string, question: Question): Elsewhere {
  const cache = caches.get(bank) ?? summarise(bank);
  caches.set(bank, cache);
  const others = bank.find((each) => each.module === module)!.questions.filter((other) => other !== question);
  const codes = new Map(cache.codes);
  for (const code of codesOf(question)) codes.set(code, codes.get(code)! - 1);
  return { feedback: others.map((other) => cache.feedback.get(other)!).join('\n'), codes };
}

function summarise(bank: Bank) {
  const feedback = new Map<Question, string>();
  const codes = new Map<string, number>();
  for (const question of bank.flatMap(({ questions }) => questions)) {
    feedback.set(question, feedbackOf(question).join('\n').toLowerCase());
    for (const code of codesOf(question)) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return { feedback, codes };
}

function feedbackOf(question: Question): string[] {
  const whys = (entries: readonly { why?: string | undefined }[]) => entries.flatMap(({ why }) => why ?? []);
  if (question.type === 'choice' || question.type === 'multi')
    return [...whys(question.options), question.explain];
  if (question.type === 'order') return [...whys(question.steps), question.explain];
  if (question.type === 'match') return [...whys(question.items), question.explain];
  return [...whys(question.wrong ?? []), question.explain];
}

/** The status codes with which the right answers of a question begin. */
function codesOf(question: Question): string[] {
  if (question.type === 'order' || question.type === 'match') return [];
  return answerLines(question).flatMap((line) => statusCode(line) ?? []);
}

/** The HTTP status code with which a text begins. */
export function statusCode(text: string): string | undefined {
  return /^\W*([1-5]\d\d)\b(?![.,]\d)/.exec(text)?.[1];
}
