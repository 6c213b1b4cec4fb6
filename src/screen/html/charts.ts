import { noonOf } from '../../learner/calendar.ts';
import type { CalibrationBin } from '../../learner/calibration.ts';
import type { ModuleProgress, Progress } from '../../learner/progress.ts';
import { plural } from '../text.ts';
import { levelOf, MONTHS, monthStarts, mostAnswers, weeksOf } from '../view/progress/heat-map.ts';
import { percent } from '../view/progress/modules.ts';
import { drawing, escaped, longDate } from './markup.ts';

/** The stripes of what is fading, to be put into the page once. */
export const PATTERNS =
  '<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs><pattern id="fading" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="5"/></pattern></defs></svg>';

/** Remembered (full), fading (striped) and never asked (pale), as parts of a module's questions. A single answer is seen. */
export function moduleBar({ recall, met, questions }: ModuleProgress): string {
  const [width, least] = [160, 5];
  const touched = met > 0 ? Math.max(least, round((met / questions) * width)) : 0;
  const full = round((recall ?? 0) * touched);
  const asked = `${met} of ${plural(questions, 'question')} asked so far`;
  const name = recall === null ? asked : `${asked}, ${percent(recall)} of those remembered`;
  return drawing(name, width, 14, part(0, full, touched, width));
}

/** What the parts of such a bar mean. */
export function barKey(): string {
  const item = (full: number, touched: number, text: string) =>
    `<li><svg aria-hidden="true" width="18" height="12" viewBox="0 0 18 14">${part(0, full, touched, 18)}</svg>${text}</li>`;
  return `<ul class="key">${item(18, 18, 'remembered')}${item(0, 18, 'fading: asked, but not remembered')}${item(0, 0, 'not asked yet')}</ul>`;
}

function part(from: number, full: number, touched: number, width: number): string {
  const fading =
    touched > full
      ? `<rect fill="url(#fading)" x="${full}" y="1" width="${round(touched - full)}" height="12"/><rect class="edge" x="${full + 0.5}" y="1.5" width="${Math.max(0, round(touched - full - 1))}" height="11"/>`
      : '';
  return `<rect class="rest" x="${from}" y="1" width="${width}" height="12"/>${fading}<rect class="known" x="${from}" y="1" width="${full}" height="12"/>`;
}

/** Answers by day over half a year. */
export function heatChart({ calendar }: Progress): string {
  const [size, left, top] = [20, 36, 18];
  const weeks = weeksOf(calendar);
  const most = mostAnswers(calendar);
  const months = monthStarts(weeks).map(
    ({ week, name }) => `<text x="${left + week * size}" y="12">${name}</text>`,
  );
  const days = ['Mon', 'Wed', 'Fri'].map(
    (name, index) => `<text x="0" y="${top + (2 * index + 1) * size - 7}">${name}</text>`,
  );
  const cells = weeks.flatMap((week, column) =>
    week.map(({ date, answers }, row) => {
      const place = `x="${left + column * size}" y="${top + row * size}" width="${size - 3}" height="${size - 3}" rx="3"`;
      const what = `${plural(answers, 'answer')} on ${longDate(noonOf(date))}`;
      return `<rect class="l${levelOf(answers, most)}" ${place}><title>${escaped(what)}</title></rect>`;
    }),
  );
  const active = calendar.filter(({ answers }) => answers > 0).length;
  const name = `Answers on each day of the last half year: something on ${plural(active, 'day')}`;
  const body = [...months, ...days, ...cells].join('');
  return drawing(name, left + weeks.length * size, top + 7 * size, body);
}

/** Questions that come due on each of the next days. */
export function forecastChart({ forecast }: Progress): string {
  const [step, height, base] = [48, 120, 100];
  const [today, rest] = [forecast[0]?.due ?? 0, Math.max(...forecast.slice(1).map(({ due }) => due))];
  // What is overdue would make every other day look empty; then today's bar is cut, and shows that it is.
  const isCut = rest > 0 && today > 2 * rest;
  const most = Math.max(1, isCut ? 1.5 * rest : Math.max(today, rest));
  const bars = forecast.map(({ date, due }, index) => {
    const length = round(Math.min(1, due / most) * (base - 16));
    const [x, middle] = [index * step + 4, index * step + step / 2];
    const day = new Date(noonOf(date));
    const label = index === 0 ? 'today' : `${day.getDate()} ${MONTHS[day.getMonth()]}`;
    const gap = index === 0 && isCut ? `<path class="gap" d="M0 44 l${step} -12"/>` : '';
    return `<rect class="bar" x="${x}" y="${base - length}" width="${step - 8}" height="${length}" rx="2"/>${gap}<text x="${middle}" y="${base - length - 4}" text-anchor="middle">${due}</text><text x="${middle}" y="${base + 14}" text-anchor="middle">${label}</text>`;
  });
  const total = forecast.reduce((sum, { due }) => sum + due, 0);
  const width = forecast.length * step;
  const axis = `<line class="axis" x1="0" y1="${base + 0.5}" x2="${width}" y2="${base + 0.5}"/>`;
  return drawing(
    `${plural(total, 'question')} come due in ${forecast.length} days, ${forecast[0]?.due ?? 0} of them today`,
    width,
    height,
    axis + bars.join(''),
  );
}

/** Predicted against right answers: on the dashed line the prediction is exact. Larger dots stand for more reviews. */
export function calibrationChart(bins: CalibrationBin[]): string {
  const [size, left, top] = [200, 56, 10];
  const x = (share: number) => round(left + share * size);
  const y = (share: number) => round(top + (1 - share) * size);
  const most = Math.max(1, ...bins.map(({ reviews }) => reviews));
  const grid = [0, 0.5, 1].map(
    (share) =>
      `<line class="axis" x1="${left}" y1="${y(share)}" x2="${left + size}" y2="${y(share)}"/><text x="${left - 6}" y="${y(share) + 3}" text-anchor="end">${percent(share)}</text><text x="${x(share)}" y="${top + size + 14}" text-anchor="middle">${percent(share)}</text>`,
  );
  const dots = bins.map(({ predicted, actual, reviews }) => {
    const what = `${percent(predicted)} predicted, ${percent(actual)} right in ${plural(reviews, 'review')}`;
    const radius = round(3 + 6 * Math.sqrt(reviews / most));
    return `<circle class="bar" cx="${x(predicted)}" cy="${y(actual)}" r="${radius}"><title>${what}</title></circle>`;
  });
  const ideal = `<line class="ideal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>`;
  const names = `<text x="${left + size / 2}" y="${top + size + 28}" text-anchor="middle">predicted</text><text x="10" y="${top + size / 2}" text-anchor="middle" transform="rotate(-90 10 ${top + size / 2})">right</text>`;
  return drawing(
    'Predicted share of right answers across, their true share upwards; the table below has the figures',
    left + size + 16,
    top + size + 34,
    `${grid.join('')}${ideal}${dots.join('')}${names}`,
  );
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
