import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Course } from '../../exchanges/course.ts';
import { cut } from '../../exchanges/places.ts';
import { playAll } from '../../exchanges/play.ts';
import { looksRaw } from '../../exchanges/wire.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const exceptions: { why: string; places: string[] }[] = parse(
  readFileSync(`${ROOT}/exchanges/exceptions.yaml`, 'utf8'),
);
const excepted = exceptions.flatMap(({ places }) => places);

describe('what the course shows on the wire', () => {
  const course = new Course(ROOT);
  const played = (place: string) => course.recorded.has(place) || course.tried.has(place);
  let failures: string[];
  beforeAll(async () => {
    failures = await playAll(course);
  });

  test('is what real programs send (npm run exchanges rewrites it)', () => {
    expect(course.differences).toEqual([]);
  });

  test('and they do what the course says', () => {
    expect(failures).toEqual([]);
  });

  test('no raw block is without a program or a reason', () => {
    const raw = course.blocks.filter(looksRaw).map(({ place }) => place);
    expect(raw.filter((place) => !played(place) && !excepted.includes(place))).toEqual([]);
  });

  test('no exception is stale or doubled, and each has a reason', () => {
    const raw = new Set(course.blocks.filter(looksRaw).map(({ place }) => place));
    expect(excepted.filter((place) => !raw.has(place) || played(place))).toEqual([]);
    expect(new Set(excepted).size).toBe(excepted.length);
    for (const { why } of exceptions) expect(why.split(' ').length).toBeGreaterThan(6);
  });
});

describe('places', () => {
  const lesson = [
    'Start',
    '```http',
    'GET / HTTP/1.1',
    '```',
    '## Two things',
    '```diagram 9',
    'x',
    '```',
    '```text',
    'a',
    '```',
    '```js',
    'b',
    '```',
  ];

  test('are counted below a heading, pictures left out', () => {
    const { blocks } = cut('lessons/a.md', lesson.join('\n'));
    expect(blocks.map(({ place, text }) => [place, text])).toEqual([
      ['lessons/a.md#', 'GET / HTTP/1.1'],
      ['lessons/a.md#two-things', 'a'],
      ['lessons/a.md#two-things/2', 'b'],
    ]);
  });

  test('are counted in a question, without the indentation of the file', () => {
    const quiz = ['- id: first', '  prompt: |', '    ```http', '    GET / HTTP/1.1', '', '    ```'];
    expect(cut('quizzes/a.yaml', quiz.join('\n')).blocks).toEqual([
      {
        place: 'quizzes/a.yaml#first',
        info: 'http',
        text: 'GET / HTTP/1.1\n',
        indent: '    ',
        from: 3,
        to: 5,
      },
    ]);
  });
});
