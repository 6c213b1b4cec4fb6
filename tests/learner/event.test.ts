import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LearnerEvent, parseEvent, parseLine } from '../../src/learner/event.ts';
import { anyEvent, wildText } from '../fixtures/arbitrary.ts';
import { answered, at, didTask, forgot, passed, placed, read } from '../fixtures/events.ts';

const good: LearnerEvent[] = [
  answered('auth/jwt'),
  read('auth/tokens', { skipped: true }),
  passed('auth'),
  didTask('labs', 'one'),
  placed(['auth'], { cleared: ['cloud'], run: 'r1' }),
  placed([]),
  forgot('auth'),
  forgot(),
];

describe('parseEvent', () => {
  test('reads the line that the design shows', () => {
    const line =
      '{"v":1,"id":"…","at":"2026-11-20T10:00:00.000Z","kind":"answer","question":"auth/jwt-is-readable","result":"partial","score":0.5,"ms":5321,"in":"quiz"}';
    expect(parseEvent(line)).toEqual({
      v: 1,
      id: '…',
      at: '2026-11-20T10:00:00.000Z',
      kind: 'answer',
      question: 'auth/jwt-is-readable',
      result: 'partial',
      score: 0.5,
      ms: 5321,
      in: 'quiz',
    });
  });

  test.each(good)('reads back every kind of event: $kind', (event) => {
    expect(parseEvent(JSON.stringify(event))).toEqual(event);
  });

  test('reads back any event', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(parseEvent(JSON.stringify(event))).toEqual(event);
      }),
    );
  });

  test('keeps fields that it does not know', () => {
    const line = JSON.stringify({ ...answered('a/b'), mood: 'good' });
    expect(parseEvent(line)).toMatchObject({ mood: 'good' });
  });

  test('never throws on any text, and never takes it for an event', () => {
    fc.assert(
      fc.property(fc.oneof(wildText, fc.json()), (line) => {
        expect(parseEvent(line)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test('passes over a line that was cut anywhere', () => {
    for (const event of good) {
      const line = JSON.stringify(event);
      for (let length = 0; length < line.length; length++) {
        expect(parseEvent(line.slice(0, length))).toBeUndefined();
      }
    }
  });

  test.each<[string, Record<string, unknown>]>([
    ['a newer version', { v: 2 }],
    ['a version that is a text', { v: '1' }],
    ['no id', { id: undefined }],
    ['an empty id', { id: '' }],
    ['an id that is far too long', { id: 'x'.repeat(301) }],
    ['an id that is a number', { id: 5 }],
    ['no time', { at: undefined }],
    ['a time that is none', { at: 'yesterday' }],
    ['a time that no calendar has', { at: '2026-13-45T10:00:00.000Z' }],
    ['a time that does not sort as text', { at: '2026-11-20T10:00:00+02:00' }],
    ['an unknown kind', { kind: 'applause' }],
    ['a kind that objects inherit', { kind: '__proto__' }],
    ['another such kind', { kind: 'constructor' }],
    ['no question', { question: undefined }],
    ['a question that is a list', { question: ['a/b'] }],
    ['an unknown result', { result: 'great' }],
    ['no score', { score: undefined }],
    ['a score that is a text', { score: '1' }],
    ['a score above 1', { score: 1e9 }],
    ['a score below 0', { score: -0.5 }],
    ['a run that is no text', { run: { toString: 1 } }],
  ])('does not count an answer with %s', (_, change) => {
    expect(parseEvent(JSON.stringify({ ...answered('a/b'), ...change }))).toBeUndefined();
  });

  test.each<[string, object]>([
    ['a section read without its name', { ...read('a/b'), section: undefined }],
    ['a section that is a number', { ...read('a/b'), section: 5 }],
    ['a run of a section that is no text', { ...read('a/b'), run: 5 }],
    ['a module passed without its name', { ...passed('a'), module: undefined }],
    ['a task without its lab', { ...didTask('l', 't'), lab: undefined }],
    ['a lab without its task', { ...didTask('l', 't'), task: 7 }],
    ['marks without modules', { ...placed([]), modules: undefined }],
    ['a mark that is no name', placed(['a', ''])],
    ['marks taken back that are no list', { ...placed([]), cleared: 'a' }],
    ['a reset of something that is no name', { ...forgot('a'), module: null }],
  ])('does not count %s', (_, event) => {
    expect(parseEvent(JSON.stringify({ at: at(0), ...event }))).toBeUndefined();
  });
});

describe('parseLine', () => {
  const event = answered('a/b');
  const line = JSON.stringify(event);
  const whole = { kind: 'event', event };

  test('reads an event, whatever blanks or byte-order mark stand around it', () => {
    for (const text of [line, ` ${line}\r`, `\ufeff${line}`]) expect(parseLine(text)).toEqual([whole]);
  });

  test('finds nothing in an empty line', () => {
    for (const text of ['', ' ', '\r', '\ufeff']) expect(parseLine(text)).toEqual([]);
  });

  test('tells an event of a newer format from damage', () => {
    expect(parseLine('{"v":2,"id":"n","at":"2030","kind":"dream"}')).toEqual([{ kind: 'newer' }]);
    for (const text of ['{"v":2}', '{}', '[1]', '5', 'null', 'hello', '{"v":1,"id":']) {
      expect(parseLine(text)).toEqual([{ kind: 'damage', text }]);
    }
  });

  test('finds the whole events behind one that was torn anywhere', () => {
    for (let length = 1; length < line.length; length++) {
      const torn = line.slice(0, length);
      expect(parseLine(torn + line + line)).toEqual([{ kind: 'damage', text: torn }, whole, whole]);
    }
  });

  test('an event that quotes another one is one event', () => {
    const quoting = answered(line);
    expect(parseLine(JSON.stringify(quoting))).toEqual([{ kind: 'event', event: quoting }]);
  });

  test('never throws, and loses no part of any text', () => {
    const bare = (text: string) => text.replace(/\s/g, '');
    const pieces = fc.array(fc.oneof(wildText, fc.constantFrom('{"v":1,', line, line.slice(0, 40))));
    fc.assert(
      fc.property(pieces, (texts) => {
        const text = texts.join('');
        const lengths = parseLine(text).map((part) => {
          if (part.kind === 'newer') return 0;
          return bare(part.kind === 'event' ? JSON.stringify(part.event) : part.text).length;
        });
        const total = lengths.reduce((sum, length) => sum + length, 0);
        expect(total).toBe(bare(text).length);
      }),
      { numRuns: 500 },
    );
  });
});
