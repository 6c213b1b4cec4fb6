import type { Course } from '../course/model.ts';
import { type Tally, tally } from '../course/tally.ts';
import { measureBank } from '../quiz/bots/measure.ts';
import { keyPlaces, type Places } from '../quiz/bots/places.ts';
import { LEVEL, type Verdict } from '../quiz/bots/score.ts';

/** The figures of a question bank: counts, coverage, and what people who know nothing could guess. */
export interface CourseStats {
  bank: Tally;
  modules: ({ id: string; bots: Verdict[] } & Tally)[];
  /** Over the whole bank; only these decide, as one module has too few questions. */
  bots: Verdict[];
  places: Places[];
}

/** Measures a course. Pure: the same course gives the same figures. */
export function courseStats({ modules }: Course): CourseStats {
  const bank = modules.map(({ id, questions }) => ({ module: id, questions }));
  return {
    bank: tally(modules),
    modules: modules.map((module) => ({
      id: module.id,
      ...tally([module]),
      bots: measureBank([{ module: module.id, questions: module.questions }]),
    })),
    bots: measureBank(bank),
    places: keyPlaces(bank),
  };
}

/** The figures in plain lines, not yet wrapped. */
export function statsLines(stats: CourseStats): string[] {
  return [
    ...stats.modules.flatMap((module) => [module.id, ...tallyLines(module), ...noticed(module.bots), '']),
    'Whole bank',
    ...tallyLines(stats.bank),
    '',
    'Bots (hits, chance, points over chance, p after Holm)',
    ...stats.bots.filter(({ answers }) => answers > 0).map(botLine),
    '',
    'Places of keys',
    ...stats.places.map(placesLine),
    '',
    verdictLine(stats),
  ];
}

function tallyLines(counts: Tally): string[] {
  const list = (values: Record<string, number>) =>
    Object.entries(values)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  const covered = (['objectives', 'facts', 'misconceptions'] as const)
    .map((name) => `${name} ${counts[name].asked}/${counts[name].of}`)
    .join(', ');
  const { asked, of } = counts.distractors;
  return [
    `  ${counts.questions} questions, ${counts.sections} sections`,
    `  type: ${list(counts.type)}`,
    `  level: ${list(counts.level)}`,
    `  use: ${list(counts.use)}`,
    `  difficulty: ${list(counts.difficulty)}`,
    `  asked: ${covered}; wrong answers with a misconception ${asked}/${of}`,
  ];
}

/** In a module, only what its p-value makes notable: five points are one or two questions there. */
function noticed(bots: readonly Verdict[]): string[] {
  return bots
    .filter(({ adjusted = 1 }) => adjusted < LEVEL)
    .map((bot) => `  look at: ${botLine(bot).trim()}`);
}

function botLine({ bot, type, answers, hits, chance, excess, adjusted, pLow = 1, beats }: Verdict): string {
  const points = `${excess < 0 ? '−' : '+'}${Math.abs(100 * excess).toFixed(1)}`;
  const p = adjusted === undefined ? '' : `, p ${adjusted < 0.001 ? '< 0.001' : adjusted.toFixed(3)}`;
  const verdict = beats ? 'beats chance' : pLow < 0.001 ? 'at chance, but nearly never right' : 'at chance';
  return `  ${type} · ${bot}: ${hits.toFixed(1)} of ${answers}, ${chance.toFixed(1)}, ${points}${p}: ${verdict}`;
}

function placesLine({ options, displays, counts, chiSquare, p, fair }: Places): string {
  const figures = `χ² ${chiSquare.toFixed(2)}, p ${p.toFixed(3)}`;
  return `  ${options} options, ${displays} displays: ${counts.join(' ')}, ${figures}: ${fair ? 'fair' : 'not fair'}`;
}

function verdictLine({ bots, places }: CourseStats): string {
  const winners = bots.filter(({ beats }) => beats);
  const unfair = places.filter(({ fair }) => !fair);
  if (winners.length === 0 && unfair.length === 0)
    return 'No bot beats chance, and keys stand everywhere alike.';
  return [
    ...winners.map(({ bot, type }) => `The bot "${bot}" beats chance on ${type}.`),
    ...unfair.map(({ options }) => `Keys among ${options} options stand at some places too often.`),
  ].join(' ');
}
