import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LearnerEvent } from '../../src/learner/event.ts';
import { StoreError } from '../../src/store/error.ts';
import { Log } from '../../src/store/log.ts';
import { anyEvent } from '../fixtures/arbitrary.ts';
import { answered } from '../fixtures/events.ts';
import { inFolder, put, temporaryFolder } from '../fixtures/folder.ts';

const named = (id: string) => answered('a/one', { id });
const pathIn = (folder: string) => join(folder, 'answers.jsonl');

/** Reads on and gives the events; what is damaged goes into `damaged`. */
function readAll(log: Log, final = false, damaged: string[] = []): LearnerEvent[] {
  const events: LearnerEvent[] = [];
  log.readOn({ event: (event) => events.push(event), damage: (text) => damaged.push(text) }, final);
  return events;
}
const idsIn = (path: string) => readAll(new Log(path)).map(({ id }) => id);

describe('appending and reading', () => {
  test('a log that does not exist yet is empty', () => {
    const log = new Log(pathIn(temporaryFolder()));
    expect(readAll(log)).toEqual([]);
    expect(log.offset).toBe(0);
  });

  test('what was appended is one line each on the disk, private to the user', () => {
    const path = pathIn(temporaryFolder());
    const log = new Log(path);
    log.append([named('é1')]);
    log.append([named('e2')]);
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(`${JSON.stringify(named('é1'))}\n${JSON.stringify(named('e2'))}\n`);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('reading on gives only what is new, and ends where the file ends', () => {
    const path = pathIn(temporaryFolder());
    const log = new Log(path);
    log.append([named('e1')]);
    expect(readAll(log).map(({ id }) => id)).toEqual(['e1']);
    expect(readAll(log)).toEqual([]);
    new Log(path).append([named('e2')]);
    expect(readAll(log).map(({ id }) => id)).toEqual(['e2']);
    expect(log.offset).toBe(statSync(path).size);
  });

  test('any events come back as they were, in order', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) =>
        inFolder((folder) => {
          const log = new Log(pathIn(folder));
          for (const event of events.slice(0, 3)) log.append([event]);
          log.append(events.slice(3));
          expect(readAll(log)).toEqual(events);
        }),
      ),
      { numRuns: 25 },
    );
  });

  test('a log longer than a chunk is read whole, wherever the chunks end', () => {
    const path = pathIn(temporaryFolder());
    const events = Array.from({ length: 4000 }, (_, index) => named(`é${'x'.repeat(index % 97)}${index}`));
    writeFileSync(path, `${events.map((event) => JSON.stringify(event)).join('\n')}\n`);
    expect(statSync(path).size).toBeGreaterThan(2 * (1 << 18));
    expect(readAll(new Log(path))).toEqual(events);
  });
});

describe('a damaged log', () => {
  test('a line torn anywhere costs no other line: the next append stands on its own', () => {
    const line = `${JSON.stringify(named('torn'))}\n`;
    fc.assert(
      fc.property(fc.nat(line.length), (kept) =>
        inFolder((folder) => {
          const path = pathIn(folder);
          const log = new Log(path);
          log.append([named('before')]);
          appendFileSync(path, line.slice(0, kept));
          log.append([named('after')]);
          log.append([named('last')]);
          const whole = kept >= line.length - 1 ? ['torn'] : [];
          expect(idsIn(path)).toEqual(['before', ...whole, 'after', 'last']);
        }),
      ),
      { numRuns: 40 },
    );
  });

  test('a last line that another process is still writing is read once it is whole', () => {
    const path = pathIn(temporaryFolder());
    const log = new Log(path);
    const line = `${JSON.stringify(named('slow'))}\n`;
    appendFileSync(path, line.slice(0, 30));
    expect(readAll(log)).toEqual([]);
    expect(log.offset).toBe(0);
    appendFileSync(path, line.slice(30));
    expect(readAll(log).map(({ id }) => id)).toEqual(['slow']);
  });

  test.each([
    ['nothing', '', []],
    ['blank lines', '\n\n  \n\r\n', []],
    ['no JSON', 'hello\nworld\n', ['hello', 'world']],
    ['JSON that is no event', '[1]\n"x"\n{}\n', ['[1]', '"x"', '{}']],
    ['zeros, as a crash of the machine leaves them', '\0'.repeat(5000), ['\0'.repeat(5000)]],
  ])('%s between events is handed over as damage, and kept', (_, rubbish, damage) => {
    const path = pathIn(temporaryFolder());
    const log = new Log(path);
    log.append([named('e1')]);
    appendFileSync(path, rubbish);
    log.append([named('e2')]);
    const damaged: string[] = [];
    expect(readAll(new Log(path), false, damaged).map(({ id }) => id)).toEqual(['e1', 'e2']);
    expect(damaged).toEqual(damage);
    expect(readFileSync(path, 'utf8')).toContain(rubbish);
  });

  test('a whole event without a line end is taken when the log is opened, and counted once', () => {
    const path = pathIn(temporaryFolder());
    appendFileSync(path, JSON.stringify(named('e1')));
    const log = new Log(path);
    expect(readAll(log)).toEqual([]);
    expect(readAll(log, true).map(({ id }) => id)).toEqual(['e1']);
    log.append([named('e2')]);
    expect(readAll(log).map(({ id }) => id)).toEqual(['e2']);
  });

  test('a whole event glued to a torn one is taken', () => {
    const path = pathIn(temporaryFolder());
    appendFileSync(path, `${JSON.stringify(named('torn')).slice(0, 50)}${JSON.stringify(named('e1'))}\n`);
    expect(idsIn(path)).toEqual(['e1']);
  });

  test('a line longer than any memory harms only itself', () => {
    const path = pathIn(temporaryFolder());
    const log = new Log(path);
    log.append([named('e1')]);
    appendFileSync(path, 'x'.repeat(1_000_000));
    log.append([named('e2')]);
    const damaged: string[] = [];
    expect(readAll(new Log(path), false, damaged).map(({ id }) => id)).toEqual(['e1', 'e2']);
    expect(damaged).toHaveLength(1);
    expect(damaged[0]!.length).toBeLessThan(100_000);
  });

  test('events of a newer program are not passed over in silence', () => {
    const path = pathIn(temporaryFolder());
    appendFileSync(path, '{"v":2,"id":"n","at":"2030-01-01T00:00:00.000Z","kind":"dream"}\n');
    expect(() => idsIn(path)).toThrow(/was written by a newer backend-tutor\. Update this one/);
    expect(() => idsIn(path)).toThrow(StoreError);
  });

  test('bytes that are no text harm only their own line', () => {
    const path = pathIn(temporaryFolder());
    const line = Buffer.from(`${JSON.stringify(named('e1'))}\n`);
    writeFileSync(path, Buffer.concat([line, Buffer.from([0xff, 0xfe, 0x80, 0x0a]), line]));
    expect(idsIn(path)).toEqual(['e1', 'e1']);
  });
});

