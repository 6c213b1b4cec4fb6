import type { ModuleSummary } from '../course/model.ts';
import { isProbablyKnown } from './placement-record.ts';
import type { LearnerState } from './state.ts';

/** The first module in learning order, after `from` and then from the start, that is neither passed nor probably known. */
export function nextModule(
  modules: ModuleSummary[],
  state: LearnerState,
  from?: string,
): ModuleSummary | undefined {
  const start = modules.findIndex(({ id }) => id === from) + 1;
  return [...modules.slice(start), ...modules.slice(0, start)].find(
    ({ id }) => !(id in state.passed) && !isProbablyKnown(state, id) && id !== from,
  );
}
