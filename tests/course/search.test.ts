import { describe, expect, test } from 'vitest';
import { excerptOf } from '../../src/course/excerpt.ts';
import type { Course } from '../../src/course/model.ts';
import { plainLines } from '../../src/course/plain-text.ts';
import { indexCourse, loadSearch } from '../../src/course/search.ts';
import { choice, module } from '../fixtures/questions.ts';

const section = (slug: string, title: string, text: string) => ({
  slug,
  title,
  text,
  minutes: 1,
  objectives: [],
});
const course: Course = {
  title: 'Kitchen',
  version: '1',
  modules: [
    module({
      id: 'bread',
      sections: [
        section('yeast', 'What makes dough rise', 'Yeast eats sugar and makes gas.'),
        section(
          'oven',
          'Into the heat',
          'A crème brûlée needs no oven. Bread does, and so does every crust.',
        ),
      ],
      glossary: [{ term: 'crust', definition: 'The hard outside of bread.', source: 'Book' }],
      questions: [choice({ id: 'why', section: 'oven#heat', explain: 'Steam keeps the outside soft.' })],
    }),
  ],
};
const search = indexCourse(course);
const names = (query: string, index = search) => index.find(query).map(({ kind, id }) => `${kind} ${id}`);

describe('searching a course', () => {
  test('finds sections, terms and explanations, wherever all the words are', () => {
    expect(names('sugar gas')).toEqual(['section yeast']);
    expect(names('steam')).toEqual(['explanation why']);
    expect(names('crust')).toEqual(['term crust', 'section oven']);
    expect(names('dough')).toEqual(['section yeast']);
  });

  test('knows a word by its beginning, without case, and without its accents', () => {
    expect(names('SUG')).toEqual(['section yeast']);
    expect(names('creme')).toEqual(['section oven']);
    expect(names('BRÛL')).toEqual(['section oven']);
  });

  test.each(['suger', 'sugra', 'usgar', 'sugaar', 'yeas', 'yaest sugar'])('forgives a slip: %s', (query) => {
    expect(names(query)).toEqual(['section yeast']);
  });

  test('what fits exactly is not mixed with what fits more or less', () => {
    const gas = section('gas', 'Gas', 'Only gas.');
    const gasp = section('gulp', 'Gulp', 'They gulp.');
    const other = indexCourse({ ...course, modules: [module({ sections: [gas, gasp] })] });
    expect(names('gulp', other)).toEqual(['section gulp']);
  });

  test('finds what has some of the words when nothing has all', () => {
    expect(names('sugar elephants')).toEqual(['section yeast']);
  });

  test.each(['elephant', '', '!?', ' '])('finds nothing for %j', (query) => {
    expect(names(query)).toEqual([]);
  });

  test('tells which words were found', () => {
    expect(search.find('sug ga')[0]?.words.sort()).toEqual(['gas', 'sugar']);
  });

  test('is the same after it was kept as text', () => {
    const loaded = loadSearch(search.save());
    for (const query of ['crust', 'sugra', 'steam soft'])
      expect(loaded.find(query)).toEqual(search.find(query));
    expect(() => loadSearch('{}')).toThrow();
  });
});

describe('plain text of Markdown', () => {
  test('has a line for each paragraph, heading, item, row and line of code', () => {
    const text = `A **bold** word\nand \`code\`.

## A *heading*

- one
- [two](http://x)

| a | b |
| - | - |
| 1 | snake_case |

> **Keep:** this.

\`\`\`http
GET / HTTP/1.1
\`\`\`
`;
    expect(plainLines(text)).toEqual([
      'A bold word and code.',
      'A heading',
      'one',
      'two',
      'a · b',
      '1 · snake_case',
      'Keep: this.',
      'GET / HTTP/1.1',
    ]);
  });

  test('has a picture’s sentence instead of its lines', () => {
    const text = '```diagram 10 One leads to two.\n1 ──► 2\n```\n```diagram 5\n1\n▼\n2\n```\n\nAfter.';
    expect(plainLines(text)).toEqual(['One leads to two.', 'After.']);
  });
});

describe('an excerpt', () => {
  const long = `${'before '.repeat(30)}salt ${'after '.repeat(30)}`.trim();
  const words = new Set(['salt', 'oven']);

  test('is the line that holds most of the words, with their places', () => {
    const { text, marks } = excerptOf(['salt', 'an Oven and salt', 'oven'], words, 80);
    expect(text).toBe('an Oven and salt');
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(['Oven', 'salt']);
  });

  test('is cut between words around the first one', () => {
    const { text, marks } = excerptOf([long], words, 60);
    expect(text).toMatch(/^…before (before )*salt (after )*after…$/);
    expect(text.length).toBeLessThanOrEqual(62);
    expect(marks).toHaveLength(1);
  });

  test('is the beginning when no word is there, and empty when nothing is', () => {
    expect(excerptOf(['one', 'two'], words, 60)).toEqual({ text: 'one', marks: [] });
    expect(excerptOf([], words, 60)).toEqual({ text: '', marks: [] });
  });
});
