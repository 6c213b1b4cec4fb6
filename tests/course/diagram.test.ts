import { describe, expect, test } from 'vitest';
import { diagramProblems, NARROWEST, parseDiagramInfo } from '../../src/course/diagram.ts';

test('the narrowest drawing fits a terminal of 40 columns', () => {
  expect(NARROWEST).toBe(38);
});

describe('parseDiagramInfo', () => {
  test.each([
    ['diagram 64 The browser asks.', { width: 64, description: 'The browser asks.' }],
    ['  diagram   38  ', { width: 38, description: '' }],
    ['diagram', undefined],
    ['diagram wide', undefined],
    ['diagram -5', undefined],
    ['json', undefined],
    ['my diagram 64', undefined],
    ['', undefined],
  ])('reads %j', (info, expected) => {
    expect(parseDiagramInfo(info)).toEqual(expected);
  });
});

describe('diagramProblems', () => {
  const block = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, '```'].join('\n');
  const found = (...parts: string[]) =>
    diagramProblems(parts.join('\n'), 76).map(({ line, message }) => `${line} ${message}`);
  const wide = '─'.repeat(60);

  test('a wide drawing with a narrow twin right after it is good', () => {
    expect(
      found('text', block('diagram 60 What it shows.', wide), '', block('diagram 38', 'narrow')),
    ).toEqual([]);
  });

  test('a narrow drawing needs no twin', () => {
    expect(found(block('diagram 38 What it shows.', '─'.repeat(38)))).toEqual([]);
  });

  test('a drawing without words is told', () => {
    expect(found('text', block('diagram 30', 'x'))).toEqual([
      '2 this diagram has no description; say after the width what the picture shows',
    ]);
  });

  test('a wide drawing without a narrow twin is told', () => {
    const message = 'this diagram needs a narrower twin right after it, at most 38 columns wide';
    expect(found(block('diagram 60 Words.', wide))).toEqual([`1 ${message}`]);
    expect(found(block('diagram 60 Words.', wide), 'text', block('diagram 30 Words.', 'x'))).toEqual([
      `1 ${message}`,
    ]);
    // With its own words the second one is another diagram.
    expect(found(block('diagram 60 Words.', wide), block('diagram 30 Words.', 'x'))).toEqual([
      `1 ${message}`,
    ]);
    // A twin that is still too wide needs a twin itself.
    expect(found(block('diagram 60 Words.', wide), block('diagram 50', 'x'))).toEqual([`4 ${message}`]);
    expect(
      found(block('diagram 60 Words.', wide), block('diagram 50', 'x'), block('diagram 38', 'x')),
    ).toEqual([]);
  });

  test('a narrow drawing after some text is a new one and needs words', () => {
    expect(found(block('diagram 30 Words.', 'x'), 'text', block('diagram 20', 'x'))).toEqual([
      '5 this diagram has no description; say after the width what the picture shows',
    ]);
  });

  test('a line wider than the width that was stated is told', () => {
    expect(found('', block('diagram 10 Words.', '12345678901', 'ok'))).toEqual([
      '2 "12345678901…" is 11 columns wide; at most 10 fit here',
    ]);
  });

  test('wide characters count two columns', () => {
    expect(found(block('diagram 5 Words.', '日本'))).toEqual([]);
    expect(found(block('diagram 5 Words.', '日本語'))[0]).toContain('is 6 columns wide');
  });

  test('a stated width beyond the widest page is told', () => {
    expect(found(block('diagram 90 Words.', 'x'), block('diagram 38', 'x'))).toEqual([
      '1 this diagram is 90 columns wide; at most 76 fit',
    ]);
  });

  test('a diagram without a width is told', () => {
    expect(found(block('diagram', 'x'))).toEqual([
      '1 a diagram begins with ```diagram <width> <what it shows>',
    ]);
  });

  test('other blocks may be as wide as the page and need no words', () => {
    expect(found(block('http', 'x'.repeat(76)))).toEqual([]);
    expect(found('a', 'b', block('', 'x'.repeat(77)))).toEqual([
      `3 "${'x'.repeat(30)}…" is 77 columns wide; at most 76 fit here`,
    ]);
  });
});
