import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Config } from '../../src/store/config.ts';
import { StoreError } from '../../src/store/error.ts';
import { put, temporaryFolder } from '../fixtures/folder.ts';
import { asProgram, src } from '../fixtures/process.ts';

const defaults = {
  plain: 'off',
  color: 'auto',
  symbols: 'auto',
  minutes: 10,
  retention: 0.9,
  confidence: 'off',
  questions: 10,
};
const position = {
  module: 'auth',
  run: 'r1',
  step: 'section tokens',
  sections: ['intro', 'tokens'],
  block: 2,
};
const snapshot = { body: '{}', sum: 'x' };
const open = (folder: string | undefined) => new Config(folder, new Date(0));
const stored = (folder: string) => JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));

describe('Config', () => {
  test('begins with the defaults', () => {
    const config = open(temporaryFolder());
    expect(config.settings).toEqual(defaults);
    expect([config.position, config.snapshot]).toEqual([undefined, undefined]);
  });

  test('what was set is there at the next start, in a file private to the user', () => {
    const folder = temporaryFolder();
    const config = open(folder);
    config.set('questions', 25);
    config.savePosition(position);
    config.saveSnapshot(snapshot);
    const again = open(folder);
    expect(again.settings).toEqual({ ...defaults, questions: 25 });
    expect(again.position).toEqual(position);
    expect(again.snapshot).toEqual(snapshot);
    expect(stored(folder).version).toBe(1);
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, 'config.json')).mode & 0o077).toBe(0);
    }
  });

  test('values and fields that it does not know are kept for whoever wrote them', () => {
    const folder = temporaryFolder();
    put(folder, 'config.json', '{"version":1,"settings":{"color":"purple","tone":"soft"},"extra":[1]}');
    const config = open(folder);
    expect(config.settings).toEqual(defaults);
    config.set('plain', 'on');
    expect(stored(folder)).toEqual({
      version: 1,
      settings: { color: 'purple', tone: 'soft', plain: 'on' },
      extra: [1],
    });
  });
});

describe('two processes at once', () => {
  test('each keeps the settings that the other has changed since', () => {
    const folder = temporaryFolder();
    const [one, two] = [open(folder), open(folder)];
    one.set('plain', 'on');
    two.set('questions', 25);
    one.savePosition(position);
    two.set('color', 'off');
    expect(open(folder)).toMatchObject({
      settings: { ...defaults, plain: 'on', questions: 25, color: 'off' },
      position,
    });
  });

  test('forgetting the place keeps the settings that the other has changed since', () => {
    const folder = temporaryFolder();
    const [one, two] = [open(folder), open(folder)];
    two.set('questions', 25);
    two.savePosition(position);
    one.forgetPosition();
    expect(open(folder)).toMatchObject({ settings: { questions: 25 }, position: undefined });
  });
});

describe('the lock', () => {
  /** A process that changes one setting again and again, and counts how often the change was not there afterwards. */
  const CHANGER = `
    import { Config } from ${JSON.stringify(src('store/config.ts'))};
    const [, , folder, name] = process.argv;
    const config = new Config(folder, new Date(0));
    process.on('message', () => {
      let lost = 0;
      for (let n = 1; n <= 100; n++) {
        config.set(name, n);
        if (new Config(folder, new Date(0)).settings[name] !== n) lost++;
      }
      process.send(lost);
      process.disconnect();
    });
    process.send('ready');
  `;

  test('no change is lost when two processes make theirs at once', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const script = await asProgram(CHANGER, temporaryFolder());
    const both = ['questions', 'minutes'].map((name) => fork(script, [folder, name]));
    onTestFinished(() => {
      for (const each of both) if (each.exitCode === null) each.kill('SIGKILL');
    });
    await Promise.all(both.map((each) => once(each, 'message')));
    const lost = both.map((each) => once(each, 'message').then(([count]) => count));
    for (const each of both) each.send('go');
    expect(await Promise.all(lost)).toEqual([0, 0]);
    expect(open(folder).settings).toEqual({ ...defaults, questions: 100, minutes: 100 });
    expect(readdirSync(folder)).toEqual(['config.json']);
  });

  test('that a killed process left behind holds nobody up for long', () => {
    const folder = temporaryFolder();
    put(folder, 'config.json.lock', '');
    open(folder).set('plain', 'on');
    expect(open(folder).settings.plain).toBe('on');
    expect(readdirSync(folder)).toEqual(['config.json']);
  });

  test('that cannot be made does not keep settings from being changed', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'config.json.lock'));
    open(folder).set('plain', 'on');
    expect(open(folder).settings.plain).toBe('on');
  });
});

