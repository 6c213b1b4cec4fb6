import { expect, test } from 'vitest';
import { CourseError, formatProblem } from '../../src/course/problem.ts';

const problem = (line: number) => ({ file: 'quizzes/a.yaml', line, column: 3, message: 'Mend it.' });

test('a problem is file, line and column, as editors link them', () => {
  expect(formatProblem(problem(7))).toBe('quizzes/a.yaml:7:3  Mend it.');
});

test('an error holds every problem, shows the first ten, and exits as a bad course', () => {
  const many = Array.from({ length: 13 }, (_, index) => problem(index + 1));
  const error = new CourseError('Bad.', many);
  expect(error).toMatchObject({ exitCode: 2, name: 'CourseError', message: 'Bad.' });
  expect(error.problems).toHaveLength(13);
  expect(error.details).toHaveLength(11);
  expect(error.details[9]).toBe('quizzes/a.yaml:10:3  Mend it.');
  expect(error.details[10]).toBe('and 3 more; backend-tutor course check shows all.');
  expect(new CourseError('Bad.', many.slice(0, 10)).details).toHaveLength(10);
});
