import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseYaml } from '../../src/course/yaml.ts';
import { wildText } from '../fixtures/arbitrary.ts';

const file = 'lessons/a/module.yaml';
const parse = (text: string, offset?: number) => parseYaml(text, file, offset);

describe('locate', () => {
  const text = 'a: 1\nb:\n  - x\n  - yy: z\n    q: &w [1, 2]\nc: *w\n';
  const { locate } = parse(text).yaml;

  test.each<[(string | number)[], number, number]>([
    [[], 1, 1],
    [['a'], 1, 4],
    [['b'], 3, 3],
    [['b', 0], 3, 5],
    [['b', 1], 4, 5],
    [['b', 1, 'yy'], 4, 9],
    [['b', 1, 'q', 1], 5, 15],
    [['c'], 6, 4],
  ])('%j is at %d:%d', (path, line, column) => {
    expect(locate(path)).toEqual({ line, column });
  });

  test('of what is missing is the nearest value around it', () => {
    expect(locate(['b', 1, 'missing', 'deeper'])).toEqual({ line: 4, column: 5 });
    expect(locate(['missing'])).toEqual({ line: 1, column: 1 });
    // Inside an alias there is no place; the alias itself is nearest.
    expect(locate(['c', 1])).toEqual({ line: 6, column: 4 });
  });

  test('counts the lines above a part of a file', () => {
    expect(parse(text, 10).yaml.locate(['b', 1, 'yy'])).toEqual({ line: 14, column: 9 });
    expect(parse('', 10).yaml.locate(['x'])).toEqual({ line: 11, column: 1 });
  });

  test('counts Windows line ends once', () => {
    expect(parse(text.replaceAll('\n', '\r\n')).yaml.locate(['b', 1, 'yy'])).toEqual({ line: 4, column: 9 });
  });
});

describe('data', () => {
  test('is plain and clean', () => {
    const { yaml, problems } = parse(
      'a: "\\e[31mred"\nb: [1, true, null, ~, 0x10]\n"\\x07c": >-\n  two\n  lines\n',
    );
    expect(problems).toEqual([]);
    expect(yaml.data).toEqual({ a: '[31mred', b: [1, true, null, null, 16], c: 'two lines' });
  });

  test('merges nothing in, and turns no word into a truth value', () => {
    expect(parse('a: &x {k: 1}\nb:\n  <<: *x\nc: yes').yaml.data).toEqual({
      a: { k: 1 },
      b: { '<<': { k: 1 } },
      c: 'yes',
    });
  });

  test('of a forged __proto__ changes nothing that objects inherit', () => {
    const { yaml } = parse('__proto__: {evil: 1}\nconstructor: {prototype: {evil: 1}}');
    expect(Object.getPrototypeOf(yaml.data)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).evil).toBeUndefined();
    expect(Object.keys(yaml.data as object)).toEqual(['__proto__', 'constructor']);
  });
});

describe('what cannot be used becomes a problem', () => {
  test.each([
    ['a key twice', 'a: 1\nb: 2\na: 3', '3:1', /Map keys must be unique/],
    ['an open quote', 'a: 1\nb: "open', '2:', /quote/],
    ['a tab as indent', 'a:\n\t- b', '2:1', /[Tt]ab/],
    ['a tag that would make an object', 'a: !!js/function "x"', '1:4', /Unresolved tag/],
    ['several documents', 'a: 1\n---\nb: 2', '2:1', /multiple documents/],
  ])('%s', (_, text, place, message) => {
    const { yaml, problems } = parse(text);
    const [first] = problems;
    expect(`${first?.line}:${first?.column}`).toContain(place);
    expect(first).toMatchObject({ file, message: expect.stringMatching(message) });
    expect(first?.message).toMatch(/Mend the YAML at this place\.$/);
    expect(yaml.data).toBeUndefined();
  });

  test('in a part of a file at the line of the file', () => {
    expect(parse('a: 1\na: 2', 4).problems).toMatchObject([{ line: 6, column: 1 }]);
  });

  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [here, next] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'].map((pair) => pair.split(''))) {
    bomb.push(`${next}: &${next} [${Array(9).fill(`*${here}`).join(', ')}]`);
  }
  test.each([
    ['a bomb of aliases', bomb.join('\n')],
    ['an alias of nothing', 'a: 1\nb: *none'],
    ['an alias of itself', '&a [*a, *a]'],
    ['lists in lists without end', `${'['.repeat(60)}${']'.repeat(60)}`],
  ])('%s', (_, text) => {
    const { yaml, problems } = parse(text, 2);
    expect(problems).toEqual([
      {
        file,
        line: 3,
        column: 1,
        message: expect.stringMatching(/^This YAML cannot be used \(.*\)\. Write it/),
      },
    ]);
    expect(yaml.data).toBeUndefined();
  });

  test.each([
    ['brackets', '['.repeat(20_000)],
    ['dashes', `${'- '.repeat(20_000)}x`],
  ])('%s nested deeper than the stack', (_, text) => {
    expect(parse(text).problems[0]).toMatchObject({ file, line: 1 });
  });
});

describe('any text', () => {
  afterEach(() => vi.restoreAllMocks());

  test('gives data or problems with a place, and never throws', () => {
    const yamlish = fc.string({
      unit: fc.constantFrom(
        'a',
        ':',
        ' ',
        '\n',
        '- ',
        '[',
        ']',
        '{',
        '}',
        '"',
        '&a',
        '*a',
        '!',
        '|',
        '#',
        '?',
        '\t',
        '\u009b',
      ),
    });
    fc.assert(
      fc.property(fc.oneof(wildText, yamlish), (text) => {
        const { yaml, problems } = parse(text);
        for (const { line, column, message } of problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).not.toMatch(/[\p{Cc}]/u);
        }
        if (problems.length > 0) expect(yaml.data).toBeUndefined();
        expect(yaml.locate(['a', 0]).line).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  test('writes no warning of the library to the terminal', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {});
    parse('? [a, "\\x9b31m"]\n: b');
    parse('a: !!js/function x');
    expect(warn).not.toHaveBeenCalled();
    expect(log).not.toHaveBeenCalled();
  });
});
