import { plural } from '../screen/text.ts';

/**
 * What comes due after now, in a sentence or two. `days` counts questions by the day on which they come due, today's and all
 * overdue ones first; `now` of those are due already and will wait until tomorrow.
 */
export function comingUp([today = 0, tomorrow = 0, ...after]: number[], now: number): string {
  const later = today - now;
  const told = [
    ...(later > 0 ? [`Later today ${comeDue(later, now > 0)}.`] : []),
    ...(tomorrow > 0 ? [`Tomorrow ${comeDue(tomorrow, now + later > 0)}.`] : []),
  ];
  if (tomorrow > 0) return told.join(' ');
  const next = after.findIndex((count) => count > 0);
  if (next !== -1)
    told.push(
      `Nothing ${today > 0 ? 'more ' : ''}comes due tomorrow; the next ${plural(after[next]!, 'question')} in ${next + 2} days.`,
    );
  if (told.length > 0) return told.join(' ');
  return 'Nothing else is planned yet; learning something new plans the next reviews.';
}

function comeDue(count: number, isMore: boolean): string {
  const questions = isMore ? plural(count, 'more question') : plural(count, 'question');
  return `${questions} ${count === 1 ? 'comes' : 'come'} due`;
}
