import { noonOf } from '../../learner/calendar.ts';
import { ENOUGH_REVIEWS } from '../../learner/calibration.ts';
import { isBegun, type Progress } from '../../learner/progress.ts';
import { plural } from '../text.ts';
import { minutes, percent, restText } from '../view/progress/modules.ts';
import { barKey, calibrationChart, forecastChart, heatChart, moduleBar, PATTERNS } from './charts.ts';
import { drawing, escaped, longDate, table } from './markup.ts';
import { STYLE } from './style.ts';

/** How a page of ours begins, by which it is known again. */
export const BEGINNING = '<!doctype html>\n<!-- made by backend-tutor progress -->';

export interface PageInput {
  progress: Progress;
  /** Milliseconds since 1970. */
  now: number;
  /** A course's Markdown of a few words as plain text. */
  inline(markdown: string): string;
}

/** Progress as one page that needs nothing else: no network, no scripts, no files beside it. */
export function progressPage({ progress, now, inline }: PageInput): string {
  const title = `Progress in ${progress.course}`;
  return `${BEGINNING}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${PATTERNS}
<header>
<h1>${escaped(title)}</h1>
<p class="faint">As of ${escaped(longDate(now))}</p>
${figures(progress)}
</header>
<main>
${[modules(progress), halfYear(progress), comingDue(progress), misconceptions(progress, inline), calibration(progress)].join('\n')}
</main>
<footer>
<p>Made by backend-tutor on the learner's own computer from the log of all answers. “Remembered” is a prediction: the chance of a right answer a day from now, by FSRS-6, a published model of forgetting fitted to reviews of thousands of people.</p>
</footer>
</body>
</html>
`;
}

function figures({ answers, modules: all, calendar, streak }: Progress): string {
  const spent = all.reduce((sum, module) => sum + module.minutes, 0);
  const tiles: [string, string][] = [
    ['Answers', String(answers.total)],
    ...(answers.total > 0
      ? [['Right', `${Math.round((100 * answers.correct) / answers.total)} %`] as [string, string]]
      : []),
    ['Time', spent < 120 ? `${minutes(spent)} min` : `${Math.round(spent / 60)} h`],
    ['Days in the last half year', String(calendar.filter((day) => day.answers > 0).length)],
    ...(streak.longest > 1 ? [['Most days in a row', String(streak.longest)] as [string, string]] : []),
  ];
  const list = tiles.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return `<dl>${list.join('')}</dl>`;
}

function modules({ modules: all }: Progress): string {
  const begun = all.filter(isBegun);
  const rows = begun.map((module) => [
    escaped(module.title),
    moduleBar(module),
    percent(module.recall === null ? null : module.mastery),
    String(module.due),
    minutes(module.minutes),
    module.state === 'passed' ? 'yes' : module.probablyKnown ? 'probably known' : 'not yet',
  ]);
  const header = ['Module', 'Of its questions', 'Remembered', 'Due', 'Minutes', 'Passed'];
  const rest = restText(all);
  const others = rest === '' ? '' : `<p class="faint">${rest}.</p>`;
  const text = '<p>Predicted for tomorrow. A question that was not asked yet counts as not known.</p>';
  const told =
    begun.length > 0
      ? `${text}${barKey()}<div class="wide">${table('Modules begun', header, rows)}</div>`
      : '';
  return section('What is remembered', `${told}${others}`);
}

function halfYear(progress: Progress): string {
  const months = new Map<string, [answers: number, days: number]>();
  for (const { date, answers } of progress.calendar) {
    const name = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' }).format(noonOf(date));
    const [sum, days] = months.get(name) ?? [0, 0];
    months.set(name, [sum + answers, days + (answers > 0 ? 1 : 0)]);
  }
  const rows = [...months].map(([name, [sum, days]]) => [name, String(sum), String(days)]);
  const key = [0, 1, 2, 3, 4].map(
    (level) => `<rect class="l${level}" x="${14 * level}" y="0" width="11" height="11" rx="2"/>`,
  );
  const scale = `<p class="key scale"><span>less</span>${drawing('From no answers to the most on one day', 67, 11, key.join(''))}<span>more</span></p>`;
  return section(
    'Answers in the last half year',
    `<div class="wide">${heatChart(progress)}</div>${scale}<details><summary>By month</summary>${table('Answers by month', ['Month', 'Answers', 'Days'], rows)}</details>`,
  );
}

function comingDue(progress: Progress): string {
  const text = 'Questions come back shortly before they would be forgotten. Today also has what is overdue.';
  return section(
    `Due in the next ${progress.forecast.length} days`,
    `<p>${text}</p><div class="wide">${forecastChart(progress)}</div>`,
  );
}

function misconceptions({ misconceptions: met }: Progress, inline: PageInput['inline']): string {
  if (met.length === 0) return '';
  const rows = met
    .slice(0, 6)
    .map((each) => [
      escaped(inline(each.text)),
      `${each.times}×`,
      escaped(`${each.module} › ${each.section}`),
    ]);
  const head = ['Idea', 'Met', 'Answered in the section'];
  return section(
    'Mistaken ideas met most often',
    `<div class="wide words">${table('Ideas that wrong answers showed', head, rows)}</div>`,
  );
}

function calibration({ calibration: { reviews, predicted, actual, bins } }: Progress): string {
  const title = 'Predicted and right answers';
  if (predicted === null) {
    const text = `Told after ${ENOUGH_REVIEWS} reviews; so far there were ${reviews}.`;
    return section(title, `<p class="faint">${text}</p>`);
  }
  const rows = bins.map((bin) => [
    `${percent(bin.from)} to ${percent(bin.to)}`,
    percent(bin.predicted),
    percent(bin.actual),
    String(bin.reviews),
  ]);
  const head = ['Prediction', 'Predicted', 'Right', 'Reviews'];
  return section(
    title,
    `<p>In ${plural(reviews, 'review')} ${percent(predicted)} right answers were predicted; ${percent(actual)} were right.</p>${calibrationChart(bins)}${table('By prediction', head, rows)}`,
  );
}

function section(title: string, body: string): string {
  return `<section><h2>${escaped(title)}</h2>${body}</section>`;
}
