import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LearnerEvent, NewEvent } from '../../src/learner/event.ts';
import { emptyState, type LearnerState } from '../../src/learner/state.ts';
import { StoreError } from '../../src/store/error.ts';
import { unpackSnapshot } from '../../src/store/snapshot.ts';
import { Store } from '../../src/store/store.ts';
import { anyEvent } from '../fixtures/arbitrary.ts';
import { addUp, answered, at, forgot, read } from '../fixtures/events.ts';
import { inFolder, put, temporaryFolder } from '../fixtures/folder.ts';

const now = () => new Date(at(0));
const open = (folder: string) => new Store(folder, now);
const plain = (state: LearnerState) => JSON.parse(JSON.stringify(state));
const answer = (question: string): NewEvent => ({
  kind: 'answer',
  question,
  result: 'right',
  score: 1,
  ms: 5,
  in: 'lesson',
  run: 'r1',
});

/** The events without those whose id came before. */
function distinct(events: LearnerEvent[]): LearnerEvent[] {
  return events.filter(({ id }, index) => events.findIndex((other) => other.id === id) === index);
}

function writeLog(folder: string, events: LearnerEvent[]): string {
  return put(folder, 'answers.jsonl', events.map((event) => `${JSON.stringify(event)}\n`).join(''));
}

describe('record', () => {
  test('gives an event its id and time, writes it, and counts it', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    const event = store.record(answer('a/one'));
    expect(event).toEqual({
      v: 1,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: at(0),
      ...answer('a/one'),
    });
    expect(readFileSync(join(folder, 'answers.jsonl'), 'utf8')).toBe(`${JSON.stringify(event)}\n`);
    expect(store.state.answers).toEqual({ total: 1, correct: 1 });
  });

  test('gives no id twice', () => {
    const store = open(temporaryFolder());
    const ids = Array.from({ length: 20 }, () => store.record(answer('a/one')).id);
    expect(new Set(ids).size).toBe(20);
  });

  test('counts nothing when it cannot write, and works again when it can', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    mkdirSync(join(folder, 'answers.jsonl'));
    expect(() => store.record(answer('a/one'))).toThrow(StoreError);
    expect(() => store.record(answer('a/one'))).toThrow(/could not be written: a folder is in its place\.$/);
    expect(store.state.answers.total).toBe(0);
    rmSync(join(folder, 'answers.jsonl'), { recursive: true });
    store.record(answer('a/one'));
    expect(store.state.answers.total).toBe(1);
  });
});

describe('opening', () => {
  test('makes an empty folder usable, with an empty state and nothing to tell', () => {
    const store = open(join(temporaryFolder(), 'new', 'folder'));
    expect(store.state).toEqual(emptyState());
    expect(store.notices).toEqual([]);
    expect(store.backUp()).toBeUndefined();
  });

  test('finds what was recorded before', () => {
    const folder = temporaryFolder();
    open(folder).record(answer('a/one'));
    expect(open(folder).state).toMatchObject({ answers: { total: 1 }, current: { module: 'a' } });
  });

  test('tells of damaged settings, and keeps every answer', () => {
    const folder = temporaryFolder();
    open(folder).record(answer('a/one'));
    put(folder, 'config.json', '{');
    const store = open(folder);
    expect(store.notices).toEqual([expect.stringContaining(join(folder, 'config.json.set-aside'))]);
    expect(readFileSync(join(folder, 'config.json.set-aside'), 'utf8')).toBe('{');
    expect(store.state.answers.total).toBe(1);
    store.config.set('plain', 'on');
    expect(open(folder)).toMatchObject({ notices: [], config: { settings: { plain: 'on' } } });
  });

  test('tells of damaged answers once, and keeps a copy of them', () => {
    const folder = temporaryFolder();
    open(folder).record(answer('a/one'));
    appendFileSync(join(folder, 'answers.jsonl'), 'rubbish\n{"v":1,\n');
    open(folder).record(answer('a/two'));
    const copy = join(folder, 'answers.damaged.txt');
    expect(readFileSync(copy, 'utf8')).toContain('rubbish\n{"v":1,\n');
    expect(open(folder)).toMatchObject({ notices: [], state: { answers: { total: 2 } } });
  });

  test('tells when the clock is far behind the last answer', () => {
    const folder = temporaryFolder();
    const late = new Store(folder, () => new Date('2030-01-01T00:00:00.000Z'));
    late.record(answer('a/one'));
    expect(late.notices).toEqual([]);
    expect(open(folder).notices).toEqual([expect.stringContaining('2030-01-01')]);
  });

  test('equals a replay of the log, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) =>
        inFolder((folder) => {
          writeLog(folder, events);
          expect(plain(open(folder).state)).toEqual(plain(addUp(distinct(events))));
        }),
      ),
      { numRuns: 30 },
    );
  });
});

