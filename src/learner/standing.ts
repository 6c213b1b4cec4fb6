import { type ModuleSummary, type QuestionSummary, reference } from '../course/model.ts';
import { isProbablyKnown } from './placement-record.ts';
import type { LearnerState, QuestionRecord } from './state.ts';

/** What the learner's history says of a question. */
export type Standing = 'fresh' | 'missed' | 'known';

export type ModuleState = 'new' | 'learning' | 'passed';

export interface ModuleStanding {
  state: ModuleState;
  sections: number;
  sectionsRead: number;
  questions: number;
  /** Distinct questions answered at least once. */
  answered: number;
  /** Distinct questions whose latest answer was right. */
  correct: number;
  /** Placement says that it is probably known; absent when not. */
  probablyKnown?: true;
}

/** What the learner's history says of a question, also under the ids that it supersedes. */
export function recordOf(
  state: LearnerState,
  module: string,
  question: Pick<QuestionSummary, 'id' | 'supersedes'>,
): QuestionRecord | undefined {
  const records = [...new Set([question.id, ...(question.supersedes ?? [])])]
    .map((id) => state.questions[reference(module, id)])
    .filter((record) => record !== undefined);
  if (records.length <= 1) return records[0];
  const last = records.reduce((a, b) => (b.lastAt > a.lastAt ? b : a));
  return {
    ...last,
    answered: records.reduce((sum, { answered }) => sum + answered, 0),
    right: records.reduce((sum, { right }) => sum + right, 0),
  };
}

export function standingOf(
  state: LearnerState,
  module: string,
  question: Pick<QuestionSummary, 'id' | 'supersedes'>,
): Standing {
  const record = recordOf(state, module, question);
  if (!record) return 'fresh';
  return record.last === 'right' ? 'known' : 'missed';
}

/** Counts for one module. */
export function moduleStanding(state: LearnerState, module: ModuleSummary): ModuleStanding {
  // Nothing has happened in most modules of a large course, and then its lists need not be loaded.
  if (!(module.id in state.latest)) {
    return { state: 'new', ...module.size, sectionsRead: 0, answered: 0, correct: 0 };
  }
  const records = module.questions
    .map((question) => recordOf(state, module.id, question))
    .filter((record) => record !== undefined);
  const sectionsRead = module.sections.filter(
    ({ slug }) => reference(module.id, slug) in state.sections,
  ).length;
  // To be asked in a placement is not to have begun.
  const begun =
    sectionsRead > 0 ||
    module.id in state.runs ||
    module.questions.some((question) => isAnsweredElsewhere(state, module.id, question));
  return {
    state: module.id in state.passed ? 'passed' : begun ? 'learning' : 'new',
    ...module.size,
    sectionsRead,
    answered: records.length,
    correct: records.filter(({ last }) => last === 'right').length,
    ...(isProbablyKnown(state, module.id) && { probablyKnown: true as const }),
  };
}

/** Whether a question was answered anywhere but in a placement, also under the ids that it supersedes. */
export function isAnsweredElsewhere(
  state: LearnerState,
  module: string,
  { id, supersedes }: Pick<QuestionSummary, 'id' | 'supersedes'>,
): boolean {
  const isElsewhere = (each: string) => {
    const ref = reference(module, each);
    return (state.questions[ref]?.answered ?? 0) > (state.placement[ref]?.times ?? 0);
  };
  return isElsewhere(id) || (supersedes?.some(isElsewhere) ?? false);
}
