import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Exploration, type TaskState } from '../../src/lab/explore.ts';
import { openHttpDoor } from '../../src/lab/http-door.ts';
import type { Explore, Lab, Stage } from '../../src/lab/lab.ts';
import type { LabPart } from '../../src/lab/manifest.ts';
import { DONE, notYet, wrong } from '../../src/lab/verdict.ts';
import { exchanges } from '../../src/lab/wire.ts';
import { labText } from '../labs/kit.ts';

const task = (id: string) => ({ id, title: `Do ${id}`, text: id, objective: 'O1', hints: ['one', 'two'] });
const part: LabPart = { story: 'A story.', tasks: [task('get'), task('put')] };

/** A lab in which `get` is done by a GET, and `put` by a PUT, which no other change may stand in for, until a HEAD. */
const toy: Explore = {
  async open(stage) {
    const door = await openHttpDoor(stage, { name: 'shop', what: 'a shop', handle: () => ({ status: 200 }) });
    return {
      doors: [door],
      tasks: {
        get: (events) =>
          exchanges(events).some(({ method }) => method === 'GET')
            ? DONE
            : notYet('a GET', 'none', 'the test'),
        put: (events) => {
          if (exchanges(events).some(({ method }) => method === 'PUT')) return DONE;
          const other = exchanges(events).findLast(({ method }) => method !== 'GET');
          return other && other.method !== 'HEAD'
            ? wrong('a PUT', `a ${other.method}`, 'RFC 9110 §9.3.4')
            : notYet('a PUT', 'none', 'the test');
        },
      },
      words: {
        shout: { usage: 'shout <word>', does: 'Shouts.', run: ([word = '']) => word.toUpperCase() },
        break: {
          usage: 'break',
          does: 'Breaks.',
          run: () => {
            throw new Error('It broke.');
          },
        },
      },
      summary: (events) => `${exchanges(events).length} requests`,
    };
  },
};

async function explore(code = toy, options: Parameters<typeof Exploration.open>[3] = {}) {
  const news: TaskState[] = [];
  const listener = { wire: () => {}, task: (each: TaskState) => news.push({ ...each }) };
  const exploration = await Exploration.open(part, code, listener, options);
  onTestFinished(() => exploration.close());
  const states = () => exploration.tasks.map(({ verdict }) => verdict.state);
  return { exploration, news, states };
}

