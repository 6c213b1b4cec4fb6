import { expect, test } from 'vitest';
import { width } from '../../../src/course/rules/width.ts';
import { choice, options } from '../../fixtures/questions.ts';
import { said } from '../../fixtures/rules.ts';

const long = (cells: number) => 'x'.repeat(cells);
const withOption = (text: string) =>
  choice({ options: options(3, [0]).map((option, at) => (at === 1 ? { ...option, text } : option)) });

test('a word that no narrow screen holds is named', () => {
  expect(said(width, [choice({ prompt: `Is ${long(39)} wide?` })])).toEqual([
    expect.stringContaining('39 columns wide'),
  ]);
  expect(said(width, [withOption(`\`${long(34)}\``)])).toEqual([expect.stringContaining('34 columns wide')]);
  expect(said(width, [choice({ explain: '宽'.repeat(20) })])).toEqual([
    expect.stringContaining('40 columns wide'),
  ]);
});

test('words that fit, long texts and blocks are fine', () => {
  expect(said(width, [choice({ prompt: `Is ${long(38)} wide, ${'and so on '.repeat(20)}?` })])).toEqual([]);
  expect(said(width, [withOption(`\`${long(33)}\``)])).toEqual([]);
  expect(said(width, [choice({ prompt: `Is it?\n\n\`\`\`text\n${long(70)}\n\`\`\`\n` })])).toEqual([]);
});
