import { expect, test } from 'vitest';
import { damageNotice } from '../../src/store/notices.ts';

test.each([
  [
    1,
    'A line of your answers could not be read and counts for nothing; a copy is in /a. Everything else is there.',
  ],
  [
    13,
    '13 lines of your answers could not be read and count for nothing; a copy is in /a. Everything else is there.',
  ],
])('%i damaged lines are told in one sentence', (lines, sentence) => {
  expect(damageNotice(lines, '/a')).toBe(sentence);
});
