import type { ModuleSummary, Objective } from '../course/model.ts';
import { PASS_SCORE } from './lesson-plan.ts';
import { recordOf } from './standing.ts';
import type { LearnerState } from './state.ts';

/** Fewest questions of a quiz that can pass a module; all quiz questions where a module has fewer. */
const ENOUGH = 10;

/** Objectives of which no question has ever been answered right. */
export function openObjectives(state: LearnerState, module: ModuleSummary): Objective[] {
  const met = new Set(
    module.questions
      .filter((question) => (recordOf(state, module.id, question)?.right ?? 0) > 0)
      .map(({ objective }) => objective),
  );
  const asked = new Set(module.questions.map(({ objective }) => objective));
  return module.objectives.filter(({ id }) => asked.has(id) && !met.has(id));
}

/**
 * Whether a finished quiz passes the module: a score of at least 80 % over at least ten questions, and every
 * objective met at least once, in this quiz or before.
 */
export function passes(
  state: LearnerState,
  module: ModuleSummary,
  quiz: { score: number; questions: number },
): boolean {
  const asked = module.questions.filter(({ use }) => use === 'quiz').length;
  const enough = quiz.questions > 0 && quiz.questions >= Math.min(ENOUGH, asked);
  // Scores are kept to three places, so three thirds of a point may add up to 0.999.
  const score = Math.round(quiz.score * 1000) / 1000;
  return enough && score >= PASS_SCORE && openObjectives(state, module).length === 0;
}
