import { type ModuleSummary, type QuestionSummary, reference } from '../course/model.ts';
import type { Memory } from './memory.ts';
import { isProbablyKnown } from './placement-record.ts';
import { isAnsweredElsewhere } from './standing.ts';
import type { LearnerState } from './state.ts';

/**
 * Whether a question that was answered takes part in reviews. What was only asked in a placement or before a lesson does not
 * until it was taught: there is nothing yet that a review could refresh. Taught means that its section was read, or that its
 * module was passed or is marked as probably known. Any other answer, in a lesson or a quiz, brings it in as well.
 */
export function isInReview(state: LearnerState, module: ModuleSummary, question: QuestionSummary): boolean {
  const section = module.sections[question.section];
  return (
    (question.use !== 'pretest' && isAnsweredElsewhere(state, module.id, question)) ||
    (section !== undefined && reference(module.id, section.slug) in state.sections) ||
    module.id in state.passed ||
    isProbablyKnown(state, module.id)
  );
}

/** The memory of a question, the latest one if it had other names; undefined when it was never answered. */
export function latestMemory(
  state: LearnerState,
  module: string,
  { id, supersedes }: Pick<QuestionSummary, 'id' | 'supersedes'>,
  ref = reference(module, id),
): Memory | undefined {
  let memory = state.memories[ref];
  for (const older of supersedes ?? []) {
    const other = state.memories[reference(module, older)];
    if (other && (!memory || other.at > memory.at)) memory = other;
  }
  return memory;
}
