import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LearnerEvent, ResetEvent } from '../../src/learner/event.ts';
import { count, replay } from '../../src/learner/replay.ts';
import { emptyState, type LearnerState } from '../../src/learner/state.ts';
import { StoreError } from '../../src/store/error.ts';
import { Store } from '../../src/store/store.ts';
import { formatExport, readExport } from '../../src/store/transfer.ts';
import { plain } from '../e2e/plain.ts';
import { BIN, NODE } from '../e2e/terminal.ts';
import { anyEvent } from '../fixtures/arbitrary.ts';
import { answered, at, forgot, passed, read, wrong } from '../fixtures/events.ts';
import { inFolder, put, temporaryFolder } from '../fixtures/folder.ts';

const now = () => new Date(at(59));
const open = (folder: string) => new Store(folder, now);
const data = (state: LearnerState) => JSON.parse(JSON.stringify(state));

/** Events within minutes about two questions, so that many meet at the same time, resets among them. */
const closeEvent = fc
  .tuple(anyEvent, fc.nat(4), fc.constantFrom('a/x', '__proto__/x'))
  .map(
    ([event, minute, question]): LearnerEvent =>
      event.kind === 'answer' ? { ...event, at: at(minute), question } : { ...event, at: at(minute) },
  );

/** A history: events of one learner, ids unique, resets among them. */
const history = (maxLength = 12) =>
  fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: closeEvent }, { weight: 1, arbitrary: anyEvent }), {
    selector: ({ id }) => id,
    maxLength,
  });

/** The exported text of some events. */
const exported = (events: LearnerEvent[]) => formatExport(events, 'Tea for beginners', now());

/** A data folder in `parent` with a history that was imported into it. */
function learnerWith(parent: string, name: string, events: LearnerEvent[]): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'answers.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return folder;
}

/** Carries everything from one folder to the other by a file, as the commands do. */
function carry(from: string, to: string): ReturnType<Store['merge']> {
  const file = put(from, 'export.jsonl', exported(open(from).events()));
  return open(to).merge(readExport(file));
}

/** The state of events counted one after the other, made anew where `count` asks for that. */
function addUp(events: LearnerEvent[]): LearnerState {
  const state = emptyState();
  const late = events.filter((event) => !count(state, event)).length > 0;
  return late ? replay((take) => events.forEach(take), state.resets) : state;
}

describe('merging', () => {
  test('twice changes nothing', () => {
    fc.assert(
      fc.property(history(), history(), (a, b) =>
        inFolder((parent) => {
          const [one, two] = [learnerWith(parent, 'a', a), learnerWith(parent, 'b', b)];
          const first = carry(one, two);
          const log = readFileSync(join(two, 'answers.jsonl'));
          const state = data(open(two).state);
          expect(carry(one, two)).toEqual({ added: 0 });
          expect(readFileSync(join(two, 'answers.jsonl')).equals(log)).toBe(true);
          expect(data(open(two).state)).toEqual(state);
          const known = new Set(b.map(({ id }) => id));
          expect(first.added).toBe(a.filter(({ id }) => !known.has(id)).length);
        }),
      ),
      { numRuns: 60 },
    );
  });

  test('A into B gives the same as B into A, resets in both included', () => {
    fc.assert(
      fc.property(history(), history(), history(4), (a, b, common) =>
        inFolder((parent) => {
          const [one, two] = [
            learnerWith(parent, 'a', [...common, ...a]),
            learnerWith(parent, 'b', [...b, ...common]),
          ];
          const untouched = join(parent, 'untouched');
          mkdirSync(untouched);
          copyFileSync(join(two, 'answers.jsonl'), join(untouched, 'answers.jsonl'));
          carry(one, two);
          carry(untouched, one);
          expect(data(open(one).state)).toEqual(data(open(two).state));
        }),
      ),
      { numRuns: 100 },
    );
  });

  test('many histories in any order give the same state, which is that of all events replayed in one go', () => {
    const several = fc.array(history(5), { minLength: 2, maxLength: 4 }).chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(
          all.map((_, index) => index),
          { minLength: all.length },
        ),
      ),
    );
    fc.assert(
      fc.property(several, ([histories, order]) =>
        inFolder((parent) => {
          const folders = histories.map((events, index) => learnerWith(parent, `h${index}`, events));
          const target = (name: string) => learnerWith(parent, name, []);
          const [forth, shuffled] = [target('forth'), target('shuffled')];
          for (const folder of folders) carry(folder, forth);
          for (const index of order) carry(folders[index]!, shuffled);
          const state = data(open(forth).state);
          expect(data(open(shuffled).state)).toEqual(state);
          expect(data(addUp(open(forth).events()))).toEqual(state);
        }),
      ),
      { numRuns: 60 },
    );
  });

  test('what a running process counts on the way is what a fresh start counts', () => {
    fc.assert(
      fc.property(history(), fc.array(history(4), { maxLength: 3 }), (mine, others) =>
        inFolder((parent) => {
          const running = open(learnerWith(parent, 'running', mine));
          for (const events of others) running.merge(events);
          expect(data(running.state)).toEqual(data(open(running.folder!).state));
        }),
      ),
      { numRuns: 60 },
    );
  });
});

