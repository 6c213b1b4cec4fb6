import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Which rooms a room may import from, besides itself (docs/design: imports run one way). */
const ALLOWED: Record<string, string[]> = {
  course: [],
  quiz: ['course'],
  learner: ['course'],
  screen: ['learner', 'quiz', 'course'],
  store: ['learner', 'quiz', 'course'],
  lab: ['learner', 'quiz', 'course'],
  commands: ['screen', 'store', 'lab', 'learner', 'quiz', 'course'],
  'cli.ts': ['commands', 'course'],
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const room = (file: string) => file.split('/')[0]!;
const source = (file: string) => readFileSync(join(SRC, file), 'utf8');

/** Every module that a file imports, statically, lazily or for types. */
function imports(file: string): string[] {
  return [...source(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

/** Code of the labs: it may use the room of labs, and nothing else of ours. */
const LABS = fileURLToPath(new URL('../labs', import.meta.url));
const labFiles = readdirSync(LABS, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

describe('labs', () => {
  test.each(labFiles)('%s imports only from its lab and src/lab, and leaves the process alone', (file) => {
    const text = readFileSync(join(LABS, file), 'utf8');
    const inside = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
      .map((match) => resolve(join(LABS, dirname(file)), match[1]!))
      .filter((path) => !path.startsWith(`${join(LABS, file.split('/')[0]!)}/`));
    expect(inside.filter((path) => !path.startsWith(`${SRC}/lab/`))).toEqual([]);
    // What stands in a template may be a program for the learner.
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|`[\s\S]*?`/g, '');
    expect(code).not.toMatch(/\bprocess\.(?!pid)/);
    expect(text.split('\n').length).toBeLessThanOrEqual(230);
  });
});

describe('the house', () => {
  test.each(files)('%s imports only from rooms below its own', (file) => {
    const inside = imports(file)
      .filter((path) => path.startsWith('.'))
      .map((path) => relative(SRC, resolve(join(SRC, dirname(file)), path)))
      .filter((path) => !path.startsWith('..'));
    const foreign = inside.map(room).filter((each) => each !== room(file));
    expect(ALLOWED[room(file)]).toEqual(expect.arrayContaining([...new Set(foreign)]));
  });

  test.each(files.filter((file) => ['learner', 'quiz'].includes(room(file))))(
    '%s knows no disk, no terminal, no clock and no random source',
    (file) => {
      expect(imports(file).filter((path) => path.startsWith('node:'))).toEqual([]);
      expect(source(file)).not.toMatch(
        /Math\.random|Date\.now|new Date\(\)|performance\.|process\.|console\./,
      );
    },
  );

  test('only cli.ts and the screen that guards its terminal touch the process', () => {
    const touching = files.filter((file) =>
      /\bprocess\.(?!pid)/.test(source(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
    );
    expect(touching.sort()).toEqual(['cli.ts', 'screen/rich/rich-screen.ts']);
  });

  test('no file is so long that it must hold more than one thing', () => {
    const long = files.filter((file) => source(file).split('\n').length > 230);
    expect(long).toEqual([]);
  });
});
