import { reference } from '../course/model.ts';
import type { LabSummary, TaskText } from '../lab/manifest.ts';
import type { NewEvent } from '../learner/event.ts';
import { tasksDone } from '../learner/lab-record.ts';
import { StoreError } from '../store/error.ts';
import type { Session } from './session.ts';

/**
 * Keeps that a task was fulfilled, once. `task` is its id, with `build/` before it for one of the build part. Answers a
 * sentence when it could not be kept.
 */
export function keepDone(session: Session, lab: LabSummary, task: string): string | undefined {
  if (tasksDone(session.store.state, lab.id).includes(task)) return undefined;
  return record(session, [{ kind: 'lab-task-done', lab: lab.id, task }]);
}

/**
 * A failed task counts as a miss of the questions on its objective, so that they come back soon. Repeated failures in one
 * `run` count once (see `remember`). Answers a sentence when it could not be kept.
 */
export function keepFailed(
  session: Session,
  { module: id }: LabSummary,
  { objective }: Pick<TaskText, 'objective'>,
  run: string,
): string | undefined {
  if (!session.course.index.modules.some((module) => module.id === id)) return undefined;
  const questions = session.course.module(id).questions.filter((each) => each.objective === objective);
  return record(
    session,
    questions.map((question) => ({
      kind: 'answer',
      question: reference(id, question.id),
      result: 'wrong',
      score: 0,
      ms: 0,
      in: 'lab',
      run,
    })),
  );
}

/** A lab goes on when the disk refuses: what happens on the wire cannot wait for an answer to a question. */
function record({ store, troubles }: Session, events: NewEvent[]): string | undefined {
  try {
    for (const event of events) store.record(event);
    return undefined;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const trouble = `What you did in the lab could not be saved: ${error.message}`;
    troubles.add(trouble);
    return trouble;
  }
}
