import { expect, test } from 'vitest';
import { standingText } from '../../src/commands/list.ts';
import { summarise } from '../../src/course/model.ts';
import { moduleStanding } from '../../src/learner/standing.ts';
import { answered, passed, placed, read, replay, wrong } from '../fixtures/events.ts';
import { choice } from '../fixtures/questions.ts';

const module = summarise({
  id: 'a',
  title: 'A',
  summary: '',
  minutes: 5,
  needs: [],
  objectives: [],
  facts: [],
  misconceptions: [],
  confusable: [],
  glossary: [],
  sections: ['intro', 'more'].map((slug) => ({ slug, title: slug, minutes: 2, objectives: [], text: '' })),
  questions: [
    choice({ id: 'guess', use: 'pretest' }),
    choice({ id: 'check', use: 'checkpoint' }),
    choice({ id: 'quiz', use: 'quiz' }),
  ],
});
const told = (...events: Parameters<typeof replay>[0]) =>
  standingText(moduleStanding(replay(events), module));

test('a question counts with its last answer, and guesses before the lesson count too', () => {
  expect(told()).toBe('new: 2 sections, 3 questions');
  expect(told(answered('a/guess', wrong), read('a/intro'), answered('a/check'))).toBe(
    'under way: 1/2 sections read, 1 of 2 questions right when last asked',
  );
  expect(told(answered('a/quiz'), answered('a/quiz', { ...wrong, run: 'r2' }))).toBe(
    'under way: 0/2 sections read, 0 of 1 question right when last asked',
  );
  expect(told(answered('a/quiz'), passed('a'))).toMatch(
    /^passed: 0\/2 sections read, 1 of 1 question right when/,
  );
});

test('where nothing was asked there is no share', () => {
  expect(told(read('a/intro'))).toBe('under way: 1/2 sections read, no question asked');
  expect(told(placed(['a']))).toBe('probably known: 2 sections, 3 questions');
});
