import { expect, test } from 'vitest';
import { comingUp } from '../../src/commands/coming-up.ts';

test.each<[string, number[], number, string]>([
  ['tomorrow', [0, 3], 0, 'Tomorrow 3 questions come due.'],
  ['one', [0, 1], 0, 'Tomorrow 1 question comes due.'],
  ['later today', [5, 0, 0], 0, 'Later today 5 questions come due.'],
  ['what is due already comes on top', [5, 2], 5, 'Tomorrow 2 more questions come due.'],
  ['both', [5, 2], 4, 'Later today 1 more question comes due. Tomorrow 2 more questions come due.'],
  [
    'later today and tomorrow',
    [1, 2],
    0,
    'Later today 1 question comes due. Tomorrow 2 more questions come due.',
  ],
  ['the day after', [0, 0, 4], 0, 'Nothing comes due tomorrow; the next 4 questions in 2 days.'],
  ['later', [2, 0, 0, 0, 1], 2, 'Nothing more comes due tomorrow; the next 1 question in 4 days.'],
  ['nothing', [0, 0, 0], 0, 'Nothing else is planned yet; learning something new plans the next reviews.'],
])('tells what comes due: %s', (_, days, now, sentence) => {
  expect(comingUp(days, now)).toBe(sentence);
});