describe('endsAt', () => {
  const log = () => {
    const made = new Log(pathIn(temporaryFolder()));
    for (const id of ['e1', 'e2', 'e3']) made.append([named(id)]);
    return made;
  };
  const line = JSON.stringify(named('e1')).length + 1;

  test('knows after which event a place stands', () => {
    const made = log();
    expect(made.endsAt(line, 'e1')).toBe(true);
    expect(made.endsAt(2 * line, 'e2')).toBe(true);
    expect(made.endsAt(3 * line, 'e3')).toBe(true);
  });

  test.each<[string, number, string]>([
    ['an event that comes later', 2 * line, 'e3'],
    ['the beginning', 0, 'e1'],
    ['beyond the end', 4 * line, 'e3'],
    ['below zero', -1, 'e1'],
    ['no number', Number.NaN, 'e1'],
    ['an event without an id', line, ''],
  ])('is false at %s', (_, offset, id) => {
    expect(log().endsAt(offset, id)).toBe(false);
  });

  test('is false without a log', () => {
    expect(new Log(pathIn(temporaryFolder())).endsAt(5, 'e1')).toBe(false);
  });

  test('is false when the log is another one of the same length', () => {
    const made = log();
    const text = readFileSync(made.path, 'utf8');
    writeFileSync(made.path, text.replaceAll('"e', '"f'));
    expect(made.endsAt(2 * line, 'e2')).toBe(false);
    truncateSync(made.path, line);
    expect(made.endsAt(2 * line, 'f2')).toBe(false);
  });
});

describe('a disk that fails', () => {
  test.skipIf(!existsSync('/dev/full'))('a full disk is told in a sentence', () => {
    expect(() => new Log('/dev/full').append([named('e1')])).toThrow(
      new StoreError('/dev/full could not be written: the disk is full.'),
    );
  });

  test('a log that cannot be opened is told in a sentence', () => {
    const folder = temporaryFolder();
    put(folder, 'answers.jsonl/in-the-way', '');
    const log = new Log(pathIn(folder));
    expect(() => log.append([named('e1')])).toThrow(/could not be written: a folder is in its place\.$/);
    expect(() => log.append([named('e1')])).toThrow(StoreError);
    expect(readAll(log)).toEqual([]);
  });
});

test('several processes that append at once lose nothing', async () => {
  const folder = temporaryFolder();
  const path = pathIn(folder);
  const writer = join(folder, 'writer.mjs');
  const source = fileURLToPath(new URL('../../src/store/log.ts', import.meta.url));
  await build({
    stdin: {
      contents: `import { Log } from ${JSON.stringify(source)};
        const [, , path, name, event] = process.argv;
        const log = new Log(path);
        process.once('message', () => {
          for (let n = 0; n < 40; n++) log.append([{ ...JSON.parse(event), id: name + n }]);
          process.disconnect();
        });
        process.send('ready');`,
      resolveDir: folder,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: writer,
    logLevel: 'silent',
  });
  const children = ['a', 'b', 'c'].map((name) => fork(writer, [path, name, JSON.stringify(named(''))]));
  await Promise.all(children.map((child) => once(child, 'message')));
  const ended = children.map((child) => once(child, 'exit'));
  for (const child of children) child.send('go');
  for (const [code] of await Promise.all(ended)) expect(code).toBe(0);

  const ids = idsIn(path);
  for (const name of ['a', 'b', 'c']) {
    const own = ids.filter((id) => id.startsWith(name));
    expect(own).toEqual(Array.from({ length: 40 }, (_, n) => `${name}${n}`));
  }
  expect(ids.length).toBe(120);
});
