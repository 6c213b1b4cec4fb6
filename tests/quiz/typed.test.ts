import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, gradeNumber, gradeText, parseNumber } from '../../src/quiz/typed.ts';
import { wildText } from '../fixtures/arbitrary.ts';
import { number, text } from '../fixtures/questions.ts';

describe('gradeText', () => {
  test.each([
    'ETag',
    'etag',
    '  ETAG  ',
    '`ETag`',
    '"etag"',
    'etag.',
    'entity tag',
    'Entity  Tag',
    'entity_tag',
    // A slip in a word of six letters.
    'entiyt tag',
    'enttity tag',
    'entty tag',
    'ｅｔａｇ',
  ])('accepts %j', (typed) => {
    expect(gradeText(text(), typed)).toEqual({ right: true });
  });

  test.each([
    '',
    ' ',
    'e tag',
    // A slip in a word shorter than six letters.
    'etg',
    'entity tga',
    // Two slips.
    'entyti tga',
    'enyittt tag',
    'tag',
    'entity',
    'the entity tag',
  ])('does not accept %j', (typed) => {
    expect(gradeText(text(), typed)).toEqual({ right: false });
  });

  test('a foreseen mistake is told apart from the others', () => {
    const [foreseen] = text().wrong!;
    expect(gradeText(text(), 'last - MODIFIED')).toEqual({ right: false, foreseen });
  });

  test('an answer that was foreseen as wrong is not forgiven as a slip of the right one', () => {
    const question = text({
      accept: ['authorization'],
      wrong: [{ match: 'authorisation', why: 'Spelt so.' }],
    });
    expect(gradeText(question, 'authorisation').right).toBe(false);
    expect(gradeText(question, 'authorizaton').right).toBe(true);
  });

  test('digits are never forgiven', () => {
    const question = text({ accept: ['http/1.1', 'sha256sum'] });
    expect(gradeText(question, 'HTTP/1.1').right).toBe(true);
    expect(gradeText(question, 'http/1.0').right).toBe(false);
    expect(gradeText(question, 'sha265sum').right).toBe(false);
  });

  test('an exact question compares letter by letter', () => {
    const question = text({ accept: ['If-None-Match'], exact: true });
    expect(gradeText(question, ' If-None-Match ').right).toBe(true);
    expect(gradeText(question, 'if-none-match').right).toBe(false);
    expect(gradeText(question, 'If-None-Mach').right).toBe(false);
    expect(gradeText(question, 'If-None- Match').right).toBe(false);
  });

  test('case and spaces around an answer never matter', () => {
    const spaces = fc.string({ unit: fc.constantFrom(' ', '\t') });
    fc.assert(
      fc.property(fc.constantFrom('ETag', 'entity tag'), fc.boolean(), spaces, spaces, (word, up, a, b) => {
        const typed = a + (up ? word.toUpperCase() : word.toLowerCase()) + b;
        expect(gradeText(text(), typed).right).toBe(true);
      }),
    );
  });
});

describe('parseNumber', () => {
  test.each([
    ['180', 180],
    ['  180 ', 180],
    ['180 seconds', 180],
    ['180s', 180],
    ['1000', 1000],
    ['1,000', 1000],
    ['1_000', 1000],
    ['1 000', 1000],
    ['1,234,567', 1234567],
    ['1,000.5', 1000.5],
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['+7', 7],
    ['-7', -7],
    ['\u22127', -7],
    ['$5', 5],
    ['~ 5', 5],
    ['5%', 5],
    ['5.', 5],
    ['HTTP 304', 304],
    ['200 m2', 200],
    ['the status code is 304', 304],
    ['status: 304', 304],
    ['about -5', -5],
  ])('reads %j as %d', (typed, value) => {
    expect(parseNumber(typed)).toBe(value);
  });

  test.each([
    '',
    ' ',
    'abc',
    'x5',
    '3 or 4',
    '3 5',
    '200, 404',
    '3 , 5',
    '1,2,3,4',
    '180 s, or 190',
    'clear; COLOR=1 date',
    '-',
    '+',
    '.',
    ',',
    '1,2,3',
    '9'.repeat(400),
  ])('finds no number in %j', (typed) => {
    expect(parseNumber(typed)).toBeUndefined();
  });

  test('reads back every whole number, however its thousands are grouped', () => {
    const separator = fc.constantFrom('', ',', '_', ' ');
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), separator, (value, between) => {
        const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, between);
        expect(parseNumber(`${value < 0 ? '-' : ''}${digits}`)).toBe(value);
      }),
    );
  });

  test('gives a finite number or none for any text, and never throws', () => {
    fc.assert(
      fc.property(wildText, (typed) => {
        const value = parseNumber(typed);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

describe('gradeNumber', () => {
  test('accepts the number, with its unit or without', () => {
    expect(gradeNumber(number(), '180')).toEqual({ right: true });
    expect(gradeNumber(number(), '180 seconds')).toEqual({ right: true });
    expect(gradeNumber(number(), '180.0')).toEqual({ right: true });
  });

  test('accepts nothing else without a tolerance', () => {
    for (const typed of ['179', '181', '180.001', '-180', 'many', '']) {
      expect(gradeNumber(number(), typed)).toEqual({ right: false });
    }
  });

  test('accepts what lies within the tolerance, its ends included', () => {
    const near = number({ answer: 0.3, tolerance: 0.1, wrong: [] });
    for (const typed of ['0.2', '0.3', '0.4']) expect(gradeNumber(near, typed).right).toBe(true);
    for (const typed of ['0.19', '0.41', '3']) expect(gradeNumber(near, typed).right).toBe(false);
  });

  test('knows a foreseen mistake, however it is written', () => {
    const [foreseen] = number().wrong!;
    expect(gradeNumber(number(), '120.0 s')).toEqual({ right: false, foreseen });
  });
});

describe('distance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['cache', 'cache', 0],
    ['cache', 'cahce', 1],
    ['cache', 'cach', 1],
    ['cache', 'cachee', 1],
    ['cache', 'cacke', 1],
    ['cache', 'ehcac', 4],
    ['kitten', 'sitting', 3],
    // Not 2: no part is edited twice.
    ['ca', 'abc', 3],
  ])('from %j to %j is %d', (a, b, edits) => {
    expect(distance(a, b)).toBe(edits);
  });

  test('is the same both ways, 0 only for equal words, and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const edits = distance(a, b);
        expect(distance(b, a)).toBe(edits);
        expect(edits === 0).toBe(a === b);
        expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(edits).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });
});
