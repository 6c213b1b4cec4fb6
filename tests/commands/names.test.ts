import { describe, expect, test } from 'vitest';
import { resolveName, unknownName } from '../../src/commands/names.ts';

const MODULES = [
  'what-is-backend',
  'internet',
  'servers-http',
  'http-methods',
  'auth',
  'api-styles',
  'databases',
  'cloud',
  'web-security',
];
const COMMANDS =
  'start read quiz review placement lab list progress search glossary reset export import restore config course'.split(
    ' ',
  );

describe('a name', () => {
  test('stands for itself, and so does a beginning that only one has', () => {
    expect(resolveName('module', 'Auth', MODULES)).toBe('auth');
    expect(resolveName('module', 'data', MODULES)).toBe('databases');
    expect(() => resolveName('module', 'a', MODULES)).toThrow('"a" could be auth or api-styles.');
  });

  test.each([
    ['auht', 'auth'],
    ['interent', 'internet'],
    ['secruity', 'web-security'],
    ['methods', 'http-methods'],
    ['clou-d', 'cloud'],
  ])('%s is near %s', (given, meant) => {
    expect(() => resolveName('module', given, MODULES)).toThrow(`Did you mean ${meant}?`);
  });

  test.each(['xyz', 'x', '', 'elephantine'])('%j is near nothing: it is said where the list is', (given) => {
    expect(() => resolveName('module', given, MODULES)).toThrow(
      `There is no module "${given}". backend-tutor list shows them all.`,
    );
  });

  test('of a few is answered with all of them', () => {
    expect(() => resolveName('language', 'perl', ['javascript', 'python'])).toThrow(
      'There is no language "perl". There is javascript or python.',
    );
  });

  test.each([
    ['placment', 'placement'],
    ['quizz', 'quiz'],
    ['reviw', 'review'],
    ['prog', 'progress'],
  ])('of a command: %s is near %s', (given, meant) => {
    const { message, exitCode } = unknownName('command', given, COMMANDS);
    expect(message).toBe(`There is no command "${given}". Did you mean ${meant}?`);
    expect(exitCode).toBe(2);
  });
});
