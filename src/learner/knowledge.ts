import type { ModuleSummary } from '../course/model.ts';
import { isInReview, latestMemory } from './in-review.ts';
import { dueAt, recallAt } from './memory.ts';
import type { LearnerState } from './state.ts';

/** What is known of one module now, by prediction. */
export interface Knowledge {
  /** Questions of the module. */
  questions: number;
  /** Questions that have been answered at least once. */
  met: number;
  /** Predicted chance of a right answer to one of those, from 0 to 1; null when there is none. */
  recall: number | null;
  /** Of all questions of the module, the share that is predicted to be answered right; one never met counts as unknown. */
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
    sum += recallAt(memory, now);
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