describe('what events add up to', () => {
  test('does not depend on their order', () => {
    const orders = history(14).chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    fc.assert(
      fc.property(orders, ([events, shuffled]) => {
        expect(data(addUp(shuffled))).toEqual(data(addUp(events)));
      }),
      { numRuns: 1500 },
    );
  });

  test('is the same when a reset arrives before, between or after what it covers', () => {
    const events: LearnerEvent[] = [
      answered('a/one', { id: '1', at: at(1) }),
      answered('a/one', { id: '2', at: at(3), run: 'r2', ...wrong }),
      answered('b/one', { id: '3', at: at(2) }),
      read('a/s', { id: '4', at: at(1) }),
      passed('b', { id: '5', at: at(4) }),
      { ...forgot('a'), id: '6', at: at(2) } as ResetEvent,
      { ...forgot(), id: '7', at: at(1) } as ResetEvent,
    ];
    const expected = data(addUp(events));
    expect(Object.keys(expected.questions)).toEqual(['a/one', 'b/one']);
    expect(expected.answers).toEqual({ total: 2, correct: 1 });
    for (const order of permutations(events)) expect(data(addUp(order))).toEqual(expected);
  });

  function permutations<T>(items: T[]): T[][] {
    if (items.length <= 1) return [items];
    return items.flatMap((item, index) =>
      permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
    );
  }
});

