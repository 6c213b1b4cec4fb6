import type { Predictions } from '../../src/learner/calibration.ts';
import { report } from '../report.ts';
import { ANCHORS } from './anchors.ts';
import { type Measure, minutesRatio, type Ratio } from './compare.ts';
import { type Fit, fitToAnchors } from './fit.ts';
import { ITEMS, type Outcome, READING } from './learner.ts';
import {
  FAMILIES,
  IN_TURN,
  LEITNER,
  NAMES,
  OURS,
  OURS_OTHERWISE,
  SM2,
  SM2_SCALED,
  THEORIST,
} from './schedulers/all.ts';
import { BUDGETS, COMPARED, type Results, simulateAll } from './simulate.ts';
import { TRUTHS } from './truths/all.ts';

/**
 * `npm run bench:learning [-- <learners> [tune]]`: simulated learners against the scheduler that is shipped. `tune`
 * takes other learners than those reported; what is ours was tuned on them. Exit code 1 when a limit does not hold.
 */
const learners = Number(process.argv[2] ?? 60);
const seeds = Array.from({ length: learners }, (_, n) => `${process.argv[3] ?? 'fresh'} ${n}`);

const AT_OURS = `Minutes needed for what backend-tutor reaches with ${COMPARED} minutes a day, times its own (95 %)`;
const AT_THEIRS =
  'Minutes needed for what it reaches on its own, times those of backend-tutor at another retention (95 %)';

