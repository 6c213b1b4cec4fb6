import { type ModuleSummary, reference } from '../course/model.ts';
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
  /** Questions whose recall has fallen below what is wanted. */
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
  const memories = module.questions
    .map(({ id, supersedes = [] }) => {
      const known = [id, ...supersedes].map((each) => state.memories[reference(module.id, each)]);
      return known.reduce((a, b) => (a && (!b || a.at >= b.at) ? a : b), undefined);
    })
    .filter((memory) => memory !== undefined);
  const sum = memories.reduce((total, memory) => total + recallAt(memory, now), 0);
  return {
    questions,
    met: memories.length,
    recall: memories.length > 0 ? sum / memories.length : null,
    mastery: questions > 0 ? sum / questions : 0,
    due: memories.filter((memory) => dueAt(memory, retention) <= now).length,
  };
}
