import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LearnerEvent } from '../../src/learner/event.ts';
import { type Random, seeded } from '../../src/quiz/random.ts';
import { StoreError } from '../../src/store/error.ts';
import { Store } from '../../src/store/store.ts';
import { answered, at, didTask, passed, read } from '../fixtures/events.ts';

/** Broken files are tried in this many ways: a seed each, so a failure can be looked at alone. */
const MUTATIONS = 10_000;
/** Tests in which they are tried, so that a failure names its share. */
const BATCHES = 10;

const now = () => new Date(at(59));

/** A log in which every event has a reference of its own, so that the state tells which ones were counted. */
const EVENTS: LearnerEvent[] = Array.from({ length: 14 }, (_, n) => {
  const own = { id: `00000000-0000-4000-8000-0000000000${10 + n}`, at: at(n) };
  switch (n % 7) {
    case 3:
      return read(`m${n}/s${n}`, own);
    case 5:
      return passed(`p${n}`, own);
    default:
      return answered(`m${n}/q${n}`, { ...own, in: n % 2 ? 'quiz' : 'lesson', run: `r${n}` });
  }
});
const LINES = EVENTS.map((event) => `${JSON.stringify(event)}\n`);
const LOG = Buffer.from(LINES.join(''));
/** Of longer lines only the beginning is read. */
const LONGEST_LINE = 1 << 16;

const FOREIGN = [
  '{"level":30,"time":1700000000000,"pid":1,"msg":"another program"}',
  '{"__proto__":{"polluted":true},"v":1}',
  '{"v":1,"id":"x","at":"yesterday","kind":"answer"}',
  `{"v":1,"id":"__proto__","at":"${at(7)}","kind":"section-read","section":"__proto__/constructor","run":"__proto__"}`,
  `{"v":1,"id":"constructor","at":"${at(7)}","kind":"module-passed","module":"__proto__"}`,
  JSON.stringify(answered('__proto__/toString', { id: 'toString', at: at(7), run: 'constructor' })),
  JSON.stringify({ ...didTask('http', 'get'), id: 'task' }),
  '[[[[[[]]]]]]',
  'null',
  '"text"',
  '-0',
  '',
  '   ',
  '{"v":1,',
  '\u0000\u0000\u0000\u0000',
];
const KNOWN = new Set([...EVENTS.map((event) => JSON.stringify(event)), ...FOREIGN]);
const NEWER = `{"v":2,"id":"n","at":"${at(9)}","kind":"dream"}`;

/** One way to break the bytes of a log. */
type Break = (log: Buffer, random: Random) => Buffer;