const fits = TRUTHS.map((truth) => fitToAnchors(truth));
showFits(fits);
const results = await simulateAll(fits, seeds, (share) => {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${Math.round(share * 100)} %${share === 1 ? '\r\x1b[K' : ''}`);
});
const PEERS = NAMES.filter((name) => ![OURS, OURS_OTHERWISE, 'read once'].includes(name));
const ratios = results.reported.map((result) => atOurRecall(result, PEERS));
const ownRatios = results.reported.map(atTheirRecall);
for (const [n, { truth }] of fits.entries()) {
  showOutcomes(truth.name, results.reported[n]!);
  showPredicted(results.reported[n]!);
  showRatios(AT_OURS, ratios[n]!);
  showRatios(AT_THEIRS, ownRatios[n]!);
}
console.log(`\nRead in ${READING.faster} days, ${ITEMS / READING.faster} items a day, then only reviewed`);
for (const [n, { truth }] of fits.entries()) {
  const others = PEERS.filter((name) => name !== THEORIST);
  showOutcomes(truth.name, results.faster[n]!, [COMPARED]);
  showRatios(AT_OURS, atOurRecall(results.faster[n]!, others));
  showRatios(AT_THEIRS, atTheirRecall(results.faster[n]!));
}
const asked = `What the design asks for, at ${COMPARED} minutes a day, read in ${READING.reported} days`;
if (!report(asked, limits())) process.exitCode = 1;

type Ratios = Record<string, Record<Measure, Ratio>>;

/** What each peer needs for the recall that we reach. */
function atOurRecall(result: Results, others: string[]): Ratios {
  const ours = result.outcome(OURS, COMPARED);
  const one = (name: string, measure: Measure) =>
    minutesRatio(result.curve(name), ours, measure, 'bootstrap');
  return Object.fromEntries(
    others.map((name) => [name, { 'day 90': one(name, 'day 90'), mean: one(name, 'mean') }]),
  );
}

/** What each peer of fixed intervals needs for the recall that it reaches on its own, against ours of another retention. */
function atTheirRecall(result: Results): Ratios {
  const one = (name: string, measure: Measure): Ratio => {
    const peer = result.outcome(name, COMPARED);
    const { value, low, high } = minutesRatio(result.curve(OURS_OTHERWISE), peer, measure, 'bootstrap');
    return { value: 1 / value, low: 1 / high, high: 1 / low };
  };
  return Object.fromEntries(
    [SM2, ...LEITNER].map((name) => [name, { 'day 90': one(name, 'day 90'), mean: one(name, 'mean') }]),
  );
}

function showFits(all: Fit[]): void {
  console.log('Anchors, and what each truth makes of them once it is fitted');
  for (const [n, { days, after, recall }] of ANCHORS.entries()) {
    const met = days.map((day) => (day > 0 && day < 1 ? 'at once' : String(day))).join(', ');
    const said = all.map((each) => each.recall[n]!.toFixed(2)).join('  ');
    console.log(
      `  met on day ${met.padEnd(22)} ${String(after).padStart(2)} days later ${recall.toFixed(2)}:  ${said}`,
    );
  }
  for (const { truth, parameters, error } of all) {
    const named = truth.fitted.map(([name], n) => `${name} ${parameters[n]!.toFixed(4)}`).join(', ');
    console.log(`  ${truth.name} (${truth.source}): ${named}; error ${error.toFixed(3)}`);
  }
}

function showOutcomes(title: string, result: Results, budgets = BUDGETS): void {
  console.log(`\n${title}: mean of ${learners} learners`);
  console.log(
    `  ${'minutes a day'.padEnd(26)}${'given'.padStart(6)}${'used'.padStart(7)}  day 30  day 90 day 120    mean`,
  );
  for (const minutes of budgets) {
    for (const name of NAMES) {
      const outcomes = result.outcome(name, minutes);
      if (outcomes.length === 0) continue;
      const mean = (value: (outcome: Outcome) => number) =>
        outcomes.reduce((sum, outcome) => sum + value(outcome), 0) / outcomes.length;
      const recalls = [0, 1, 2].map((n) => mean(({ recall }) => recall[n]!));
      const shown = [...recalls, mean((outcome) => outcome.mean)]
        .map((each) => each.toFixed(3).padStart(8))
        .join('');
      const used = mean((outcome) => outcome.minutes).toFixed(2);
      console.log(`  ${label(name).padEnd(26)}${String(minutes).padStart(6)}${used.padStart(7)}${shown}`);
    }
  }
}

/** What is predicted must come true, or a desired retention means nothing. */
function showPredicted(result: Results): void {
  for (const name of NAMES) {
    const all = result.outcome(name, COMPARED).flatMap(({ predictions }) => predictions);
    const inWords = (some: Predictions) => {
      const sum = (index: 0 | 1 | 2) => some.reduce((total, bin) => total + bin[index], 0);
      return `${(sum(1) / 1000 / sum(0)).toFixed(2)}, ${(sum(2) / sum(0)).toFixed(2)} came true`;
    };
    const tenth = (from: number) => inWords(all.filter(([n, sum]) => Math.floor(sum / 100 / n) === from));
    if (all.length > 0)
      console.log(
        `  ${label(name)} predicted at its reviews ${inWords(all)}; by tenths ${[7, 8, 9].map(tenth).join('; ')}`,
      );
  }
}

function showRatios(title: string, all: Ratios): void {
  console.log(`  ${title}`);
  console.log(`  ${''.padEnd(26)}${'same day-90 recall'.padEnd(22)}same mean recall`);
  for (const [name, { 'day 90': end, mean }] of Object.entries(all)) {
    console.log(`  ${name.padEnd(26)}${inWords(end).padEnd(22)}${inWords(mean)}`);
  }
}

/** A name with the setting that is shown. */
function label(name: string): string {
  const family = FAMILIES[name];
  return family ? `${name} ${family.reported}` : name;
}

function inWords({ value, low, high }: Ratio): string {
  return `${ratioInWords(value)} (${ratioInWords(low)} to ${ratioInWords(high)})`;
}

function ratioInWords(ratio: number): string {
  // Ours does not get there.
  if (ratio === 0) return 'not we';
  return Number.isFinite(ratio) ? ratio.toFixed(2) : 'never';
}

/** SM-2 stops where its intervals end, so that "never" says little; what it needs when they are scaled stands beside it. */
function limits() {
  const inAll = (peer: string, measure: Measure) =>
    ratios.map((each) => ratioInWords(each[peer]![measure].value)).join(' / ');
  const row = (peer: string, measure: Measure, least: number, wanted: number) => ({
    name: `${peer} at equal ${measure} recall`,
    value: inAll(peer, measure) + (peer === SM2 ? ` (intervals scaled: ${inAll(SM2_SCALED, measure)})` : ''),
    limit: `≥ ${least} in ${wanted === 3 ? 'every truth' : 'two of three'}, never included`,
    holds: ratios.filter((each) => each[peer]![measure].value >= least).length >= wanted,
  });
  return [row(IN_TURN, 'day 90', 1.2, 3), row(SM2, 'day 90', 1, 3), row(SM2, 'mean', 1.1, 2)];
}
