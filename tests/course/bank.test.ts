import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkCourse } from '../../src/course/check.ts';
import { formatProblem } from '../../src/course/problem.ts';
import { readCourse } from '../../src/course/read.ts';
import { RULES } from '../../src/course/rules/index.ts';
import { measureBank } from '../../src/quiz/bots/measure.ts';
import { keyPlaces } from '../../src/quiz/bots/places.ts';
import { MOST_EXCESS } from '../../src/quiz/bots/score.ts';

/** The gates of the built-in course. `course check --advice --stats` prints what stands behind a failure. */

const DIR = fileURLToPath(new URL('../..', import.meta.url));
const words = new URL('../../words/', import.meta.url);
const wordLists = readdirSync(words)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(new URL(name, words), 'utf8'));
const { problems } = checkCourse(DIR, { advice: true, wordLists });
const bank = readCourse(DIR).course.modules.map(({ id, questions }) => ({ module: id, questions }));

test('no rule finds an error', () => {
  expect(problems.filter(({ severity }) => severity !== 'advice').map(formatProblem)).toEqual([]);
});

/** Advice may have an exception in any course; this one needs none. Whoever has a good one leaves its family out. */
describe('the built-in course follows the advice of every family of rules', () => {
  test.each([...Object.keys(RULES), 'spelling'])('%s', (rule) => {
    expect(problems.filter((problem) => problem.rule === rule).map(formatProblem)).toEqual([]);
  });
});

describe('who knows nothing and sees only the questions', () => {
  const verdicts = measureBank(bank).filter(({ answers }) => answers > 0);

  test.each(verdicts.map((verdict) => [verdict.type, verdict.bot, verdict] as const))(
    'is no better than chance on %s with the bot "%s"',
    (_type, _bot, verdict) => {
      expect(verdict).toMatchObject({ beats: false });
      expect(verdict.excess).toBeLessThanOrEqual(MOST_EXCESS);
    },
  );
});

test.each(keyPlaces(bank))(
  'keys among $options options stand everywhere alike over $displays displays',
  (places) => {
    expect(places.displays).toBe(10_000);
    expect(places).toMatchObject({ fair: true });
  },
);