describe('forgetPosition', () => {
  test.each<[string | undefined, boolean]>([
    [undefined, true],
    ['auth', true],
    ['cloud', false],
  ])('of %s: forgotten is %s', (module, forgotten) => {
    const folder = temporaryFolder();
    const config = open(folder);
    config.savePosition(position);
    config.saveSnapshot(snapshot);
    config.forgetPosition(module);
    for (const each of [config, open(folder)]) {
      expect(each.position).toEqual(forgotten ? undefined : position);
      expect(each.snapshot).toBeUndefined();
    }
  });
});

describe('values of wrong types', () => {
  test.each([
    '{"settings":5}',
    '{"settings":[1],"position":null,"snapshot":7,"version":"x"}',
    '{"version":1,"position":{"module":"a","run":"r","step":4}}',
    '{"__proto__":{"settings":{"plain":"on"}},"constructor":1}',
  ])('are harmless: %s', (text) => {
    const folder = temporaryFolder();
    put(folder, 'config.json', text);
    const config = open(folder);
    expect(config.settings).toEqual(defaults);
    expect(config.position).toBeUndefined();
    config.set('plain', 'on');
    expect(open(folder).settings.plain).toBe('on');
    expect(({} as Record<string, unknown>).settings).toBeUndefined();
  });

  test('a place keeps what can be used of it', () => {
    const folder = temporaryFolder();
    const odd = { module: 'a', run: 'r', step: 'summary', sections: ['x', 5, null], block: -1 };
    put(folder, 'config.json', JSON.stringify({ version: 1, position: odd }));
    expect(open(folder).position).toEqual({ module: 'a', run: 'r', step: 'summary', sections: ['x'] });
  });
});

describe('what cannot be used', () => {
  test('settings of a newer program are left alone', () => {
    const folder = temporaryFolder();
    const path = put(folder, 'config.json', '{"version":2}');
    expect(() => open(folder)).toThrow(/was written by a newer backend-tutor/);
    expect(readFileSync(path, 'utf8')).toBe('{"version":2}');
  });

  test('settings of before there were versions are backed up, then kept', () => {
    const folder = temporaryFolder();
    put(folder, 'config.json', '{"settings":{"plain":"on"}}');
    expect(open(folder).settings.plain).toBe('on');
    expect(stored(folder)).toEqual({ version: 1, settings: { plain: 'on' } });
    const [backup] = readdirSync(join(folder, 'backups'));
    expect(readFileSync(join(folder, 'backups', backup!), 'utf8')).toBe('{"settings":{"plain":"on"}}');
  });

  test('a folder in the place of the file is told in a sentence', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'config.json'));
    expect(() => open(folder)).toThrow(/cannot be read: a folder is in its place\./);
    expect(() => open(folder)).toThrow(StoreError);
  });

  test('a file that cannot be written is told in a sentence', () => {
    const parent = temporaryFolder();
    const folder = join(parent, 'data');
    mkdirSync(folder);
    const config = open(folder);
    rmSync(folder, { recursive: true });
    put(parent, 'data', 'a file in the way');
    expect(() => config.set('plain', 'on')).toThrow(StoreError);
    expect(() => config.savePosition(position)).toThrow(/could not be written: a file is in the place/);
  });
});

test('without a folder everything is kept in memory', () => {
  const config = open(undefined);
  config.set('questions', 25);
  config.savePosition(position);
  expect(config.settings.questions).toBe(25);
  expect(config.position).toEqual(position);
  config.forgetPosition();
  expect(config.position).toBeUndefined();
  expect(open(undefined).settings).toEqual(defaults);
});
