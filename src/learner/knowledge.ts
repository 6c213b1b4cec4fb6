import type { ModuleSummary } from '../course/model.ts';
import { isInReview, latestMemory } from './in-review.ts';
import { DAY, dueAt, type Memory, recallAt } from './memory.ts';
import type { LearnerState } from './state.ts';

/** What is known of one module, by prediction; see `recallNextDay`. */
export interface Knowledge {
  /** Questions of the module. */
  questions: number;
  /** Questions that have been answered at least once. */
  met: number;
  /** Predicted chance of a right answer to one of those tomorrow, from 0 to 1; null when there is none. */
  recall: number | null;
  /** The same over all questions of the module; one never met counts as 0. */
  mastery: number;
  /** Questions that `review` would ask now, were there time enough. */
  due: number;
}

/** What is known of a module at `now` (milliseconds since 1970). */
export function knowledgeOf(
  state: LearnerState,
  module: ModuleSummary,
  now: number,
  retention: number,
): Knowledge {
  const questions = module.size.questions;
  // Nothing has happened in most modules of a large course, and then its lists need not be loaded.
  if (!(module.id in state.latest)) return { questions, met: 0, recall: null, mastery: 0, due: 0 };
  let met = 0;
  let sum = 0;
  let due = 0;
  for (const question of module.questions) {
    const memory = latestMemory(state, module.id, question);
    if (!memory) continue;
    met++;
    sum += recallNextDay(memory, now);
    if (dueAt(memory, retention) <= now && isInReview(state, module, question)) due++;
  }
  return {
    questions,
    met,
    recall: met > 0 ? sum / met : null,
    mastery: questions > 0 ? sum / questions : 0,
    due,
  };
}

/**
 * Predicted chance, from 0 to 1, that a question is answered rightly a day after `now` (milliseconds since 1970). Minutes
 * after an answer every curve of forgetting stands at 1, because the explanation has just been read, even if the answer was
 * wrong. What learners want to know is what of it is left the next day; then a question that was missed stands lower than
 * one that was known.
 */
export function recallNextDay(memory: Memory, now: number): number {
  return recallAt(memory, Math.max(now, Date.parse(memory.at)) + DAY);
}
