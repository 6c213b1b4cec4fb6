import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { NewEvent } from '../../src/learner/event.ts';
import { Store } from '../../src/store/store.ts';
import { answered, at } from '../fixtures/events.ts';
import type { Outcome } from './plain.ts';
import { contents, giveAway, type RunOptions, tea as rawTea, whyNotPowerless } from './run.ts';
import { temporaryHome } from './terminal.ts';

let home: string;
let data: string;
let remove: () => void;
beforeEach(() => {
  ({ home, remove } = temporaryHome());
  data = join(home, 'data');
});
afterEach(() => remove());

/** The program's words without its line breaks. */
const told = (outcome: Outcome): Outcome => ({ ...outcome, out: outcome.out.replace(/\s+/g, ' ') });
const tea = (args: string[], options: RunOptions) => rawTea(args, options).then(told);
const learn = (input: string, more: Partial<RunOptions> = {}) => tea(['start'], { home, input, ...more });

/** Answers in the log. */
function answers(folder = data): number {
  const log = readFileSync(join(folder, 'answers.jsonl'), 'utf8');
  return log.split('\n').filter((line) => line.includes('"kind":"answer"')).length;
}

/** What the program says it knows, as data. */
async function progress(more: Partial<RunOptions> = {}) {
  const { code, out, err } = await tea(['progress', '--json'], { home, ...more });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as {
    answers: { total: number };
    position: { module: string; section: string } | null;
  };
}

/** One sentence for a user: no stack, no fault of the program. */
function expectSentence(text: string): void {
  expect(text).toMatch(/^[A-Z/][^\n]*\.\n$/);
  expect(text).not.toContain('fault of the program');
}

/** Words of the way out of every trouble with the disk. */
const NOT_SAVED = /1 answer of this session could not be saved and will be forgotten\./;
const VERDICT = 'Here is the answer.';

describe.skipIf(!existsSync('/dev/full'))('a full disk', () => {
  beforeEach(() => {
    mkdirSync(data);
    symlinkSync('/dev/full', join(data, 'answers.jsonl'));
  });

  test('is told, and the session goes on in memory when the learner chooses so', async () => {
    // Welcome, the answer, try again, go on without saving, page one, page two, leave.
    const { code, out, err } = await learn('\ns\n1\n2\n\n\nq\n');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(
      out.match(
        /answers\.jsonl could not be written: the disk is full\.\s+What was\s+saved before is safe\./g,
      ),
    ).toHaveLength(2);
    expect(out.indexOf(VERDICT)).toBeGreaterThan(out.lastIndexOf('Not saved'));
    expect(out).toContain('One plant');
    expect(out).toMatch(NOT_SAVED);
    expect(out).not.toContain('Saved.');
    expect(contents(data)['answers.jsonl']).toBe('link to /dev/full');
  });

  test('ends the session when the learner chooses that, with no verdict for what is not kept', async () => {
    const { code, out, err } = await learn('\ns\n3\n');
    expect(code).toBe(1);
    expectSentence(err);
    expect(err).toContain('the disk is full');
    expect(out).not.toContain(VERDICT);
  });

  test('is told in a quiz too, and what is asked after it counts for the quiz', async () => {
    const { code, out } = await tea(['quiz', 'leaves', '--count', '3'], { home, input: 's\n2\ns\ns\n' });
    expect(code).toBe(0);
    expect(out).toContain('0 of 3 right');
    expect(out).toMatch(/3 answers of this session could not be saved and will be forgotten\./);
  });
});

