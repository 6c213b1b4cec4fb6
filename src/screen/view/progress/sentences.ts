import { noonOf } from '../../../learner/calendar.ts';
import { ENOUGH_REVIEWS } from '../../../learner/calibration.ts';
import { countMarked, isBegun, type ModuleProgress, type Progress } from '../../../learner/progress.ts';
import { plural } from '../../text.ts';
import { MONTHS } from './heat-map.ts';
import { placeOf } from './misconceptions.ts';
import { minutes, percent } from './modules.ts';

/** Progress in sentences, one paragraph each: for screen readers, files and pipes. */
export function progressSentences(progress: Progress, inline: (markdown: string) => string): string[] {
  const { answers, streak, modules } = progress;
  const begun = modules.filter(isBegun);
  const share =
    answers.total > 0 ? `, ${Math.round((100 * answers.correct) / answers.total)} % of them right` : '';
  return [
    `${plural(answers.total, 'answer')} given${share}.${streak.days > 1 ? ` ${streak.days} days in a row.` : ''}`,
    ...begun.map(moduleSentence),
    ...unbegunSentence(modules),
    calendarSentence(progress),
    forecastSentence(progress),
    ...misconceptionSentences(progress, inline),
    ...calibrationSentence(progress),
  ];
}

/** Only of what was asked: nothing can be foretold of a question that never was. */
function moduleSentence(module: ModuleProgress): string {
  const { title, recall, met, questions, due, minutes: spent, probablyKnown } = module;
  const time = spent > 0 ? ` ${minutes(spent)} min spent.` : '';
  const known = probablyKnown ? 'probably known; ' : '';
  // Titles may end with a mark of their own.
  if (recall === null) return `${title}: ${known}begun, no question answered yet.${time}`;
  const asked = `${met < questions ? `${met} of` : 'all'} ${plural(questions, 'question')} asked`;
  const foretold =
    met === 1
      ? `the chance that you answer it rightly tomorrow is about ${percent(recall)}`
      : `tomorrow you would answer about ${percent(recall)} of those rightly`;
  const waiting = due > 0 ? `; ${due} ${due === 1 ? 'is' : 'are'} due` : '';
  return `${title}: ${known}${asked}; ${foretold}${waiting}.${time}`;
}

function unbegunSentence(modules: ModuleProgress[]): string[] {
  // Of those begun, each sentence has said it.
  const { probablyKnown, fresh } = countMarked(modules.filter((module) => !isBegun(module)));
  const noun = modules.some(isBegun) ? 'other module' : 'module';
  const are = (count: number) => (count === 1 ? 'is' : 'are');
  const known = `${plural(probablyKnown, noun)} ${are(probablyKnown)} probably known`;
  if (probablyKnown === 0) return fresh > 0 ? [`${plural(fresh, noun)} ${are(fresh)} not begun.`] : [];
  return [fresh > 0 ? `${known}, ${fresh} ${are(fresh)} not begun.` : `${known}.`];
}

function calendarSentence({ calendar }: Progress): string {
  const days = calendar.filter(({ answers }) => answers > 0);
  if (days.length === 0) return 'No answer in the last half year.';
  const months = new Map<string, { answers: number; days: number }>();
  for (const { date, answers } of days) {
    const name = MONTHS[new Date(noonOf(date)).getMonth()]!;
    const month = months.get(name) ?? { answers: 0, days: 0 };
    months.set(name, { answers: month.answers + answers, days: month.days + 1 });
  }
  const list = [...months].map(
    ([name, month]) => `${name} ${plural(month.answers, 'answer')} on ${plural(month.days, 'day')}`,
  );
  return `The last half year: ${list.join(', ')}.`;
}

function forecastSentence({ forecast }: Progress): string {
  const total = forecast.reduce((sum, { due }) => sum + due, 0);
  if (total === 0) return `Nothing comes due in the next ${forecast.length} days.`;
  const days = forecast.flatMap(({ date, due }, index) => {
    if (due === 0) return [];
    const day = new Date(noonOf(date));
    const name = ['today', 'tomorrow'][index] ?? `on ${day.getDate()} ${MONTHS[day.getMonth()]}`;
    return [`${due} ${name}`];
  });
  return `Due in the next ${forecast.length} days: ${days.join(', ')}.`;
}

function misconceptionSentences(
  { misconceptions }: Progress,
  inline: (markdown: string) => string,
): string[] {
  if (misconceptions.length === 0) return [];
  return [
    'Mistaken ideas met most often, and what answers them:',
    ...misconceptions
      .slice(0, 8)
      .map(
        (met) => `${plural(met.times, 'time')}: ${inline(met.text)} See: backend-tutor read ${placeOf(met)}`,
      ),
  ];
}

function calibrationSentence({ calibration: { reviews, predicted, actual } }: Progress): string[] {
  if (reviews === 0) return [];
  if (predicted === null) {
    return [
      `How well your recall is predicted will be told after ${ENOUGH_REVIEWS} reviews; so far there ${reviews === 1 ? 'was' : 'were'} ${reviews}.`,
    ];
  }
  return [
    `In ${plural(reviews, 'review')} ${percent(predicted)} right answers were predicted, and ${percent(actual)} were right.`,
  ];
}
