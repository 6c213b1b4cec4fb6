import { moduleOf } from './apply.ts';
import type { NewEvent } from './event.ts';
import type { LearnerState } from './state.ts';

/** Later years have more than the four digits that events may have. */
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * The time to write down for an event, as ISO 8601: `now`, but later than what it follows upon, also when the clock was
 * set back. A reset and the end of a placement follow upon everything, an answer upon the last one to its question, a
 * reading upon what was last done in its module, and all upon the resets.
 */
export function timeFor(state: LearnerState, event: NewEvent, now: Date): string {
  const { latest, resets, questions, placedAt = '' } = state;
  const last = event.kind === 'reset' || event.kind === 'placed';
  const before = last ? [...Object.values(latest), placedAt] : Object.values(resets);
  if (event.kind === 'answer') before.push(questions[event.question]?.lastAt ?? '');
  if (event.kind === 'answer' && event.in === 'placement') before.push(placedAt);
  if (event.kind === 'section-read') before.push(latest[moduleOf(event.section)] ?? '');
  const newest = Math.max(0, ...before.filter((at) => at !== '').map((at) => Date.parse(at)));
  return new Date(Math.min(LATEST, Math.max(now.getTime(), newest + 1))).toISOString();
}