test('a disk that fills up in the middle of an answer costs this answer and nothing else', async () => {
  await learn('\ns\nq\n');
  const log = join(data, 'answers.jsonl');
  const before = readFileSync(log, 'utf8');
  // Room for the beginning of one more line.
  const padded = `${before}${' '.repeat(4096 - 41 - before.length)}\n`;
  writeFileSync(log, padded);
  const { code, err } = await tea(['quiz', 'leaves', '--count', '1'], { home, input: 's\n3\n', room: 4 });
  expect(code).toBe(1);
  expect(err).toMatch(/answers\.jsonl could not be written: the disk is full\./);
  const torn = readFileSync(log, 'utf8');
  expect(torn.length).toBe(4096);
  expect(torn.startsWith(padded)).toBe(true);

  // With room again the torn line is told once, and everything else counts.
  const again = await tea(['quiz', 'leaves', '--count', '1'], { home, input: 's\n' });
  expect(again.code).toBe(0);
  expect(again.err).toMatch(
    /^A line of your answers could not be read and counts for nothing; a copy is in .*\n$/,
  );
  expect((await progress()).answers.total).toBe(2);
});

describe('a folder that must not be written', () => {
  const reason = whyNotPowerless();
  if (reason !== undefined) console.warn(`Permissions are not tested: ${reason}.`);
  const powerless = true;
  afterEach(() => chmodSync(data, 0o700));

  test.skipIf(reason)(
    'keeps what is there byte for byte, shows it, and lets the learner go on unsaved',
    async () => {
      await learn('\ns\n\nq\n');
      await tea(['config', 'questions', '3'], { home });
      giveAway(home);
      chmodSync(join(data, 'answers.jsonl'), 0o400);
      chmodSync(data, 0o500);
      const before = contents(data);
      expect(await progress({ powerless })).toMatchObject({
        answers: { total: 1 },
        position: { section: 'plant' },
      });
      const { code, out, err } = await tea(['quiz', 'leaves'], { home, powerless, input: 's\n2\ns\ns\n' });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/answers\.jsonl could not be written: permission denied\./);
      expect(out).toMatch(/3 answers of this session could not be saved/);
      expect(contents(data)).toEqual(before);
    },
  );

  test.skipIf(reason)(
    'tells that the place cannot be kept where only the settings must not be written',
    async () => {
      await learn('\ns\nq\n');
      giveAway(home);
      chmodSync(data, 0o500);
      const config = contents(data)['config.json'];
      const { code, out, err } = await learn('\n\n\ns\nq\n', { powerless });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.match(/Your place could not be kept:/g)).toHaveLength(1);
      expect(out).toContain(VERDICT);
      expect(answers()).toBe(2);
      expect(contents(data)['config.json']).toBe(config);
    },
  );

  test.skipIf(reason)('tells a newcomer at once, who can learn all the same', async () => {
    mkdirSync(data);
    giveAway(home);
    chmodSync(data, 0o500);
    const { code, out } = await learn('\ns\n2\n\nq\n', { powerless });
    expect(code).toBe(0);
    expect(out).toMatch(/could not be written: permission denied/);
    expect(out).toMatch(NOT_SAVED);
    expect(readdirSync(data)).toEqual([]);
  });

  test.skipIf(reason)(
    'and must not be read either stops every command with a sentence, but no learner',
    async () => {
      await learn('\ns\nq\n');
      giveAway(home);
      const before = contents(data);
      chmodSync(data, 0o000);
      for (const args of [['list'], ['progress'], ['config'], ['export'], ['reset', '--yes']]) {
        const { code, err } = await tea(args, { home, powerless });
        expect(code).toBe(1);
        expectSentence(err);
        expect(err).toContain('permission denied');
      }
      const stopped = await learn('\n', { powerless });
      expect(stopped.code).toBe(1);
      expectSentence(stopped.err);
      // Learn without saving, welcome, the answer, the page, leave.
      const { code, out, err } = await learn('2\n\ns\n\nq\n', { powerless });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('Nothing can be saved');
      expect(out).toContain(VERDICT);
      expect(out).toMatch(NOT_SAVED);
      expect(out).not.toContain('Saved.');
      chmodSync(data, 0o700);
      expect(contents(data)).toEqual(before);
    },
  );
});

