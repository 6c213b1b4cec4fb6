import { type Day, noonOf } from '../../../learner/calendar.ts';
import { pad } from '../../text.ts';
import type { Theme } from '../../theme.ts';

export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LABELS = ['Mon ', '    ', 'Wed ', '    ', 'Fri ', '    ', 'Sun '];

/** Answers by day: a column for each week, a row for each day from Monday to Sunday, months above. */
export function heatMap(days: Day[], width: number, theme: Theme): string[] {
  const weeks = weeksOf(days).slice(-Math.max(1, width - LABELS[0]!.length));
  const most = mostAnswers(days);
  const { levels } = theme.symbols;
  const scale = `${theme.faint('less')} ${levels.join('')} ${theme.faint('more')}`;
  const room = Math.max(0, LABELS[0]!.length + weeks.length - 'less  more'.length - levels.length);
  const cell = (day: Day | undefined) => {
    if (!day) return ' ';
    const level = levelOf(day.answers, most);
    return (level === 0 ? theme.faint : theme.right)(levels[level]!);
  };
  return [
    pad(theme.strong('Last half year'), room) + scale,
    theme.faint(`    ${monthLine(weeks)}`),
    ...LABELS.map((label, row) => theme.faint(label) + weeks.map((week) => cell(week[row])).join('')),
  ];
}

/** From 0 (none) to 4 (as many as on the busiest day). */
export function levelOf(answers: number, most: number): number {
  return answers === 0 ? 0 : Math.max(1, Math.ceil((4 * answers) / most));
}

export function mostAnswers(days: Day[]): number {
  return Math.max(1, ...days.map(({ answers }) => answers));
}

/** Days from Monday on, seven at a time. */
export function weeksOf(days: Day[]): Day[][] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(7 * week, 7 * week + 7));
}

/** Weeks in which another month begins than in the week before, with the month's name. */
export function monthStarts(weeks: Day[][]): { week: number; name: string }[] {
  const months = weeks.map((week) => new Date(noonOf(week[0]!.date)).getMonth());
  return months.flatMap((month, week) =>
    week > 0 && month !== months[week - 1] ? [{ week, name: MONTHS[month]! }] : [],
  );
}

function monthLine(weeks: Day[][]): string {
  return monthStarts(weeks)
    .filter(({ week, name }) => week + name.length <= weeks.length)
    .reduce((line, { week, name }) => pad(line, week) + name, '');
}
