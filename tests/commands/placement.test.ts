import { beforeEach, describe, expect, test } from 'vitest';
import type { Environment } from '../../src/commands/environment.ts';
import { goLearning } from '../../src/commands/learning.ts';
import { runPlacement } from '../../src/commands/placement.ts';
import { newSession, type Session } from '../../src/commands/session.ts';
import { openCourse } from '../../src/course/open.ts';
import { isProbablyKnown, openPlacement } from '../../src/learner/placement-record.ts';
import { Store } from '../../src/store/store.ts';
import { temporaryFolder } from '../fixtures/folder.ts';
import { RUNGS, writeLadder } from '../fixtures/ladder.ts';
import { ScriptedScreen, type Step } from '../fixtures/scripted-screen.ts';

let session: Session;
beforeEach(async () => {
  const folder = temporaryFolder();
  const course = await openCourse(writeLadder(`${folder}/course`), `${folder}/cache`);
  let now = Date.UTC(2026, 0, 1);
  const store = new Store(undefined, () => {
    now += 1000;
    return new Date(now);
  });
  session = newSession({} as Environment, course, store);
});

const ON: Step = { page: 'done' };
const BACK: Step = { page: 'back' };
const line = (choose: string): Step => ({ choose });
const QUIT = line('q');

async function run(steps: Step[], answer?: ConstructorParameters<typeof ScriptedScreen>[1]) {
  const screen = new ScriptedScreen(steps, answer);
  const end = await runPlacement(session, screen);
  return { screen, end, menus: screen.menus, kinds: screen.seen.map(({ kind }) => kind) };
}

const marked = () => RUNGS.filter((id) => isProbablyKnown(session.store.state, id));
const mark = (...modules: string[]) => session.store.record({ kind: 'placed', modules });
const pass = (module: string) => session.store.record({ kind: 'module-passed', module });
const everything = () => JSON.stringify(session.store.state);

/**
 * A placement under way whose answers have been given: for each rung what came of its questions, one section after the
 * other, + right and - not known. With 15 of them the result comes next.
 */
function answers(...rungs: string[]): void {
  for (const [rung, results] of rungs.entries())
    for (const [at, result] of [...results].entries())
      session.store.record({
        kind: 'answer',
        question: `${RUNGS[rung]}/${['one', 'two', 'three'][at % 3]}-${1 + Math.floor(at / 3)}`,
        result: result === '+' ? 'right' : 'skipped',
        score: result === '+' ? 1 : 0,
        ms: 1000,
        in: 'placement',
        run: 'p',
      });
}

const TWO_SURELY_ONE_PERHAPS = ['++++', '++++', '++++-', '--'];
const TWO_PERHAPS = ['++++', '++++-', '---', '---'];
const NOTHING = ['----', '-----', '---', '---'];

describe('the result', () => {
  test('marks what is surely known and offers, unmarked, what is perhaps known', async () => {
    answers(...TWO_SURELY_ONE_PERHAPS);
    const { menus } = await run([line('Mark 2 modules')]);
    expect(menus[0]!.split('\n').slice(2)).toEqual([
      'Mark 2 modules and go on',
      'Rung ground (probably known; choose to take back)',
      'Rung low (probably known; choose to take back)',
      'Rung middle (perhaps known; choose to mark)',
    ]);
    expect(menus[0]).toContain('marked only if you choose them');
    expect(marked()).toEqual(['ground', 'low']);
  });

  test('marks what is perhaps known when the learner says so', async () => {
    answers(...TWO_PERHAPS);
    const { menus } = await run([line('Rung low'), line('Mark 1 module')]);
    expect(menus[0]!.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^No module is surely known\. Choose those that you know/),
      'Mark none and go on',
      'Rung ground (perhaps known; choose to mark)',
      'Rung low (perhaps known; choose to mark)',
    ]);
    expect(menus[1]).toContain('Rung low (probably known; choose to take back)');
    expect(marked()).toEqual(['low']);
  });

  test('marks nothing of that when the learner only agrees', async () => {
    answers(...TWO_PERHAPS);
    await run([line('Mark none')]);
    expect(marked()).toEqual([]);
    expect(openPlacement(session.store.state)).toBeUndefined();
  });

  test('offers no module that was passed or begun: a mark would not count', async () => {
    pass('ground');
    session.store.record({ kind: 'section-read', section: 'low/one', ms: 1, run: 'r' });
    answers(...TWO_SURELY_ONE_PERHAPS);
    const { menus } = await run([line('Mark')]);
    expect(menus[0]).toContain('Rung middle');
    expect(menus[0]).not.toMatch(/Rung (ground|low)/);
  });

  test('names the module that comes next: the first one, or the one after those passed', async () => {
    answers(...NOTHING);
    const first = await run([ON]);
    expect(first.screen.seen[0]!.text).toBe(
      '0 of 15 right. No module is surely known. You begin with *Rung ground*. In each lesson you may pass over what you know.',
    );
    session.store.record({ kind: 'reset' });
    pass('ground');
    answers('', '--------', '-----', '--');
    const second = await run([ON]);
    expect(second.screen.seen[0]!.text).toContain(
      'No other module is surely known. You go on with *Rung low*.',
    );
  });

  test('says so when marks of an earlier placement go', async () => {
    mark('ground');
    answers(...NOTHING);
    const { screen } = await run([ON]);
    expect(screen.seen[0]!.text).toContain('No module is surely known, so no mark is left.');
    expect(marked()).toEqual([]);
  });

  test('lets a mark of an earlier placement be kept that was not found again', async () => {
    mark('high');
    answers(...TWO_SURELY_ONE_PERHAPS);
    const { menus } = await run([line('Rung high'), line('Mark 3 modules')]);
    expect(menus[0]).toContain('Rung high (not marked; choose to mark)');
    expect(marked()).toEqual(['ground', 'low', 'high']);
  });

  test('is as it was when the learner leaves it, and says so', async () => {
    answers(...TWO_SURELY_ONE_PERHAPS);
    const before = everything();
    const { screen, end } = await run([line('Rung ground'), QUIT]);
    expect([end, everything()]).toEqual(['quit', before]);
    expect(screen.said).toEqual(['No mark has changed yet.']);
  });
});

