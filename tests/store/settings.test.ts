import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowed, parseSetting, SETTINGS, type SettingName, settingsFrom } from '../../src/store/settings.ts';

const defaults = {
  plain: 'off',
  color: 'auto',
  symbols: 'auto',
  minutes: 10,
  retention: 0.9,
  confidence: 'off',
  questions: 10,
};
const names = Object.keys(SETTINGS) as SettingName[];

describe('parseSetting', () => {
  test.each<[SettingName, string, string | number | undefined]>([
    ['plain', 'on', 'on'],
    ['plain', 'ON', 'on'],
    ['plain', 'auto', undefined],
    ['plain', '', undefined],
    ['color', 'auto', 'auto'],
    ['symbols', 'ascii', 'ascii'],
    ['symbols', '__proto__', undefined],
    ['questions', '1', 1],
    ['questions', '100', 100],
    ['questions', '0', undefined],
    ['questions', '101', undefined],
    ['questions', '2.5', undefined],
    ['questions', '', undefined],
    ['questions', 'ten', undefined],
    ['questions', 'Infinity', undefined],
  ])('%s %j is %j', (name, text, value) => {
    expect(parseSetting(name, text)).toBe(value);
  });

  test('every default is allowed', () => {
    for (const name of names) {
      expect(parseSetting(name, String(SETTINGS[name].default))).toBe(SETTINGS[name].default);
    }
  });
});

test('allowed says in words what a setting may be', () => {
  expect(allowed('symbols')).toBe('auto, unicode, ascii');
  expect(allowed('questions')).toBe('a whole number from 1 to 100');
});

describe('settingsFrom', () => {
  test('keeps what is allowed and takes the default for the rest', () => {
    const stored = { plain: 'on', color: 'purple', questions: 25, unknown: 1 };
    expect(settingsFrom(stored)).toEqual({ ...defaults, plain: 'on', questions: 25 });
  });

  test.each([undefined, null, 5, 'on', [], {}, JSON.parse('{"__proto__":{"plain":"on"}}')])(
    'of %j are the defaults',
    (stored) => {
      expect(settingsFrom(stored)).toEqual(defaults);
    },
  );

  test('are allowed ones whatever was stored', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constant({ toString: 1, valueOf: 1 }));
    const stored = fc.record(Object.fromEntries(names.map((name) => [name, value])));
    fc.assert(
      fc.property(stored, (settings) => {
        const read = settingsFrom(settings);
        for (const name of names) expect(parseSetting(name, String(read[name]))).toBe(read[name]);
      }),
    );
  });
});
