import type { CourseIndex, ModuleSummary } from '../../../src/course/model.ts';
import { DAY } from '../../../src/learner/memory.ts';
import { count } from '../../../src/learner/replay.ts';
import { dueQuestions, planReview, SECONDS } from '../../../src/learner/review-plan.ts';
import { emptyState } from '../../../src/learner/state.ts';
import { COST } from '../learner.ts';
import type { Scheduler } from './scheduler.ts';

const BEGIN = Date.UTC(2026, 0, 1, 18);
const MODULES = 20;
/** The program reckons with questions of whole sentences, which take longer than the facts of the simulation. */
const PACE = SECONDS.known / COST.hit;

/**
 * The program's own scheduler: answers go in as events, and what to ask comes out of the very functions that `review`
 * calls.
 */
export function shipped(items: number, retention: number): Scheduler {
  const index = courseOf(items);
  const state = emptyState();
  let events = 0;
  const note = (item: number, day: number, right: boolean, setting: 'lesson' | 'review') =>
    count(state, {
      v: 1,
      id: String(events++).padStart(8, '0'),
      at: new Date(BEGIN + day * DAY).toISOString(),
      kind: 'answer',
      question: `m${item % MODULES}/${item}`,
      result: right ? 'right' : 'wrong',
      score: right ? 1 : 0,
      ms: 0,
      in: setting,
    });
  return {
    read: (item, day) => note(item, day, true, 'lesson'),
    plan: (day, seconds) =>
      planReview(dueQuestions(state, index, BEGIN + day * DAY, retention), (PACE * seconds) / 60).map(
        ({ id }) => Number(id),
      ),
    answered: (item, day, right) => note(item, day, right, 'review'),
    predictions: state.predictions,
  };
}

function courseOf(items: number): CourseIndex {
  const modules = Array.from({ length: MODULES }, (_, module): ModuleSummary => {
    const questions = Array.from({ length: items }, (_, item) => item)
      .filter((item) => item % MODULES === module)
      .map((item) => ({ id: String(item), use: 'quiz' as const, objective: 'O1', section: 0 }));
    const id = `m${module}`;
    const size = { sections: 0, questions: questions.length };
    return {
      id,
      title: id,
      summary: id,
      minutes: 1,
      needs: [],
      objectives: [],
      size,
      sections: [],
      questions,
    };
  });
  return { title: 'Simulated', version: '1', modules };
}