describe('two at once', () => {
  test('see each other’s events', () => {
    const folder = temporaryFolder();
    const [one, two] = [open(folder), open(folder)];
    one.record(answer('a/one'));
    expect(two.state.answers.total).toBe(0);
    two.refresh();
    expect(two.state.answers.total).toBe(1);
    two.record(answer('a/two'));
    one.record(answer('b/one'));
    two.refresh();
    for (const store of [one, two, open(folder)]) {
      expect(Object.keys(store.state.questions)).toEqual(['a/one', 'a/two', 'b/one']);
      expect(store.state.current?.module).toBe('b');
    }
  });

  test('a reset in one is a reset in the other', () => {
    const folder = temporaryFolder();
    const [one, two] = [open(folder), open(folder)];
    one.record(answer('a/one'));
    two.record({ kind: 'reset' });
    one.refresh();
    expect(one.state.answers.total).toBe(0);
    expect(Object.keys(one.state.questions)).toEqual([]);
  });

  test('an event that was written twice counts once', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    const event = store.record(answer('a/one'));
    appendFileSync(join(folder, 'answers.jsonl'), `${JSON.stringify(event)}\n`);
    store.refresh();
    expect(store.state.answers.total).toBe(1);
    expect(open(folder).state.answers.total).toBe(1);
  });

  test('a reset that another machine made earlier forgets only what was before it', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    const events = [answered('a/old', { id: 'o', at: at(1) }), answered('a/new', { id: 'n', at: at(9) })];
    writeLog(folder, [...events, { ...forgot('a'), id: 'r', at: at(5) }]);
    store.refresh();
    for (const each of [store, open(folder)]) expect(Object.keys(each.state.questions)).toEqual(['a/new']);
    store.record(answer('a/newest'));
    expect(open(folder).state.answers.total).toBe(2);
  });
});

describe('making the state anew', () => {
  const late = [
    answered('a/one', { id: 'n', at: at(9) }),
    answered('a/one', { id: 'o', at: at(1) }),
    answered('b/one', { id: 'b', at: at(2) }),
  ];

  test('takes up a reset that another process appends meanwhile', () => {
    const folder = temporaryFolder();
    writeLog(folder, late);
    const reset = `${JSON.stringify({ ...forgot(), id: 'r', at: at(10) })}\n`;
    let looks = 0;
    // Told after each piece that was read: first when all is counted, then when it is counted anew.
    const store = new Store(folder, now, () => {
      if (++looks === 2) appendFileSync(join(folder, 'answers.jsonl'), reset);
    });
    expect(looks).toBeGreaterThan(2);
    expect(store.state.answers.total).toBe(3);
    store.refresh();
    for (const each of [store, open(folder)]) expect(each.state).toEqual(emptyState({ '*': at(10) }));
  });

  test('counts a last line that has no end', () => {
    const folder = temporaryFolder();
    put(folder, 'answers.jsonl', late.map((event) => JSON.stringify(event)).join('\n'));
    const store = open(folder);
    expect(plain(store.state)).toEqual(plain(addUp(late)));
    store.record(answer('a/two'));
    expect(open(folder).state.answers.total).toBe(4);
  });

  test('forgets nothing that is appended after it', () => {
    const folder = temporaryFolder();
    const [one, two] = [open(folder), open(folder)];
    appendFileSync(join(folder, 'answers.jsonl'), late.map((event) => `${JSON.stringify(event)}\n`).join(''));
    one.refresh();
    two.record(answer('c/one'));
    one.refresh();
    for (const each of [one, two]) expect(each.state.answers.total).toBe(4);
  });
});