describe('changing marks', () => {
  test('writes nothing when the learner leaves', async () => {
    mark('ground', 'low');
    const before = everything();
    const { end } = await run([line('Change'), line('Rung low'), QUIT]);
    expect([end, everything()]).toEqual(['quit', before]);
  });

  test('offers what was taken back before, also when no mark is left', async () => {
    mark('ground', 'low');
    await run([line('Change'), line('Rung ground'), line('Rung low'), line('Mark none')]);
    expect(marked()).toEqual([]);
    const { menus } = await run([line('Change'), line('Rung low'), line('Mark 1')]);
    expect(menus[0]).toContain('No module is marked as probably known now.');
    expect(menus[1]).toContain('Rung ground (not marked; choose to mark)');
    expect(marked()).toEqual(['low']);
  });

  test('offers what was taken back at the end of a placement already', async () => {
    answers(...TWO_SURELY_ONE_PERHAPS);
    await run([line('Rung ground'), line('Mark 1')]);
    expect(marked()).toEqual(['low']);
    const { menus } = await run([line('Change'), QUIT]);
    expect(menus[1]!.split('\n').slice(2)).toEqual([
      'Rung ground (not marked; choose to mark)',
      'Rung low (probably known; choose to take back)',
    ]);
  });

  test('offers nothing that was passed since', async () => {
    mark('ground', 'low');
    pass('ground');
    const { menus } = await run([line('Change'), QUIT]);
    expect(menus[1]).not.toContain('Rung ground');
  });
});

describe('going back', () => {
  test('from what is said first leads out, and changes nothing', async () => {
    const before = everything();
    expect((await run([BACK])).end).toBe('back');
    expect(everything()).toBe(before);
  });

  test('from what is said first leads to the menu where there was one', async () => {
    mark('ground');
    const { kinds } = await run([line('Answer'), BACK, QUIT]);
    expect(kinds).toEqual(['choose', 'show', 'choose']);
  });

  test('from the first question leads to what was said before it', async () => {
    const { kinds, end } = await run([ON, ON, BACK], () => 'back');
    expect(kinds).toEqual(['show', 'ask', 'show', 'ask', 'show']);
    expect(end).toBe('back');
  });

  test('from a later question leads to a pause, in which marks of an earlier placement are said to stay', async () => {
    answers('+');
    const none = await run([line('Go on'), QUIT], () => 'back');
    expect(none.menus[0]).toContain('no way back to the last one');
    expect(none.menus[0]).toContain('Leave them (nothing is marked as known)');
    session.store.record({ kind: 'reset' });
    mark('low');
    answers('+');
    const some = await run([line('Leave')], () => 'back');
    expect(some.menus[0]).toContain('Leave them (what is marked stays marked)');
    expect(marked()).toEqual(['low']);
    expect(openPlacement(session.store.state)).toBeUndefined();
  });
});

test('from the welcome, going back leads to the question where to begin', async () => {
  const screen = new ScriptedScreen([line('I know'), BACK, QUIT]);
  screen.read = async () => 'next';
  expect(await goLearning(session, screen)).toBe('quit');
  expect(screen.seen.map(({ kind }) => kind)).toEqual(['choose', 'show', 'choose']);
});
