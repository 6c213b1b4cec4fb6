import { noonOf } from '../../../learner/calendar.ts';
import { ENOUGH_REVIEWS } from '../../../learner/calibration.ts';
import type { Progress } from '../../../learner/progress.ts';
import type { Theme } from '../../theme.ts';
import { percent } from './modules.ts';

/**
 * What comes due: today a number, for it also has all that is overdue and would make every other day look empty; then a bar
 * for each day. The days' initials stand below, and how many the highest bar is.
 */
export function forecastLines({ forecast }: Progress, theme: Theme): string[] {
  const { heights, levels } = theme.symbols;
  const total = forecast.reduce((sum, { due }) => sum + due, 0);
  const title = `Due in the next ${forecast.length} days:`;
  if (total === 0) return [`${theme.strong(title)} none`];
  const [today, ...later] = forecast;
  const most = Math.max(...later.map(({ due }) => due));
  const bar = (due: number) =>
    due === 0
      ? theme.faint(levels[0]!)
      : theme.active(heights[Math.ceil((due / most) * heights.length) - 1]!);
  const number = String(today!.due);
  const initials = forecast.map(({ date }) => 'SMTWTFS'[new Date(noonOf(date)).getDay()]!).join(' ');
  return [
    `${theme.strong(title)} ${total}`,
    [theme.active(number), ...later.map(({ due }) => bar(due))].join(' '),
    theme.faint(' '.repeat(number.length - 1) + initials),
    `${number} today, ${most > 0 ? `then up to ${most} a day` : 'then none'}`,
  ];
}

/** How well recall was predicted, once there are enough reviews. */
export function calibrationLines({ calibration }: Progress, theme: Theme): string[] {
  const { reviews, predicted, actual } = calibration;
  if (reviews === 0) return [];
  if (predicted === null) {
    return [theme.strong('Recall as predicted?'), `from ${ENOUGH_REVIEWS} reviews on (${reviews} so far)`];
  }
  return [
    theme.strong(`Recall in ${reviews} reviews`),
    `${percent(predicted)} predicted, ${percent(actual)} right`,
  ];
}