describe('the same events added by two processes at once', () => {
  /** More than are remembered one by one from one start to the next. */
  const many = Array.from({ length: 700 }, (_, n): LearnerEvent[] => [
    answered(`a/q${n}`, { id: `a${n}`, at: at(2 * n), misconceptions: ['m'] }),
    read('a/intro', { id: `r${n}`, at: at(2 * n + 1), ms: 1000 }),
  ]).flat();

  test('count once, also for who has kept a snapshot between the one and the other', () => {
    const folder = temporaryFolder();
    open(folder).merge(many);
    open(folder).close();
    const lines = many.map((event) => `${JSON.stringify(event)}\n`);
    // As the other process writes them, which looked before they were there.
    appendFileSync(join(folder, 'answers.jsonl'), lines.join(''));
    expect(plain(open(folder).state)).toEqual(plain(addUp(many)));
    expect(plain(open(folder).state)).toEqual(plain(addUp(many)));
    // A part of them, readings alone, behind what was done since.
    const store = open(folder);
    const since = store.record(answer('b/one'));
    store.close();
    appendFileSync(
      join(folder, 'answers.jsonl'),
      lines
        .filter((_, n) => n % 2 === 1)
        .slice(0, 5)
        .join(''),
    );
    store.refresh();
    for (const each of [store, open(folder)])
      expect(plain(each.state)).toEqual(plain(addUp([...many, since])));
    expect(open(folder).merge(many)).toEqual({ added: 0 });
  });
});

describe('a clock that was set back', () => {
  const early = () => new Date('2001-01-01T00:00:00.000Z');

  test('does not make a reset miss what was answered before', () => {
    const folder = temporaryFolder();
    open(folder).record(answer('a/one'));
    const store = new Store(folder, early);
    store.record({ kind: 'reset', module: 'a' });
    expect(store.state.answers.total).toBe(0);
    expect(open(folder).state.answers.total).toBe(0);
  });

  test('does not make reading on slow, for nothing must be counted anew', () => {
    const folder = temporaryFolder();
    open(folder).record(answer('a/one'));
    const store = new Store(folder, early);
    const { state } = store;
    store.record({ kind: 'section-read', section: 'a/intro', ms: 5000 });
    store.record({ kind: 'section-read', section: 'a/intro', ms: 5000 });
    store.record(answer('a/one'));
    expect(store.state).toBe(state);
    expect(state).toMatchObject({ spent: { a: 10_010 }, answers: { total: 2 } });
  });

  test('does not lose what is answered after a reset, not even in the same instant', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    store.record(answer('a/one'));
    store.record({ kind: 'reset' });
    store.record(answer('a/one'));
    new Store(folder, early).record(answer('a/two'));
    expect(open(folder).state.answers.total).toBe(2);
  });
});

describe('without saving', () => {
  test('everything is counted, and nothing is written', () => {
    const store = new Store(undefined, now);
    store.record(answer('a/one'));
    store.config.set('plain', 'on');
    store.close();
    expect(store).toMatchObject({ isSaving: false, unsaved: 1, state: { answers: { total: 1 } } });
    expect(store.backUp()).toBeUndefined();
  });

  test('a store that stops saving keeps what it had on the disk, and counts on', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    store.record(answer('a/one'));
    store.stopSaving();
    store.record(answer('a/two'));
    store.record({ kind: 'reset', module: 'b' });
    expect(store).toMatchObject({ isSaving: false, unsaved: 2, state: { answers: { total: 2 } } });
    expect(open(folder).state.answers.total).toBe(1);
  });
});