describe('an exported file', () => {
  const EVENTS = [
    answered('a/one', { id: 'e1' }),
    read('a/s', { id: 'e2', at: at(1) }),
    passed('a', { id: 'e3', at: at(2) }),
  ];

  test('brings any events back as they were', () => {
    fc.assert(
      fc.property(history(), fc.string({ unit: 'grapheme', maxLength: 400 }), (events, title) =>
        inFolder((folder) => {
          const file = put(folder, 'export.jsonl', formatExport(events, title, now()));
          expect(readExport(file)).toEqual(events);
        }),
      ),
      { numRuns: 100 },
    );
  });

  /** A learner whose files are all known, and what must not change in the folder. */
  function learner(): { folder: string; file: string; files(): Record<string, string> } {
    const folder = temporaryFolder();
    const own = learnerWith(folder, 'data', [answered('z/own', { id: 'own' })]);
    open(own).config.set('questions', 5);
    const files = () =>
      Object.fromEntries(
        readdirSync(own, { recursive: true, encoding: 'utf8' }).map((name) => {
          const path = join(own, name);
          return [name, statSync(path).isFile() ? readFileSync(path, 'latin1') : ''];
        }),
      );
    return { folder, file: join(folder, 'export.jsonl'), files };
  }

  test('with a single changed byte is refused, be it in the title or the date', () => {
    const { file } = learner();
    const sound = Buffer.from(exported(EVENTS));
    for (let place = 0; place < sound.length; place++) {
      for (const flip of [1, 2, 16, 255]) {
        const broken = Buffer.from(sound);
        broken[place] = broken[place]! ^ flip;
        writeFileSync(file, broken);
        const refusal = attempt(() => readExport(file));
        expect(refusal).toBeInstanceOf(StoreError);
        expect((refusal as StoreError).message).toMatch(/Nothing was changed\.$/);
      }
    }
  });

  test('that an older program made, whose sum vouches for the events alone, is taken up', () => {
    const { file } = learner();
    const events = EVENTS.map((event) => `${JSON.stringify(event)}\n`).join('');
    const sha256 = createHash('sha256').update(events).digest('hex');
    const header = { 'backend-tutor-export': 1, course: 'Tea', at: at(0), count: EVENTS.length, sha256 };
    writeFileSync(file, `${JSON.stringify(header)}\n${events}`);
    expect(readExport(file)).toEqual(EVENTS);
    writeFileSync(file, `${JSON.stringify(header)}\n${events.replace('"ms":900', '"ms":901')}`);
    expect(() => readExport(file)).toThrow(/is damaged/);
  });

  test('carries a sum that anybody can check with common tools', () => {
    const text = exported(EVENTS);
    const { sha256 } = JSON.parse(text.slice(0, text.indexOf('\n')));
    const zeros = text.replace(sha256, '0'.repeat(64));
    expect(createHash('sha256').update(zeros).digest('hex')).toBe(sha256);
  });

  test('cut off anywhere, or with anything behind its end, is refused', () => {
    const { file } = learner();
    const sound = exported(EVENTS);
    for (let length = 0; length < sound.length; length++) {
      writeFileSync(file, sound.slice(0, length));
      expect(() => readExport(file)).toThrow(StoreError);
    }
    for (const more of ['\n', ' ', '\0', JSON.stringify(EVENTS[0]), `${JSON.stringify(EVENTS[0])}\n`]) {
      writeFileSync(file, sound + more);
      expect(() => readExport(file)).toThrow(/is damaged\. Export it again where it came from/);
    }
  });

  test('with a right sum over lines that are no events is refused', () => {
    const { file } = learner();
    for (const line of ['{}', 'null', '{"v":1}', '{"__proto__":{"v":1}}', '[1]', '']) {
      writeFileSync(file, exported([line.length > 0 ? JSON.parse(line) : '']).replace(/^""$/m, ''));
      expect(() => readExport(file)).toThrow(StoreError);
    }
  });

  /** Everything that is no export of ours, made at the path given. */
  const FOREIGN: [string, RegExp, (path: string) => void][] = [
    ['nothing', /it does not exist/, () => {}],
    ['an empty file', /was not made by backend-tutor export/, (path) => writeFileSync(path, '')],
    ['a folder', /a folder is in its place/, (path) => mkdirSync(path)],
    ['a pipe', /is no ordinary file/, (path) => execFileSync('mkfifo', [path])],
    ['a device', /is no ordinary file/, (path) => symlinkSync('/dev/zero', path)],
    ['a link to itself', /its link leads in a circle/, (path) => symlinkSync(path, path)],
    [
      'another program’s JSON',
      /was not made by/,
      (path) => writeFileSync(path, '{"name":"x","version":"1.0.0"}\n'),
    ],
    ['our own log', /was not made by/, (path) => writeFileSync(path, `${JSON.stringify(EVENTS[0])}\n`)],
    [
      'a picture',
      /was not made by/,
      (path) => writeFileSync(path, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
    ],
    ['JSON nested without end', /was not made by/, (path) => writeFileSync(path, `${'['.repeat(50_000)}\n`)],
    [
      'an export of a newer program',
      /was made by a newer backend-tutor\. Update this one/,
      (path) =>
        writeFileSync(path, exported(EVENTS).replace('"backend-tutor-export":2', '"backend-tutor-export":3')),
    ],
    ['100 MB of nothing', /was not made by/, (path) => sparse(path, 100 * 1024 ** 2)],
    ['20 GB of nothing', /more than any export/, (path) => sparse(path, 20 * 1024 ** 3)],
    [
      'an export with 100 MB of nothing behind its header',
      /is damaged/,
      (path) => {
        writeFileSync(path, exported(EVENTS));
        truncateSync(path, 100 * 1024 ** 2);
      },
    ],
  ];

  test.each(FOREIGN)('%s is refused before anything is touched', async (_, sentence, make) => {
    const { folder, file, files } = learner();
    make(file);
    const before = files();
    expect(() => readExport(file)).toThrow(sentence);
    expect(() => readExport(file)).toThrow(StoreError);
    const { code, out, err } = await plain(['import', file], { home: folder });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(sentence);
    expect(err).toMatch(/Nothing was changed\.\n$/);
    expect(files()).toEqual(before);
  });

  function sparse(path: string, size: number): void {
    writeFileSync(path, '');
    truncateSync(path, size);
  }

  function attempt<T>(action: () => T): T | Error {
    try {
      return action();
    } catch (error) {
      return error as Error;
    }
  }
});

describe('the commands', () => {
  test('import makes a backup first, says where it is, and restore brings it back', async () => {
    const home = temporaryFolder();
    const own = learnerWith(home, 'data', [answered('a/mine', { id: 'mine' })]);
    const other = learnerWith(home, 'other', [
      answered('a/theirs', { id: 'theirs' }),
      answered('a/mine', { id: 'mine' }),
    ]);
    const before = readFileSync(join(own, 'answers.jsonl'), 'utf8');
    const file = join(home, 'carried.jsonl');
    const at = (args: string[], folder: string) => plain([...args, '--data-dir', folder], { home });

    expect((await at(['export', file], other)).err).toMatch(/^2 events written to /);
    const { out } = await at(['import', file], own);
    expect(out).toMatch(/^1 event added, 1 known already\.\n/);
    const backup = /What was here before is kept in (.+)\n/.exec(out)![1]!;
    expect(readFileSync(backup, 'utf8')).toBe(before);
    expect(open(own).state.answers.total).toBe(2);

    expect((await at(['import', file], own)).out).toBe('0 events added, 2 known already.\n');
    expect(readdirSync(join(own, 'backups'))).toHaveLength(1);

    expect((await at(['restore', '1'], own)).out).toMatch(/is back: 1 answer\.\n/);
    expect(readFileSync(join(own, 'answers.jsonl'), 'utf8')).toBe(before);
  });

  test('export writes to standard output what import takes up, and replaces no file unasked', async () => {
    const home = temporaryFolder();
    const own = learnerWith(home, 'data', [answered('a/one', { id: 'one' })]);
    const { out } = await plain(['export'], { home });
    const file = put(home, 'carried.jsonl', out);
    expect(readExport(file)).toEqual(open(own).events());
    const refused = await plain(['export', file], { home });
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('exists already') });
    expect(readFileSync(file, 'utf8')).toBe(out);
    expect(await plain(['export', file, '--force'], { home })).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test.skipIf(process.platform === 'win32')(
    'an export for which there is no room is no export, and what had its name stays',
    async () => {
      const home = temporaryFolder();
      const events = Array.from({ length: 60 }, (_, n) => answered('a/one', { id: `e${n}`, at: at(n) }));
      learnerWith(home, 'data', events);
      open(join(home, 'data')).config.set('questions', 5);
      const file = put(home, 'carried.jsonl', 'precious');
      const { status, stderr } = limited(home, 4, ['export', file, '--force']);
      expect(status).toBe(1);
      expect(stderr).toMatch(/carried\.jsonl could not be written/);
      expect(readFileSync(file, 'utf8')).toBe('precious');
      expect(readdirSync(home).sort()).toEqual(['carried.jsonl', 'data']);
    },
  );

  /** Runs the program where no file may grow beyond some kilobytes: a disk that fills up in the middle of a write. */
  function limited(home: string, kilobytes: number, args: string[]) {
    // Else the system ends the process instead of refusing to write.
    const preload = put(temporaryFolder(), 'preload.cjs', "process.on('SIGXFSZ', () => {});");
    return spawnSync('bash', ['-c', `ulimit -f ${kilobytes}; exec "$0" "$@"`, NODE, BIN, ...args], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: home,
        BACKEND_TUTOR_HOME: join(home, 'data'),
        LANG: 'C.UTF-8',
        NODE_OPTIONS: `--require=${preload}`,
      },
    });
  }
});
