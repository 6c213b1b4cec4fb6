import { describe, expect, test } from 'vitest';
import {
  isDone,
  minutesLeft,
  missedIn,
  planAgain,
  planLesson,
  quizScore,
  type Step,
  stepName,
} from '../../src/learner/lesson-plan.ts';
import { latestLesson } from '../../src/learner/state.ts';
import { answered, read, replay, wrong } from '../fixtures/events.ts';
import { choice, module } from '../fixtures/questions.ts';

const course = module({
  questions: [
    choice({ id: 'check-more', use: 'checkpoint', section: 'more#heading' }),
    choice({ id: 'guess', use: 'pretest' }),
    choice({ id: 'q1' }),
    choice({ id: 'check-intro', use: 'checkpoint', section: 'intro' }),
    choice({ id: 'q2' }),
    choice({ id: 'check-intro-2', use: 'checkpoint', section: 'intro#there' }),
    choice({ id: 'q3' }),
  ],
});
const plan = planLesson(course, ['q3', 'q1']);
const question = (part: 'pretest' | 'checkpoint' | 'quiz' | 'again', id: string): Step => ({
  kind: 'question',
  part,
  question: id,
});
const lesson = (...events: Parameters<typeof replay>[0]) => latestLesson(replay(events), 'm');

test('a lesson is pretest, sections with their checkpoints, quiz, summary', () => {
  expect(plan).toEqual([
    question('pretest', 'guess'),
    { kind: 'section', slug: 'intro' },
    question('checkpoint', 'check-intro'),
    question('checkpoint', 'check-intro-2'),
    { kind: 'section', slug: 'more' },
    question('checkpoint', 'check-more'),
    question('quiz', 'q3'),
    question('quiz', 'q1'),
    { kind: 'summary' },
  ]);
});

test('every step of a lesson has a name of its own that does not depend on its place', () => {
  const names = [...plan, question('again', 'q1')].map(stepName);
  expect(new Set(names).size).toBe(plan.length + 1);
  expect(names).toContain('section intro');
  expect(names).toContain('quiz q1');
  expect(names).toContain('again q1');
  expect(stepName({ kind: 'summary' })).toBe('summary');
});

test('a module without questions is its sections and a summary', () => {
  expect(planLesson(module(), [])).toEqual([
    { kind: 'section', slug: 'intro' },
    { kind: 'section', slug: 'more' },
    { kind: 'summary' },
  ]);
});

describe('what is asked again', () => {
  test('is nothing before anything was answered', () => {
    expect(missedIn(plan, undefined)).toEqual([]);
    expect(planAgain(plan, undefined)).toEqual([]);
  });

  test('is what was not right at first, in the order of the plan, pretest guesses left out', () => {
    const taken = lesson(
      answered('m/guess', wrong),
      answered('m/q1', wrong),
      answered('m/check-intro', { result: 'partial', score: 0.5 }),
      answered('m/q3'),
      answered('m/check-more', { result: 'skipped', score: 0 }),
    );
    expect(missedIn(plan, taken)).toEqual(['check-intro', 'check-more', 'q1']);
    expect(planAgain(plan, taken)).toEqual([
      question('again', 'check-intro'),
      question('again', 'check-more'),
      question('again', 'q1'),
    ]);
  });

  test('stays the same when it has been answered again, right or wrong', () => {
    const first = [answered('m/q1', wrong), answered('m/q3')];
    expect(missedIn(plan, lesson(...first, answered('m/q1')))).toEqual(['q1']);
    expect(missedIn(plan, lesson(...first, answered('m/q1', wrong)))).toEqual(['q1']);
  });
});

describe('isDone', () => {
  test('nothing is done before the lesson has begun', () => {
    for (const step of plan) expect(isDone(step, undefined)).toBe(false);
  });

  test('a section is done once it was read or passed over', () => {
    const taken = lesson(read('m/intro', { skipped: true }));
    expect(isDone({ kind: 'section', slug: 'intro' }, taken)).toBe(true);
    expect(isDone({ kind: 'section', slug: 'more' }, taken)).toBe(false);
  });

  test('a question is done at its first answer, asked again at its second', () => {
    const once = lesson(answered('m/q1', wrong));
    expect(isDone(question('quiz', 'q1'), once)).toBe(true);
    expect(isDone(question('again', 'q1'), once)).toBe(false);
    expect(isDone(question('quiz', 'q3'), once)).toBe(false);
    const twice = lesson(answered('m/q1', wrong), answered('m/q1', wrong));
    expect(isDone(question('again', 'q1'), twice)).toBe(true);
  });

  test('a summary is never done by itself', () => {
    expect(isDone({ kind: 'summary' }, lesson(read('m/intro')))).toBe(false);
  });
});

describe('quizScore', () => {
  test('is the share of the points that first answers of the quiz earned', () => {
    expect(quizScore(plan, undefined)).toBe(0);
    expect(quizScore(plan, lesson(answered('m/q1')))).toBe(0.5);
    const partial = { result: 'partial', score: 0.5 } as const;
    expect(quizScore(plan, lesson(answered('m/q1'), answered('m/q3', partial)))).toBe(0.75);
  });

  test('does not count second answers, checkpoints or the pretest', () => {
    const taken = lesson(
      answered('m/guess'),
      answered('m/check-intro'),
      answered('m/q1', wrong),
      answered('m/q1'),
    );
    expect(quizScore(plan, taken)).toBe(0);
  });

  test('is 0 without a quiz', () => {
    expect(quizScore(planLesson(course, []), lesson(answered('m/q1')))).toBe(0);
  });
});

describe('minutes left', () => {
  // Two sections of 2 minutes, and 6 questions for the other 6.
  const long = { ...course, minutes: 10 };
  const left = (from: number, steps = plan) => minutesLeft(long, steps, from);

  test('are those of the module at the beginning, and never none', () => {
    expect(plan.filter(({ kind }) => kind === 'question')).toHaveLength(6);
    expect(left(0)).toBe(10);
    expect(left(plan.length)).toBe(1);
  });

  test('fall by what a section takes, and by the share of a question', () => {
    expect(left(1)).toBe(9);
    expect(left(2)).toBe(7);
    expect(left(plan.findIndex((step) => step.kind === 'question' && step.part === 'quiz'))).toBe(2);
  });

  test('count what is asked once more, and nothing for the summary', () => {
    const again = [question('again', 'q1'), question('again', 'q2'), question('again', 'q3')];
    expect(left(plan.length - 1, [...plan, ...again])).toBe(3);
  });
});