describe('an exploration', () => {
  test('ticks a task off the moment that it is fulfilled, once, and keeps the tick', async () => {
    const { exploration, news, states } = await explore();
    expect(states()).toEqual(['open', 'open']);
    await exploration.enter('GET /');
    await expect.poll(states).toEqual(['done', 'open']);
    await exploration.enter('GET /');
    expect(news.map(({ text, verdict }) => [text.id, verdict.state])).toEqual([['get', 'done']]);
    await exploration.restart();
    expect(states()).toEqual(['done', 'open']);
    expect(exploration.current?.text.id).toBe('put');
  });

  test('tells a wrong way once, with its own reason, and lets it be mended', async () => {
    const { exploration, news, states } = await explore(toy, { done: ['get'] });
    await exploration.enter('POST / -d x');
    await exploration.enter('POST / -d x');
    await expect.poll(states).toEqual(['done', 'failed']);
    await exploration.enter('PUT / -d x');
    await expect.poll(states).toEqual(['done', 'done']);
    expect(news.map(({ verdict }) => verdict.state)).toEqual(['failed', 'done']);
    expect(news[0]!.verdict).toMatchObject({ expected: 'a PUT', got: 'a POST', rule: 'RFC 9110 §9.3.4' });
  });

  test('tells another wrong way too, but not what comes to light while one is mended', async () => {
    const { exploration, news } = await explore(toy, { done: ['get'] });
    // After a HEAD, the task is open again.
    for (const method of ['POST', 'PATCH', 'HEAD', 'DELETE', 'HEAD', 'POST'])
      await exploration.enter(`${method} /`);
    const got = () => news.map(({ verdict }) => (verdict.state === 'failed' ? verdict.got : ''));
    await expect.poll(got).toEqual(['a POST', 'a DELETE']);
  });

  test('counts no wrong way against a task whose turn has not come', async () => {
    const { exploration, news, states } = await explore();
    await exploration.enter('POST / -d x');
    await expect.poll(states).toEqual(['open', 'failed']);
    await exploration.enter('GET /');
    await expect.poll(states).toEqual(['done', 'failed']);
    expect(news.map(({ text }) => text.id)).toEqual(['get']);
  });

  test('gives hints one after the other, and the last one again', async () => {
    const { exploration } = await explore();
    expect(exploration.hint()).toEqual({ text: 'one', number: 1, of: 2 });
    expect(exploration.hint()).toEqual({ text: 'two', number: 2, of: 2 });
    expect(exploration.hint()).toEqual({ text: 'two', number: 2, of: 2 });
  });

  test('knows what was done another time, and sums up only at the end', async () => {
    const { exploration, states } = await explore(toy, { done: ['get'] });
    expect(states()).toEqual(['done', 'open']);
    expect(exploration.summary).toBeUndefined();
    await exploration.enter('PUT / -d x');
    await expect.poll(() => exploration.summary).toBe('1 requests');
    expect(exploration.hint()).toBeUndefined();
  });

  test('has words of its own, whose faults are told', async () => {
    const { exploration } = await explore();
    expect(await exploration.enter('shout hello')).toEqual([{ text: 'HELLO', tone: 'plain' }]);
    expect(await exploration.enter('break')).toEqual([{ text: 'It broke.', tone: 'bad' }]);
    expect(exploration.words.map(({ usage }) => usage)).toContain('shout <word>');
  });

  test('that cannot open leaves nothing behind', async () => {
    let stage: Stage | undefined;
    let folder = '';
    const broken: Explore = {
      async open(given) {
        stage = given;
        folder = given.folder();
        await openHttpDoor(given, { name: 'shop', what: 'a shop', handle: () => ({ status: 200 }) });
        throw new Error('The next server would not start.');
      },
    };
    await expect(explore(broken)).rejects.toThrow('would not start');
    expect(stage).toBeDefined();
    expect(existsSync(folder)).toBe(false);
  });
});

const LABS = fileURLToPath(new URL('../../labs', import.meta.url));
const labs = readdirSync(LABS).filter((id) => existsSync(`${LABS}/${id}/lab.yaml`));

describe.each(labs)('the lab %s', (id) => {
  test('has an objective, code and hints for every task', async () => {
    const { default: code } = (await import(`${LABS}/${id}/lab.ts`)) as { default: Lab };
    const text = labText(id);
    const stated = text.build?.tasks.map((each) => each.id) ?? [];
    expect(Object.keys(code.build?.checks ?? {}).sort()).toEqual([...stated].sort());
    expect(code.explore !== undefined).toBe(text.explore !== undefined);
    expect(new Set(text.explore?.tasks.map((each) => each.id)).size).toBe(text.explore?.tasks.length);
  });

  test('opened and closed ten times in a row, leaves no port and no folder', async () => {
    const { default: code } = (await import(`${LABS}/${id}/lab.ts`)) as { default: Lab };
    const ports: number[] = [];
    const folders: string[] = [];
    const watched: Explore = {
      open: async (stage) => {
        const scene = await code.explore!.open({
          ...stage,
          folder: () => {
            const folder = stage.folder();
            folders.push(folder);
            return folder;
          },
        });
        ports.push(
          ...scene.doors.flatMap(({ address }) =>
            Number(/:(\d+)/.exec(address.replace('://', ''))?.[1] ?? []),
          ),
        );
        return scene;
      },
    };
    const listener = { wire: () => {}, task: () => {} };
    for (let n = 0; n < 10; n++) {
      const exploration = await Exploration.open(labText(id).explore!, watched, listener);
      await exploration.close();
    }
    expect(ports.length).toBeGreaterThanOrEqual(10);
    expect((await Promise.all(ports.map(listens))).filter(Boolean)).toEqual([]);
    expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
  });
});

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