describe('the snapshot', () => {
  /** A log of 300 events and a snapshot of all of them. */
  function withSnapshot(): { folder: string; events: LearnerEvent[] } {
    const folder = temporaryFolder();
    const events = Array.from({ length: 300 }, (_, n) => answered(`a/q${n % 7}`, { id: `e${n}`, at: at(n) }));
    writeLog(folder, events);
    open(folder).close();
    return { folder, events };
  }
  const configOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));

  test('is not written for a few events', () => {
    const folder = temporaryFolder();
    const store = open(folder);
    store.record(answer('a/one'));
    store.close();
    expect(readdirSync(folder)).not.toContain('config.json');
  });

  test('holds what all events add up to, and where they end', () => {
    const { folder, events } = withSnapshot();
    const size = readFileSync(join(folder, 'answers.jsonl')).length;
    expect(unpackSnapshot(configOf(folder).snapshot)).toMatchObject({ offset: size, last: 'e299' });
    expect(plain(unpackSnapshot(configOf(folder).snapshot)!.state)).toEqual(plain(addUp(events)));
  });

  test('makes the same state as a full replay, and later events are counted on top of it', () => {
    const { folder, events } = withSnapshot();
    expect(open(folder).config.snapshot).toBeDefined();
    expect(plain(open(folder).state)).toEqual(plain(addUp(events)));
    const added = open(folder).record(answer('b/new'));
    expect(plain(open(folder).state)).toEqual(plain(addUp([...events, added])));
  });

  test('is used: what stands before it in the log is not read again', () => {
    const { folder } = withSnapshot();
    const path = join(folder, 'answers.jsonl');
    const text = readFileSync(path, 'utf8');
    const first = text.indexOf('\n') + 1;
    writeFileSync(path, ' '.repeat(first - 1) + text.slice(first - 1));
    expect(open(folder).state.answers.total).toBe(300);
  });

  test('makes the same state as a full replay for any events', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 10 }), fc.array(anyEvent), (some, more) =>
        inFolder((folder) => {
          const before = Array.from({ length: 200 }, (_, n) => ({ ...some[n % some.length]!, id: `e${n}` }));
          writeLog(folder, before);
          open(folder).close();
          for (const event of more)
            appendFileSync(join(folder, 'answers.jsonl'), `${JSON.stringify(event)}\n`);
          expect(configOf(folder).snapshot.body).toContain('"offset"');
          expect(plain(open(folder).state)).toEqual(plain(addUp(distinct([...before, ...more]))));
        }),
      ),
      { numRuns: 15 },
    );
  });

  test('is passed over when the log is another one', () => {
    const { folder } = withSnapshot();
    const other = [answered('z/one', { id: 'other' })];
    writeLog(folder, other);
    expect(plain(open(folder).state)).toEqual(plain(addUp(other)));
  });

  test('is passed over when the log is gone', () => {
    const { folder } = withSnapshot();
    rmSync(join(folder, 'answers.jsonl'));
    expect(open(folder).state).toEqual(emptyState());
  });

  /** With another head, or other lines of the state after it. */
  const repack = (change: object, lines?: string[]) => (kept: { body: string }) => {
    const [head, ...state] = kept.body.split('\n');
    const body = [JSON.stringify({ ...JSON.parse(head!), ...change }), ...(lines ?? state)].join('\n');
    return { body, sum: createHash('sha1').update(body).digest('hex') };
  };
  test.each<[string, (kept: { body: string; sum: string }) => unknown]>([
    ['is no object', () => 7],
    ['is null', () => null],
    [
      'has a changed character',
      ({ body, sum }) => ({ body: body.replace('"total":300', '"total":301'), sum }),
    ],
    ['has no checksum', ({ body }) => ({ body })],
    ['has no state', repack({}, [])],
    ['has a state of another shape', repack({}, ['{}', '{}', '{}'])],
    ['has no offset', repack({ offset: undefined })],
    ['has an offset that is no number', repack({ offset: 'far' })],
    ['has an offset beyond the log', repack({ offset: 1e9 })],
    ['has an id that is no text', repack({ last: { id: 1 } })],
  ])('is passed over when it %s', (_, change) => {
    const { folder, events } = withSnapshot();
    const config = configOf(folder);
    put(folder, 'config.json', JSON.stringify({ ...config, snapshot: change(config.snapshot) }));
    expect(plain(open(folder).state)).toEqual(plain(addUp(events)));
  });

  test('that cannot be written does no harm', () => {
    const { folder, events } = withSnapshot();
    const store = open(folder);
    const more = events.map((event) => ({
      ...event,
      id: `${event.id}b`,
      at: at(1000 + events.indexOf(event)),
    }));
    writeLog(folder, [...events, ...more]);
    store.refresh();
    rmSync(join(folder, 'config.json'));
    mkdirSync(join(folder, 'config.json', 'in the way'), { recursive: true });
    expect(() => store.close()).not.toThrow();
    expect(readdirSync(join(folder, 'config.json'))).toEqual(['in the way']);
    expect(plain(open(folder).state)).toEqual(plain(addUp([...events, ...more])));
  });

  test('is kept as soon as much was read, also by a command that writes nothing else', () => {
    const { folder, events } = withSnapshot();
    rmSync(join(folder, 'config.json'));
    open(folder);
    expect(plain(unpackSnapshot(configOf(folder).snapshot)!.state)).toEqual(plain(addUp(events)));
  });
});

test('a backup holds what was recorded', () => {
  const folder = temporaryFolder();
  const store = open(folder);
  store.record(answer('a/one'));
  const path = store.backUp()!;
  expect(path).toBe(join(folder, 'backups', 'answers-2026-11-20T10-00-00-000Z.jsonl'));
  expect(readFileSync(path, 'utf8')).toBe(readFileSync(join(folder, 'answers.jsonl'), 'utf8'));
});
