import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitFences } from '../../src/course/fences.ts';
import { headingSlugs, slugify } from '../../src/course/slug.ts';
import { wildText } from '../fixtures/arbitrary.ts';

describe('slugify', () => {
  test.each([
    ['What a JWT holds', 'what-a-jwt-holds'],
    ['Who are you, and may you?', 'who-are-you-and-may-you'],
    ['  `Cache-Control`: **max-age**  ', 'cache-control-max-age'],
    ['C++ & C#', 'c-c'],
    ['Über Größe 2', 'über-größe-2'],
    ['?!', ''],
  ])('of %j is %j', (heading, slug) => {
    expect(slugify(heading)).toBe(slug);
  });

  test('holds only letters, digits and hyphens, and is its own slug', () => {
    fc.assert(
      fc.property(wildText, (heading) => {
        const slug = slugify(heading);
        expect(slug).toMatch(/^[\p{L}\p{N}-]*$/u);
        expect(slugify(slug)).toBe(slug);
      }),
    );
  });
});

describe('headingSlugs', () => {
  test('finds headings below the first level, in order, closing marks left out', () => {
    const text =
      '# Title\n\n## One\ntext\n### Two ##\n##Not one\n ## Nor this\n###### Six\n####### Seven\n##   \n';
    expect(headingSlugs(text)).toEqual(['one', 'two', 'six']);
  });

  test('finds none in fenced blocks', () => {
    const text = '## One\n```sh\n## a comment\n```\n~~~\n## another\n```\n## still inside\n~~~\n## Two\n';
    expect(headingSlugs(text)).toEqual(['one', 'two']);
  });

  test('is not led astray by code in backticks at the start of a line', () => {
    expect(headingSlugs('```GET``` reads.\n\n## One\n')).toEqual(['one']);
  });

  test('a very long line does not stop it', () => {
    expect(headingSlugs(`## a${' '.repeat(200_000)}b\n## ${' '.repeat(200_000)}\n## c`)).toEqual([
      'a-b',
      'c',
    ]);
  });
});

describe('splitFences', () => {
  test('tells blocks from prose', () => {
    const text = 'one\n```js  title\nlet a;\n\n```\n\n  ~~~~\n~~~\n~~~~~\ntwo\n```\nopen';
    expect(splitFences(text)).toEqual({
      fences: [
        { info: 'js  title', lines: ['let a;', ''], line: 2, follows: false },
        { info: '', lines: ['~~~'], line: 7, follows: true },
        { info: '', lines: ['open'], line: 11, follows: false },
      ],
      prose: ['one', '', 'two'],
    });
  });

  test('a block inside a longer fence is part of it', () => {
    const { fences } = splitFences('````md\n```js\n```\n````');
    expect(fences).toEqual([{ info: 'md', lines: ['```js', '```'], line: 1, follows: false }]);
  });

  test('only an empty fence of the same kind closes a block', () => {
    expect(splitFences('```\n~~~\n```js\n    ```\n```').fences[0]?.lines).toEqual([
      '~~~',
      '```js',
      '    ```',
    ]);
  });

  test('loses no line of any text', () => {
    const text = fc.array(fc.constantFrom('```', '~~~', '````', '```js', 'a', '', '## b'), { maxLength: 20 });
    fc.assert(
      fc.property(text, (lines) => {
        const { fences, prose } = splitFences(lines.join('\n'));
        const inside = fences.reduce((sum, fence) => sum + fence.lines.length, 0);
        const marks = Math.max(1, lines.length) - prose.length - inside;
        // Every block has two marks, the last one perhaps only its first.
        expect([2 * fences.length, 2 * fences.length - 1]).toContain(marks);
        for (const { line, info } of fences) expect(lines[line - 1]).toMatch(new RegExp(`(\`|~)${info}$`));
      }),
    );
  });
});
