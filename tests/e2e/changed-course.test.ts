import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { swap } from '../fixtures/course.ts';
import { TEA } from '../fixtures/tea.ts';
import { plain } from './plain.ts';
import { temporaryHome } from './terminal.ts';

let home: string;
let course: string;
let older: string;
let remove: () => void;
beforeEach(() => {
  ({ home, remove } = temporaryHome());
  course = join(home, 'course');
  older = join(home, 'older');
  for (const copy of [course, older]) cpSync(TEA, copy, { recursive: true });
});
afterEach(() => remove());

const SECTION = 'lessons/leaves/02-water.md';
const BANK = 'quizzes/leaves.yaml';

function change(path: string, ...changes: ((text: string) => string)[]): void {
  const whole = join(course, path);
  writeFileSync(
    whole,
    changes.reduce((text, each) => each(text), readFileSync(whole, 'utf8')),
  );
}

/** Takes a question out of the bank. */
const without = (id: string) => (text: string) => {
  const parts = text.split(/^(?=- id: )/m);
  const rest = parts.filter((part) => !part.startsWith(`- id: ${id}\n`));
  expect(rest).toHaveLength(parts.length - 1);
  return rest.join('');
};

const tutor = (args: string[], input = '') => plain([...args, '--course', course], { home, input });