const place = (bytes: Buffer, random: Random) => Math.floor(random() * (bytes.length + 1));
const pick = <T>(items: readonly T[], random: Random) => items[Math.floor(random() * items.length)]!;
const concat = (...parts: (Buffer | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
const insertAt = (log: Buffer, at: number, what: Buffer | string) =>
  concat(log.subarray(0, at), what, log.subarray(at));
const lineStart = (log: Buffer, random: Random) => log.lastIndexOf(0x0a, place(log, random)) + 1;
const byLines = (log: Buffer, change: (lines: string[]) => string[]) =>
  Buffer.from(change(log.toString('latin1').split('\n')).join('\n'), 'latin1');

const BREAKS: Record<string, Break> = {
  'flips bits': (log, random) => {
    const broken = Buffer.from(log);
    for (let n = Math.ceil(random() * 4); n > 0 && broken.length > 0; n--) {
      const where = Math.floor(random() * broken.length);
      broken[where] = broken[where]! ^ (1 << Math.floor(random() * 8));
    }
    return broken;
  },
  'writes any byte': (log, random) => {
    const broken = Buffer.from(log);
    if (broken.length > 0) broken[Math.floor(random() * broken.length)] = Math.floor(random() * 256);
    return broken;
  },
  truncates: (log, random) => log.subarray(0, place(log, random)),
  'cuts off the beginning': (log, random) => log.subarray(place(log, random)),
  'takes a piece out': (log, random) => {
    const [from, to] = [place(log, random), place(log, random)].sort((a, b) => a - b) as [number, number];
    return concat(log.subarray(0, from), log.subarray(to));
  },
  'puts bytes in': (log, random) => {
    const bytes = Buffer.from(Array.from({ length: Math.ceil(random() * 40) }, () => random() * 256));
    return insertAt(log, place(log, random), bytes);
  },
  'writes a block twice': (log, random) => {
    const [from, to] = [place(log, random), place(log, random)].sort((a, b) => a - b) as [number, number];
    return insertAt(log, to, log.subarray(from, to));
  },
  'writes the tail twice': (log, random) => concat(log, log.subarray(lineStart(log, random))),
  'fills the tail with zeros': (log, random) => Buffer.from(log).fill(0, place(log, random)),
  'adds zeros': (log, random) => concat(log, Buffer.alloc(Math.ceil(random() * 5000))),
  'ends lines as Windows does': (log) => byLines(log, (lines) => lines.map((line) => `${line}\r`)),
  'begins with a byte order mark': (log) => concat(Buffer.from([0xef, 0xbb, 0xbf]), log),
  'puts in a line of another program': (log, random) =>
    insertAt(log, lineStart(log, random), `${pick(FOREIGN, random)}\n`),
  'puts another program’s text anywhere': (log, random) =>
    insertAt(log, place(log, random), pick(FOREIGN, random)),
  'swaps lines': (log, random) =>
    byLines(log, (lines) => {
      const [a, b] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
      [lines[a], lines[b]] = [lines[b]!, lines[a]!];
      return lines;
    }),
  'puts in a huge line': (log, random) => insertAt(log, lineStart(log, random), `${'x{"'.repeat(30_000)}\n`),
  'joins lines': (log, random) => {
    const end = log.indexOf(0x0a, place(log, random));
    return end === -1 ? log : concat(log.subarray(0, end), log.subarray(end + 1));
  },
  'leaves it as it is': (log) => log,
};

/** What else may stand in a file's place. */
const PLACES: ((path: string) => void)[] = [
  (path) => mkdirSync(path),
  (path) => symlinkSync(`${path}-nowhere`, path),
  (path) => symlinkSync(path, path),
  (path) => writeFileSync(path, ''),
  () => {},
];

/** Contents of config.json that parse or nearly do. */
function breakConfig(bytes: Buffer, random: Random): string | Buffer {
  const sound = bytes.toString();
  const odd = () =>
    pick(
      [null, true, -1, 0, 1e308, 'x', '', [], {}, [[]], '__proto__', { version: 1 }, '\u0000'] as unknown[],
      random,
    );
  const kind = Math.floor(random() * 9);
  if (kind === 0) return JSON.stringify(odd());
  if (kind === 1) return sound.slice(0, Math.floor(random() * sound.length));
  if (kind === 2) return `{"__proto__":${sound},"version":1,"constructor":{"prototype":{"polluted":1}}}`;
  if (kind === 3)
    return pick(['', '{', '\ufeff{}', '{}{}', '\u0000'.repeat(90), 'nul', '{"version":1}'], random);
  if (kind === 4) return BREAKS['flips bits']!(bytes, random);
  const config = JSON.parse(sound);
  if (kind === 8 && config.snapshot) {
    // The sum stays, so this must be noticed.
    const { body } = config.snapshot as { body: string };
    const where = 1 + Math.floor(random() * (body.length - 1));
    const letter = /[0-9]/.test(body[where]!) ? '0' : 'z';
    config.snapshot.body = `${body.slice(0, where)}${letter}${body.slice(where + 1)}`;
    return JSON.stringify(config);
  }
  if (kind === 5) config[pick(['settings', 'position', 'snapshot', 'version', 'extra'], random)] = odd();
  else if (kind === 6) config.snapshot = { ...config.snapshot, [pick(['body', 'sum', 'x'], random)]: odd() };
  else {
    config.settings = { plain: odd(), color: odd(), questions: odd(), ['__proto__']: odd() };
    config.position = { module: odd(), run: odd(), step: odd(), sections: odd(), block: odd() };
  }
  return JSON.stringify(config);
}

/**
 * What docs/data.md calls readable, found without the program's own reader: whole lines, and whole events behind a torn
 * one on the same line. Of two with one id the first counts.
 */
function readableIn(log: Buffer): LearnerEvent[] {
  const found = new Map<string, LearnerEvent>();
  for (let start = 0; start < log.length; ) {
    const newline = log.indexOf(0x0a, start);
    const end = newline === -1 ? log.length : newline;
    const line = log.toString('utf8', start, Math.min(end, start + LONGEST_LINE)).trim();
    const whole = readable(line);
    for (const event of whole ? [whole] : line.split(/(?=\{"v":1,)/).map(readable)) {
      if (event && !found.has(event.id)) found.set(event.id, event);
    }
    start = end + 1;
  }
  return [...found.values()];
}

function readable(text: string): LearnerEvent | undefined {
  let event: Record<string, unknown>;
  try {
    event = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (event === null || typeof event !== 'object' || event.v !== 1) return undefined;
  const { id, at, kind } = event;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const isName = (value: unknown) => isText(value) && value.length > 0;
  const isNames = (value: unknown) => Array.isArray(value) && value.every(isName);
  const isRun = event.run === undefined || isText(event.run);
  if (!isName(id) || !isText(at) || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at)) return undefined;
  if (Number.isNaN(Date.parse(at))) return undefined;
  const fits =
    (kind === 'answer' &&
      isText(event.question) &&
      ['right', 'partial', 'wrong', 'skipped'].includes(event.result as string) &&
      typeof event.score === 'number' &&
      event.score >= 0 &&
      event.score <= 1 &&
      isRun) ||
    (kind === 'section-read' && isText(event.section) && isRun) ||
    (kind === 'module-passed' && isName(event.module)) ||
    (kind === 'placed' &&
      isNames(event.modules) &&
      (event.cleared === undefined || isNames(event.cleared)) &&
      isRun) ||
    (kind === 'lab-task-done' && isName(event.lab) && isName(event.task));
  return fits ? (event as unknown as LearnerEvent) : undefined;
}

/** Which of the events the store does not count. */
function uncounted(events: readonly LearnerEvent[], store: Store): string[] {
  const { state } = store;
  const ids = new Set(store.events().map(({ id }) => id));
  const lost = events.filter((event) => {
    if (!ids.has(event.id)) return true;
    if (event.kind === 'answer') return !(event.question in state.questions);
    if (event.kind === 'section-read') return !event.skipped && !(event.section in state.sections);
    return event.kind === 'module-passed' && !(event.module in state.passed);
  });
  const answers = events.filter(({ kind }) => kind === 'answer').length;
  const few = state.answers.total < answers ? [`only ${state.answers.total} of ${answers} answers`] : [];
  return [...lost.map((event) => `not counted: ${JSON.stringify(event)}`), ...few];
}

/** Whether some program could have meant these files for a newer one than this. */
function mayBeNewer(log: Buffer, config: Buffer): boolean {
  const numbers = (text: string, name: string) =>
    [...text.matchAll(new RegExp(`"${name}":\\s*([0-9.eE+-]+)`, 'g'))].map(([, number]) => Number(number));
  return [...numbers(log.toString(), 'v'), ...numbers(config.toString(), 'version')].some((each) => each > 1);
}

describe('10,000 broken data folders', () => {
  let folder: string;
  let log: string;
  let config: string;
  let settled: Buffer;
  let withSnapshot: Buffer;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tutor-fuzz-'));
    [log, config] = [join(folder, 'answers.jsonl'), join(folder, 'config.json')];
    // A line that cannot be read makes the store keep a snapshot of a short log.
    writeFileSync(log, Buffer.concat([Buffer.from('torn\n'), LOG]));
    const store = new Store(folder, now);
    store.config.set('questions', 7);
    store.config.savePosition({ module: 'm0', run: 'r0', step: 'section s', sections: ['s'] });
    withSnapshot = readFileSync(config);
    const { snapshot, ...rest } = JSON.parse(withSnapshot.toString());
    expect(snapshot.sum).toHaveLength(40);
    settled = Buffer.from(JSON.stringify(rest));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function empty(): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  }

  /** Breaks the folder in the way of `seed`, opens it, and says what is wrong with what came of it. */
  function tryOut(seed: number): string[] {
    const random = seeded(`fuzz ${seed}`);
    empty();
    const before =
      random() < 0.3
        ? { log: Buffer.concat([Buffer.from('torn\n'), LOG]), config: withSnapshot }
        : { log: LOG, config: settled };
    const which = pick(['log', 'log', 'log', 'config', 'both'] as const, random);
    const broken: { log: Buffer; config: Buffer } = { ...before };
    let how = which;
    if (which !== 'config') {
      if (random() < 0.03) {
        pick(PLACES, random)(log);
        broken.log = Buffer.alloc(0);
      } else {
        for (let n = Math.ceil(random() * 3); n > 0; n--) {
          const name = pick(Object.keys(BREAKS), random);
          how += `, ${name}`;
          broken.log = BREAKS[name]!(broken.log, random);
        }
        writeFileSync(log, broken.log);
      }
    } else writeFileSync(log, broken.log);
    if (which !== 'log' && random() < 0.1) {
      pick(PLACES, random)(config);
      broken.config = Buffer.alloc(0);
    } else {
      if (which !== 'log') broken.config = Buffer.from(breakConfig(broken.config, random));
      writeFileSync(config, broken.config);
    }
    const say = (fault: string) =>
      `seed ${seed} (${how}): ${fault}\nconfig: ${broken.config.subarray(0, 300)}`;
    let store: Store;
    try {
      store = new Store(folder, now);
    } catch (error) {
      const { message, stack } = error as Error;
      const fits = error instanceof StoreError && message.includes('was written by a newer backend-tutor');
      return fits && mayBeNewer(broken.log, broken.config) ? [] : [say(`it threw ${stack}`)];
    }
    // A snapshot knows what the broken bytes before its end were, so there it need not heed what they became.
    const known = (event: LearnerEvent) => before.config === settled || KNOWN.has(JSON.stringify(event));
    const readable = readableIn(broken.log).filter(known);
    const faults = uncounted(readable, store);
    const odd = store.notices.filter((notice) => !/^[A-Z0-9][^\n]*\.$/.test(notice));
    faults.push(...odd.map((notice) => `no sentence: ${notice}`));
    if (seed % 10 === 0) faults.push(...goOn(store, readable));
    return faults.map(say);
  }

  /** Records and sets something in a folder that was broken, opens it once more, and says what is wrong. */
  function goOn(store: Store, readable: LearnerEvent[]): string[] {
    try {
      store.record({ kind: 'section-read', section: 'after/all' });
      store.config.set('questions', 9);
      const again = new Store(folder, now);
      const kept = 'after/all' in again.state.sections && again.config.settings.questions === 9;
      return [...(kept ? [] : ['what was done afterwards is lost']), ...uncounted(readable, again)];
    } catch (error) {
      return [`afterwards it threw ${(error as Error).stack}`];
    }
  }

  test.each(Array.from({ length: BATCHES }, (_, batch) => [batch]))(
    'open without an error, and every readable event counts (part %i)',
    (batch) => {
      const each = MUTATIONS / BATCHES;
      const faults = Array.from({ length: each }, (_, n) => tryOut(batch * each + n)).flat();
      expect(faults.slice(0, 5)).toEqual([]);
      expect(Object.prototype).not.toHaveProperty('polluted');
    },
  );

  test('are refused, and left as they are, where an event of a newer program is among the others', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = seeded(`newer ${seed}`);
      empty();
      const bytes = insertAt(LOG, lineStart(LOG, random), `${NEWER}\n`);
      writeFileSync(log, bytes);
      writeFileSync(config, settled);
      expect(() => new Store(folder, now)).toThrow(/was written by a newer backend-tutor\. Update this one/);
      expect(readFileSync(log).equals(bytes)).toBe(true);
      expect(readFileSync(config).equals(settled)).toBe(true);
      expect(readdirSync(folder).sort()).toEqual(['answers.jsonl', 'config.json']);
    }
  });
});
