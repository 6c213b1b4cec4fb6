import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { cellWidth, NARROW } from '../../src/course/width.ts';
import { unicodeSymbols } from '../../src/screen/symbols.ts';

describe('cells', () => {
  test.each<[string, number]>([
    ['', 0],
    ['plain', 5],
    ['naïve café', 10],
    ['日本', 4],
    ['👍', 2],
    ['e\u0301', 1],
    ['\u001b[1mbold\u001b[0m', 4],
    ['✔ ○ ❯', 5],
  ])('%j takes %i', (text, cells) => {
    expect(cellWidth(text)).toBe(cells);
  });

  test('are the same with and without the short cut, for every character that it knows', () => {
    const known = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((each) =>
      NARROW.test(each),
    );
    expect(known.length).toBeGreaterThan(900);
    expect(known.filter((each) => stringWidth(each) !== 1)).toEqual([]);
  });

  test('the marks that we draw take the short cut', () => {
    const { levels, heights, ...single } = unicodeSymbols;
    const drawn = [...Object.values(single), ...levels, ...heights];
    expect(drawn.filter((each) => !NARROW.test(each))).toEqual([]);
  });
});