async function data(command: 'list' | 'progress') {
  const { code, out, err } = await tutor([command, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

const check = (...args: string[]) => plain(['course', 'check', course, ...args], { home });

/** Events of the log that name a reference. */
const logged = (ref: string) =>
  readFileSync(join(home, 'data', 'answers.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"${ref}"`)).length;

/** From the welcome to the second page of the second section, skipping the two questions before it. */
const TO_WATER = '\ns\n\n\n\ns\n\nq\n';

describe('a section that is gone', () => {
  test('in which the learner stood: the lesson goes on at the nearest one before it', async () => {
    await tutor(['start'], TO_WATER);
    expect((await data('progress')).position).toEqual({ module: 'leaves', section: 'water' });
    rmSync(join(course, SECTION));
    change(BANK, ...['check-water', 'brewing', 'served'].map(without));
    expect((await data('progress')).position).toEqual({ module: 'leaves', section: 'plant' });
    const { code, out, err } = await tutor(['start']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('One plant');
    expect(out).not.toContain('Welcome');
    expect((await data('progress')).answers.total).toBe(2);
  });

  test('with others before and behind it: the one before is taken, not the first', async () => {
    for (const [number, slug] of [
      [3, 'cup'],
      [4, 'milk'],
    ] as const) {
      for (const copy of [course, older])
        writeFileSync(
          join(copy, `lessons/leaves/0${number}-${slug}.md`),
          `---\ntitle: About the ${slug}\nobjectives: [O2]\nminutes: 1\n---\n\nWhat of the ${slug}?\n`,
        );
    }
    // Over the pages of the second section and its question to the third, and over that to the fourth.
    await tutor(['start'], '\ns\n\n\n\ns\n\n\n\ns\n\nq\n');
    expect((await data('progress')).position).toEqual({ module: 'leaves', section: 'milk' });
    rmSync(join(course, 'lessons/leaves/04-milk.md'));
    expect((await data('progress')).position).toEqual({ module: 'leaves', section: 'cup' });
    expect((await tutor(['start'])).out).toContain('About the cup');
  });

  test('together with its whole module: the course goes on elsewhere, and nothing is forgotten', async () => {
    await tutor(['start'], TO_WATER);
    for (const path of ['lessons/leaves', BANK]) {
      cpSync(join(course, path), join(course, path.replace('leaves', 'stems')), { recursive: true });
      rmSync(join(course, path), { recursive: true });
    }
    change('lessons/stems/module.yaml', swap('id: leaves', 'id: stems'));
    change('lessons/course.yaml', swap('[leaves]', '[stems]'));
    expect(await data('progress')).toMatchObject({
      position: null,
      answers: { total: 2 },
      modules: [{ id: 'stems', answered: 0 }],
    });
    const { code, err } = await tutor(['start'], 'q\n');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(logged('leaves/guess')).toBe(1);
  });

  test('is missed by nobody who had left it: reading and the order of sections may change freely', async () => {
    await tutor(['start'], TO_WATER);
    cpSync(join(course, SECTION), join(course, 'lessons/leaves/00-water.md'));
    rmSync(join(course, SECTION));
    change('lessons/leaves/00-water.md', swap('how hot?', 'how very hot?'));
    expect((await data('progress')).position).toEqual({ module: 'leaves', section: 'water' });
    expect((await data('list')).modules[0]).toMatchObject({ sectionsRead: 1, answered: 2 });
    expect((await tutor(['start'])).code).toBe(0);
  });
});

describe('a question that', () => {
  const bank = async () => (await data('list')).modules[0];
  /** Answers every question of the quiz with "I don't know", once. */
  const quiz = () => tutor(['quiz', 'leaves'], 's\n'.repeat(7));

  test('was renamed and supersedes its old id inherits all that was answered', async () => {
    await quiz();
    const before = await bank();
    expect(before).toMatchObject({ questions: 8, answered: 7 });
    change(BANK, swap('- id: bush\n', '- id: shrub\n  supersedes: [bush]\n'));
    expect(await bank()).toEqual(before);
    expect((await data('progress')).answers.total).toBe(7);
    // One more answer, under the new id, is of the same question.
    await tutor(['quiz', 'leaves', '--count', '7'], 's\n'.repeat(7));
    expect(await bank()).toMatchObject({ answered: 7 });
    expect([logged('leaves/bush'), logged('leaves/shrub')]).toEqual([1, 1]);
  });

  test('was renamed without that begins anew, and the old answers stay in the totals', async () => {
    await quiz();
    change(BANK, swap('- id: bush\n', '- id: shrub\n'));
    expect(await bank()).toMatchObject({ questions: 8, answered: 6 });
    expect((await data('progress')).answers.total).toBe(7);
  });

  test('was removed stays in the totals and counts nowhere else', async () => {
    await quiz();
    change(BANK, without('bush'), without('half'));
    expect(await bank()).toMatchObject({ questions: 6, answered: 5 });
    expect((await data('progress')).answers).toEqual({ total: 7, correct: 0 });
    expect((await tutor(['progress'])).out).toContain('7 answers given');
    expect((await tutor(['quiz', 'leaves'], 's\n'.repeat(5))).out).toContain('0 of 5 right');
    // It has its history again when it comes back.
    cpSync(join(older, BANK), join(course, BANK));
    expect(await bank()).toMatchObject({ questions: 8, answered: 7 });
  });

  test('was the one at which the learner stood: the lesson goes on from its section', async () => {
    await tutor(['start'], '\ns\n\n\n\nq\n');
    change(BANK, without('check-plant'));
    const { code, out } = await tutor(['start'], '\n\n\n\nq\n');
    expect(code).toBe(0);
    expect(out).toContain('One plant');
    expect(out).toContain('how hot?');
  });

  test('has other words keeps its history', async () => {
    await quiz();
    change(BANK, swap('Ask-bush: what is it?', 'What is it that we call bush?'));
    expect(await bank()).toMatchObject({ answered: 7 });
  });
});

describe('course check --against an older version', () => {
  test('finds nothing between versions that keep every id', async () => {
    change(
      BANK,
      swap('- id: bush\n', '- id: shrub\n  supersedes: [bush]\n'),
      swap('Ask-kinds', 'Ask again about kinds'),
    );
    expect(await check('--against', older)).toMatchObject({ code: 0, err: '' });
  });

  test('names each question that vanished, changed its type or its right answer', async () => {
    change(
      BANK,
      without('half'),
      swap('- id: bush\n', '- id: shrub\n'),
      swap('answer: 75', 'answer: 80'),
      swap('text: true answer of check-plant\n      correct: true', 'text: true answer of check-plant'),
      swap(
        'text: plain answer of check-plant\n      misconception: M1',
        'text: plain answer of check-plant\n      correct: true',
      ),
      swap('- id: guess\n  type: choice', '- id: guess\n  type: multi'),
    );
    const { code, out, err } = await check('--against', older);
    expect({ code, err }).toEqual({ code: 2, err: '' });
    for (const line of [
      /^leaves\/half {2}is gone and no question supersedes it\./m,
      /^leaves\/bush {2}is gone and no question supersedes it\./m,
      /^leaves\/check-water {2}has another right answer now\./m,
      /^leaves\/check-plant {2}has another right answer now\./m,
      /^leaves\/guess {2}was a choice and is a multi now\./m,
    ])
      expect(out).toMatch(line);

    const { out: json } = await check('--against', older, '--json');
    const changes = JSON.parse(json).changes.map(({ question, what }: Record<string, string>) => [
      question,
      what,
    ]);
    expect(changes).toEqual([
      ['leaves/guess', 'type'],
      ['leaves/check-plant', 'key'],
      ['leaves/check-water', 'key'],
      ['leaves/half', 'vanished'],
      ['leaves/bush', 'vanished'],
    ]);
  });

  test('says so when there is no older version where it is said to be', async () => {
    const { code, err } = await check('--against', join(home, 'nowhere'));
    expect(code).toBe(2);
    expect(err).toMatch(/^There is no course folder at .*nowhere\.\n$/);
  });
});
