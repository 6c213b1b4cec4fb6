import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanData, cleanText, jsonText } from '../../src/course/clean.ts';
import { wildText } from '../fixtures/arbitrary.ts';

/** Written apart from the source: every control but the line feed, and what turns the direction of text. */
const obeyed = /[\p{Cc}\u2028-\u202e\u2066-\u2069\u200e\u200f\u061c]/u;
const isClean = (text: string) => !obeyed.test(text.replaceAll('\n', ''));

describe('cleanText', () => {
  test.each([
    ['plain — text ✔ 日本', 'plain — text ✔ 日本'],
    ['\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['\u001b]0;title\u0007', ']0;title'],
    ['\u009b31m', '31m'],
    ['a\u0000b\u0008c\u007fd', 'abcd'],
    ['one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
    ['a\tb', 'a  b'],
    ['user\u202eexe.txt', 'userexe.txt'],
    ['a\u2066b\u2069c\u200ed\u061c', 'abcd'],
    ['a\u2028b', 'ab'],
  ])('of %j is %j', (dirty, clean) => {
    expect(cleanText(dirty)).toBe(clean);
  });

  test('leaves nothing that a terminal would obey, and cleans no further the second time', () => {
    fc.assert(
      fc.property(fc.oneof(wildText, fc.string({ unit: 'binary' })), (text) => {
        const clean = cleanText(text);
        expect(isClean(clean)).toBe(true);
        expect(cleanText(clean)).toBe(clean);
      }),
      { numRuns: 500 },
    );
  });
});

describe('cleanData', () => {
  test('cleans every text and name, and keeps all else', () => {
    const dirty = { 'a\u001b': ['x\u0007', 1, null, true, { b: '\r\n' }] };
    expect(cleanData(dirty)).toEqual({ a: ['x', 1, null, true, { b: '\n' }] });
  });

  test('keeps a forged __proto__ a name like any other', () => {
    const clean = cleanData(JSON.parse('{"__proto__":{"evil":"\\u001b"}}'));
    expect(Object.getPrototypeOf(clean)).toBe(Object.prototype);
    expect(Object.entries(clean)).toEqual([['__proto__', { evil: '' }]]);
  });

  test('leaves no dirty text in any data', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (data) => {
        const texts: string[] = [];
        JSON.stringify(cleanData(data), (key, value) => {
          texts.push(key);
          if (typeof value === 'string') texts.push(value);
          return value;
        });
        expect(texts.filter((text) => !isClean(text))).toEqual([]);
      }),
    );
  });

  test('refuses what is nested deeper than any course, or in itself', () => {
    const nest = (depth: number): unknown => (depth === 0 ? 'x' : [nest(depth - 1)]);
    expect(cleanData(nest(50))).toEqual(nest(50));
    expect(() => cleanData(nest(51))).toThrow(RangeError);
    const circle: unknown[] = [];
    circle.push(circle, circle);
    expect(() => cleanData(circle)).toThrow(RangeError);
  });
});

test('JSON keeps every character, and drives no terminal', () => {
  const data = { a: '\x1b[2J\x9b2J\u202eabc\u2028\x7f', b: ['plain ü'] };
  const text = jsonText(data);
  expect(JSON.parse(text)).toEqual(data);
  expect(text).not.toMatch(/[\x1b\x7f-\x9f\u202e\u2028]/);
  expect(text).toContain('plain ü');
});