describe('a home', () => {
  test('that is not set is no matter while another place for settings is named', async () => {
    const env = { HOME: undefined, BACKEND_TUTOR_HOME: undefined, XDG_CONFIG_HOME: join(home, 'settings') };
    const { code, err } = await learn('\ns\nq\n', { env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(answers(join(home, 'settings', 'backend-tutor'))).toBe(1);
  });

  test('that does not exist yet is made', async () => {
    const env = {
      HOME: join(home, 'new', 'home'),
      BACKEND_TUTOR_HOME: undefined,
      XDG_CONFIG_HOME: undefined,
    };
    expect((await learn('\ns\nq\n', { env })).code).toBe(0);
    expect(answers(join(home, 'new', 'home', '.config', 'backend-tutor'))).toBe(1);
  });

  test('that cannot be made is told in a sentence, and the learner can go on unsaved', async () => {
    writeFileSync(join(home, 'file'), '');
    const env = { HOME: join(home, 'file', 'home'), BACKEND_TUTOR_HOME: undefined };
    const listed = await tea(['list'], { home, env });
    expect(listed.code).toBe(1);
    expectSentence(listed.err);
    const { code, out } = await learn('2\n\ns\nq\n', { env });
    expect(code).toBe(0);
    expect(out).toContain('a file is in the place of a folder');
    expect(out).toMatch(NOT_SAVED);
    expect(readdirSync(home)).toEqual(['file']);
  });

  // Only as a user without a home of their own, so that no real home is touched.
  const isNobody = process.getuid?.() === 0 && whyNotPowerless() === undefined;
  test.skipIf(!isNobody).each([undefined, ''])(
    'that is %j, of a user without one, is told in a sentence, and nothing is made where the program was started',
    async (HOME) => {
      const env = { HOME, BACKEND_TUTOR_HOME: undefined, XDG_CONFIG_HOME: undefined };
      chmodSync(home, 0o777);
      const { code, err } = await tea(['list'], { home, env, powerless: true });
      expect(code).toBe(1);
      expectSentence(err);
      expect(err).toContain('Name another one with --data-dir.');
      expect(readdirSync(home)).toEqual([]);
    },
  );
});

describe.skipIf(!onAnotherDevice('/dev/shm'))('a data folder on another device', () => {
  test('serves for everything: learning, backups, carrying and restoring', async () => {
    const there = mkdtempSync('/dev/shm/tutor-');
    onTestFinished(() => rmSync(there, { recursive: true, force: true }));
    symlinkSync(there, data);
    expect(await learn('\ns\nq\n')).toMatchObject({ code: 0, err: '' });
    const file = join(home, 'carried.jsonl');
    expect((await tea(['export', file], { home })).code).toBe(0);
    expect((await tea(['reset', '--yes'], { home })).code).toBe(0);
    expect((await progress()).answers.total).toBe(0);
    expect((await tea(['restore', '1'], { home })).out).toContain('1 answer.');
    expect((await progress()).answers.total).toBe(1);

    const other = join(home, 'other');
    expect((await tea(['import', file, '--data-dir', other], { home })).out).toContain('1 event added');
    const back = join(there, 'carried.jsonl');
    expect((await tea(['export', back, '--data-dir', other], { home })).code).toBe(0);
    expect(readFileSync(back, 'utf8').split('\n').slice(1)).toEqual(
      readFileSync(file, 'utf8').split('\n').slice(1),
    );
  });
});

function onAnotherDevice(folder: string): boolean {
  return existsSync(folder) && statSync(folder).dev !== statSync(tmpdir()).dev;
}

describe('a clock', () => {
  const answer = (question: string, right = true): NewEvent => {
    const { kind, ms } = answered(question);
    return { kind, question, result: right ? 'right' : 'wrong', score: right ? 1 : 0, ms, in: 'quiz' };
  };

  test.each([
    [
      'a day behind',
      '2026-11-19T10:00:00.000Z',
      /^Your last answer is dated 2026-11-20, but this computer says 2026-11-19\./,
    ],
    [
      'in 1970',
      '1970-01-01T00:00:00.000Z',
      /this computer says 1970-01-01\. Check its clock; nothing is lost\.$/,
    ],
    ['in 2099', '2099-12-31T23:59:59.999Z', undefined],
    ['in the year 9999', '9999-12-31T23:59:59.999Z', undefined],
    ['in the year 12026', '+012026-11-20T10:00:00.000Z', undefined],
  ])('%s costs nothing', (_, time, notice) => {
    const right = new Store(data, () => new Date(at(0)));
    right.record(answer('a/one'));
    const odd = new Store(data, () => new Date(time));
    expect(odd.notices).toEqual(notice ? [expect.stringMatching(notice)] : []);
    odd.record(answer('a/one', false));
    odd.record(answer('a/two'));
    odd.record({ kind: 'section-read', section: 'a/s', run: 'r' });
    odd.record({ kind: 'module-passed', module: 'a' });

    for (const when of [time, at(5), at(60 * 24 * 400)]) {
      const store = new Store(data, () => new Date(when));
      expect(store.state.answers).toEqual({ total: 3, correct: 2 });
      // What was answered last is the last answer, whatever its date.
      expect(store.state.questions['a/one']).toMatchObject({ answered: 2, last: 'wrong' });
      expect(store.state.sections).toHaveProperty('a/s');
      expect(store.state.passed).toHaveProperty('a');
      expect(store.events()).toHaveLength(5);
    }
  });

  test.each([at(-60 * 24), at(0), '2099-01-01T00:00:00.000Z'])(
    'does not let a reset at %s forget what is learned after it, nor keep what was before it',
    (time) => {
      const ahead = new Store(data, () => new Date(at(60)));
      ahead.record(answer('a/one'));
      new Store(data, () => new Date(time)).record({ kind: 'reset' });
      const after = new Store(data, () => new Date(at(1)));
      expect(after.state.answers.total).toBe(0);
      after.record(answer('a/one', false));
      after.record(answer('a/one'));
      for (const store of [after, new Store(data, () => new Date(at(2)))]) {
        expect(store.state.answers).toEqual({ total: 2, correct: 1 });
        expect(store.state.questions['a/one']!.last).toBe('right');
      }
    },
  );

  /** Makes all of the program live at another time. */
  const shifted = (days: number) => `
    const Real = Date;
    const shift = ${days} * 86_400_000;
    globalThis.Date = class extends Real {
      constructor(...given) {
        super(...(given.length > 0 ? given : [Real.now() + shift]));
      }
      static now() {
        return Real.now() + shift;
      }
    };`;

  test.each([-1, -20_000, 36_500])(
    '%i days off in the program itself: the lesson goes on, and nothing is lost',
    async (days) => {
      await learn('\ns\n\nq\n');
      const before = readFileSync(join(data, 'answers.jsonl'), 'utf8');
      const preload = shifted(days);
      const { code, out, err } = await learn('\n\ns\n\nq\n', { preload });
      expect(code).toBe(0);
      if (days < 0)
        expect(err).toMatch(
          /^Your last answer is dated .*, but this computer says .*\. Check its clock; nothing is lost\.\n$/,
        );
      else expect(err).toBe('');
      expect(out).toContain('Ask-check-plant');
      expect(readFileSync(join(data, 'answers.jsonl'), 'utf8').startsWith(before)).toBe(true);
      // With the clock right again the lesson stands where it was left.
      const { out: again } = await tea(['progress', '--json'], { home });
      expect(JSON.parse(again).position).toEqual({ module: 'leaves', section: 'water' });
      expect(answers()).toBe(2);
    },
  );
});

describe('files of another version', () => {
  test.each([
    ['answers.jsonl', '{"v":2,"id":"n","at":"2030-01-01T00:00:00.000Z","kind":"dream"}\n'],
    ['answers.jsonl', '{"v":2,"id":"n","at":"tomorrow","kind":"dream","more":{}}'],
    ['config.json', '{"version":2,"settings":{"questions":3},"future":[1]}'],
  ])('a newer %s (%s) is refused with a sentence and left as it is', async (name, newer) => {
    await learn('\ns\nq\n');
    const path = join(data, name);
    writeFileSync(path, name === 'config.json' ? newer : readFileSync(path, 'utf8') + newer);
    const file = join(home, 'carried.jsonl');
    await tea(['export', file, '--data-dir', join(home, 'other')], { home });
    const before = contents(data);
    const commands = [
      ['list'],
      ['progress'],
      ['quiz', 'leaves'],
      ['start'],
      ['config', 'questions', '4'],
      ['export'],
      ['import', file],
      ['reset', '--yes'],
    ];
    for (const { code, err } of await Promise.all(commands.map((args) => tea(args, { home })))) {
      expect(code).toBe(1);
      expectSentence(err);
      expect(err).toMatch(/was written by a newer backend-tutor\. Update this one/);
    }
    expect(contents(data)).toEqual(before);
    const { code, out } = await learn('2\n\ns\nq\n');
    expect(code).toBe(0);
    expect(out).toMatch(NOT_SAVED);
    expect(contents(data)).toEqual(before);
  });

  test('a config.json of before versions were given is brought up to date, with a backup first', async () => {
    await learn('\ns\nq\n');
    const { version: _, ...old } = JSON.parse(readFileSync(join(data, 'config.json'), 'utf8'));
    const text = JSON.stringify({ ...old, settings: { questions: 3 } });
    writeFileSync(join(data, 'config.json'), text);
    const { out, err } = await tea(['config', 'questions'], { home });
    expect({ out, err }).toEqual({ out: 'questions = 3 ', err: '' });
    const backups = readdirSync(join(data, 'backups'));
    expect(backups).toEqual([expect.stringMatching(/^config-.*\.json$/)]);
    expect(readFileSync(join(data, 'backups', backups[0]!), 'utf8')).toBe(text);
    const now = JSON.parse(readFileSync(join(data, 'config.json'), 'utf8'));
    expect(now).toMatchObject({ version: 1, settings: { questions: 3 }, position: old.position });
    // Once is enough.
    await tea(['config', 'questions'], { home });
    expect(readdirSync(join(data, 'backups'))).toEqual(backups);
  });
});

test('deleting config.json costs the settings and nothing else', async () => {
  await tea(['config', 'questions', '3'], { home });
  // Welcome, the question beforehand, the three pages of section one, its checkpoint, page one of section two.
  await learn('\ns\n\n\n\n\ns\n\nq\n');
  const before = await progress();
  expect(before.position).toEqual({ module: 'leaves', section: 'water' });
  rmSync(join(data, 'config.json'));
  expect(await progress()).toEqual(before);
  const { out } = await learn('');
  expect(out).toContain('how hot?');
  expect(out).not.toContain('Welcome');
  expect((await tea(['config', 'questions'], { home })).out).toBe('questions = 10 ');
});

test.skipIf(process.platform === 'win32')(
  'everything that is kept is private to the user, whatever others would allow',
  async () => {
    const preload = 'process.umask(0);';
    const file = join(home, 'carried.jsonl');
    mkdirSync(data, { mode: 0o700 });
    rmSync(data, { recursive: true });
    await learn('\ns\nq\n', { preload });
    writeFileSync(join(data, 'answers.jsonl'), `${readFileSync(join(data, 'answers.jsonl'), 'utf8')}torn\n`);
    await tea(['config', 'questions', '3'], { home, preload });
    await tea(['export', file], { home, preload });
    await tea(['reset', '--yes'], { home, preload });
    await tea(['restore', '1'], { home, preload });
    await tea(['import', file], { home, preload });
    const kept = ['.', ...readdirSync(data, { recursive: true, encoding: 'utf8' })].map((name) =>
      join(data, name),
    );
    expect(kept.length).toBeGreaterThan(7);
    for (const path of [...kept, file]) {
      const found = statSync(path);
      expect({ path, mode: (found.mode & 0o777).toString(8) }).toEqual({
        path,
        mode: found.isDirectory() ? '700' : '600',
      });
    }
  },
);
