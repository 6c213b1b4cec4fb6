import { noonOf } from '../../../learner/calendar.ts';
import { ENOUGH_REVIEWS } from '../../../learner/calibration.ts';
import type { Progress } from '../../../learner/progress.ts';
import type { Theme } from '../../theme.ts';
import { percent } from './modules.ts';

/** What comes due, a bar for each day, and the days' initials below. */
export function forecastLines({ forecast }: Progress, theme: Theme): string[] {
  const { heights, levels } = theme.symbols;
  // Today also has all that is overdue, and would make every other day look empty.
  const most = Math.max(...forecast.slice(1).map(({ due }) => due)) || Math.max(1, forecast[0]!.due);
  const total = forecast.reduce((sum, { due }) => sum + due, 0);
  const height = (due: number) =>
    due === 0
      ? theme.faint(levels[0]!)
      : theme.active(heights[Math.ceil(Math.min(1, due / most) * heights.length) - 1]!);
  return [
    `${theme.strong(`Due in ${forecast.length} days:`)} ${total}`,
    forecast.map(({ due }) => height(due)).join(' '),
    theme.faint(forecast.map(({ date }) => 'SMTWTFS'[new Date(noonOf(date)).getDay()]).join(' ')),
    `${forecast[0]!.due} today, ${forecast[1]!.due} tomorrow`,
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
    `${percent(predicted)} predicted, ${percent(actual)} true`,
  ];
}
