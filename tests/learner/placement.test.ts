import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Module, Question } from '../../src/course/model.ts';
import { summarise } from '../../src/course/model.ts';
import { judge, nextQuestion, probablyKnown, SURE } from '../../src/learner/placement.ts';
import { type Answer, type Evidence, sectionLikelihood } from '../../src/learner/placement-curve.ts';
import {
  canPlace,
  guessChance,
  LEAST,
  MOST,
  type PlacementCourse,
  type PlacementItem,
  placementCourse,
} from '../../src/learner/placement-items.ts';
import { believeSection, LEVELS } from '../../src/learner/placement-model.ts';
import { choice, match, module, multi, number, options, order, text } from '../fixtures/questions.ts';

const RIGHT: Answer = { score: 1 };
const WRONG: Answer = { score: 0 };
const SKIPPED: Answer = { score: 0, skipped: true };

/** A module of four sections with `each` questions of growing difficulty in each of them. */
function rung(id: string, needs: string[] = [], each = 3): Module {
  const slugs = ['one', 'two', 'three', 'four'];
  return module({
    id,
    needs,
    sections: slugs.map((slug) => ({ slug, title: slug, minutes: 2, objectives: [], text: 'Text.\n' })),
    questions: slugs.flatMap((section) =>
      Array.from({ length: each }, (_, n) => choice({ id: `${section}-${n}`, section, difficulty: n + 2 })),
    ),
  });
}

/** a ← b ← c ← d, and e alone. */
const modules = [rung('a'), rung('b', ['a']), rung('c', ['b']), rung('d', ['c', 'a']), rung('e')];
const course = placementCourse(modules);
const place = (id: string) => course.units.findIndex(({ module: name }) => name === id);

const item = (id: string, change: Partial<PlacementItem> = {}): PlacementItem => ({
  ref: `${id}/x`,
  unit: place(id),
  section: 'one',
  difficulty: 3,
  guess: 0.25,
  ...change,
});

/** The believed share of a module's sections that are known, after some answers. */
const share = (id: string, ...evidence: Evidence[]) => judge({ course, evidence }).units[place(id)]!.share;

/** Asks until the end; answers what was asked, in turn. */
function run(asking: PlacementCourse, answer: (item: PlacementItem) => Answer, seed = 's') {
  const evidence: Evidence[] = [];
  const items: PlacementItem[] = [];
  for (;;) {
    const asked = new Set(items.map(({ ref }) => ref));
    const next = nextQuestion({ course: asking, evidence, asked, seed });
    if (!next) return { items, evidence, belief: judge({ course: asking, evidence }) };
    items.push(next);
    evidence.push({ item: next, answer: answer(next) });
  }
}

describe('what placement sees of a course', () => {
  test('is every module after what it builds on, and of several needs the deepest', () => {
    const mixed = placementCourse([modules[3]!, modules[1]!, modules[0]!, modules[2]!]);
    expect(mixed.units.map(({ module: id, parent }) => [id, parent])).toEqual([
      ['a', -1],
      ['b', 0],
      ['c', 1],
      ['d', 2],
    ]);
  });

  test('takes needs that are not there, or go round in a circle, for none', () => {
    const odd = placementCourse([rung('a', ['b', 'gone']), rung('b', ['a'])]);
    for (const [index, { parent }] of odd.units.entries()) expect(parent).toBeLessThan(index);
  });

  test('are the questions of its quizzes, and others only where a module has no such', () => {
    const questions = (use: Question['use']) => [choice({ id: use, use })];
    const both = module({ id: 'x', questions: [...questions('quiz'), ...questions('pretest')] });
    const other = module({ id: 'y', questions: questions('checkpoint') });
    expect(placementCourse([both, other]).items.map(({ ref }) => ref)).toEqual(['x/quiz', 'y/checkpoint']);
  });

  test.each([
    ['a choice of three', choice(), 1 / 3],
    ['a choice of two', choice({ options: options(2, [0]) }), 1 / 2],
    ['several of four', multi(), 1 / 15],
    ['three items, two categories', match(), 1 / 8],
    ['an order of four', order(), 0.05],
    ['a text', text(), 0.05],
    ['a number', number(), 0.05],
  ])('reckons with luck by the type of question: %s', (_, question, chance) => {
    expect(guessChance(question)).toBeCloseTo(chance, 3);
  });

  test('is worth it for more than one module with enough questions', () => {
    const index = (all: Module[]) => ({ title: 'T', version: '1', modules: all.map(summarise) });
    expect(canPlace(index([rung('a')]))).toBe(false);
    expect(canPlace(index([rung('a', [], 0), rung('b', [], 1)]))).toBe(false);
    expect(canPlace(index(modules))).toBe(true);
  });
});

describe('what is believed of a learner', () => {
  const asIs = share('c');

  test('rises with a right answer, falls with a wrong one, and falls more with "I don’t know"', () => {
    const told = (answer: Answer) => share('c', { item: item('c'), answer });
    expect(told(RIGHT)).toBeGreaterThan(asIs);
    expect(told(WRONG)).toBeLessThan(asIs);
    expect(told(SKIPPED)).toBeLessThan(told(WRONG));
    expect(told({ score: 0.5 })).toBeLessThan(told(RIGHT));
    expect(told({ score: 0.5 })).toBeGreaterThan(told(WRONG));
  });

  test('rises less with what may be luck, and with doubt', () => {
    const told = (guess: number, unsure = false) =>
      share('c', { item: item('c', { guess }), answer: { score: 1, unsure } });
    expect(told(0.5)).toBeLessThan(told(0.25));
    expect(told(0.25)).toBeLessThan(told(0.05));
    expect(told(0.05, true)).toBeLessThan(told(0.05));
    expect(told(0.5, true)).toBeGreaterThan(asIs);
  });

  test('rises more with a hard question, and falls more with an easy one', () => {
    const told = (difficulty: number, answer: Answer) =>
      share('c', { item: item('c', { difficulty }), answer });
    expect(told(5, RIGHT)).toBeGreaterThan(told(1, RIGHT));
    expect(told(1, WRONG)).toBeLessThan(told(5, WRONG));
  });

  test('goes on to what a module builds on and what builds on it, the further away the less', () => {
    const moved = (id: string, answer: Answer) =>
      Math.abs(share(id, { item: item('c'), answer }) - share(id));
    for (const answer of [RIGHT, SKIPPED]) {
      expect(moved('c', answer)).toBeGreaterThan(moved('b', answer));
      expect(moved('b', answer)).toBeGreaterThan(moved('a', answer));
      expect(moved('a', answer)).toBeGreaterThan(moved('e', answer));
      expect(moved('d', answer)).toBeGreaterThan(moved('e', answer));
      // What has nothing to do with it still tells of the learner's ability.
      expect(moved('e', answer)).toBeGreaterThan(0);
    }
  });

  test('makes the least of a second question on the same section', () => {
    const twice = (section: string) =>
      share('c', { item: item('c'), answer: RIGHT }, { item: item('c', { section }), answer: RIGHT });
    expect(twice('one')).toBeLessThan(twice('two'));
  });

  test('says more of the section that was asked about than of its module', () => {
    const own = [{ item: item('c'), answer: SKIPPED }];
    const { levels, units } = judge({ course, evidence: own });
    const chances = levels[place('c')]!;
    expect(believeSection(chances, own)).toBeLessThan(units[place('c')]!.share);
    expect(believeSection(chances, [])).toBeCloseTo(units[place('c')]!.share);
  });

  test('is exact: what either answer would make of it is, weighed by their chances, what is believed now', () => {
    const evidence = [
      { item: item('a', { section: 'two' }), answer: RIGHT },
      { item: item('d'), answer: SKIPPED },
      { item: item('c', { section: 'two' }), answer: WRONG },
      { item: item('e'), answer: RIGHT },
    ];
    const now = judge({ course, evidence });
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      const asked = item(id, { section: 'four' });
      const outcomes = [RIGHT, WRONG].map((answer) => {
        const chance = now.levels[asked.unit]!.reduce(
          (sum, level, index) => sum + level * sectionLikelihood([{ item: asked, answer }], LEVELS[index]!),
          0,
        );
        return { chance, belief: judge({ course, evidence: [...evidence, { item: asked, answer }] }) };
      });
      expect(outcomes[0]!.chance + outcomes[1]!.chance).toBeCloseTo(1, 9);
      for (const [unit, { share: known }] of now.units.entries()) {
        const expected = outcomes.reduce(
          (sum, { chance, belief }) => sum + chance * belief.units[unit]!.share,
          0,
        );
        expect(expected).toBeCloseTo(known, 9);
      }
    }
  });

  test('is a probability that depends neither on the order of answers nor on how many they are', () => {
    const answers = fc.array(
      fc.record({
        item: fc.record({
          unit: fc.nat(course.units.length - 1),
          section: fc.constantFrom('one', 'two'),
          difficulty: fc.integer({ min: 1, max: 5 }),
          guess: fc.constantFrom(0.05, 0.25, 0.5),
        }),
        answer: fc.constantFrom(RIGHT, WRONG, SKIPPED, { score: 0.5 }, { score: 1, unsure: true }),
      }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(answers, (evidence) => {
        const [there, back] = [evidence, evidence.toReversed()].map((each) =>
          judge({ course, evidence: each }),
        );
        for (const [unit, { share: known, known: sure }] of there!.units.entries()) {
          expect(there!.levels[unit]!.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
          for (const chance of [known, sure]) {
            expect(chance).toBeGreaterThanOrEqual(0);
            expect(chance).toBeLessThanOrEqual(1 + 1e-9);
          }
          expect(back!.units[unit]!.share).toBeCloseTo(known, 6);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the questions', () => {
  const answers: [string, (item: PlacementItem) => Answer][] = [
    ['everything', () => RIGHT],
    ['nothing', () => SKIPPED],
    ['wrong', () => WRONG],
    ['the first modules', ({ unit }) => (unit < 2 ? RIGHT : SKIPPED)],
    ['now this, now that', ({ ref }) => (ref.length % 2 === 0 ? RIGHT : WRONG)],
  ];

  test.each(answers)('are 8 to 15, none of them twice, for who answers %s', (_, answer) => {
    const { items } = run(course, answer);
    expect(items.length).toBeGreaterThanOrEqual(LEAST);
    expect(items.length).toBeLessThanOrEqual(MOST);
    expect(new Set(items.map(({ ref }) => ref)).size).toBe(items.length);
  });

  test('end early for who is clear, and go on for who is not', () => {
    const clear = run(course, () => SKIPPED).items.length;
    const unclear = run(course, ({ section }) => (section < 'p' ? RIGHT : WRONG)).items.length;
    expect(clear).toBe(LEAST);
    expect(unclear).toBeGreaterThan(clear);
  });

  test('are all there are in a tiny course', () => {
    const tiny = placementCourse([rung('a', [], 1), rung('e', [], 0)]);
    expect(run(tiny, () => RIGHT).items.length).toBe(4);
    expect(run(placementCourse([]), () => RIGHT).items).toEqual([]);
  });

  test('are from sections not asked about yet while there are such', () => {
    const { items } = run(course, ({ ref }) => (ref.length % 2 === 0 ? RIGHT : WRONG));
    expect(new Set(items.map(({ unit, section }) => `${unit} ${section}`)).size).toBe(items.length);
  });

  test('follow from the answers: the same seed asks the same, other answers lead elsewhere', () => {
    const refs = (answer: Answer, seed: string) =>
      run(course, () => answer, seed).items.map(({ ref }) => ref);
    expect(refs(RIGHT, 'one')).toEqual(refs(RIGHT, 'one'));
    const other = Array.from({ length: 5 }, (_, n) => refs(RIGHT, `${n}`).join());
    expect(new Set(other).size).toBeGreaterThan(1);
    expect(refs(RIGHT, 'one').slice(1)).not.toEqual(refs(SKIPPED, 'one').slice(1));
  });

  test('get harder for who knows than for who does not', () => {
    const mean = (answer: Answer) => {
      const { items } = run(course, () => answer);
      return items.reduce((sum, { difficulty }) => sum + difficulty, 0) / items.length;
    };
    expect(mean(RIGHT)).toBeGreaterThan(mean(SKIPPED));
  });
});

describe('the modules that are marked', () => {
  const marked = (answer: (item: PlacementItem) => Answer) => {
    const { belief } = run(course, answer);
    const names = probablyKnown(course, belief);
    for (const [unit, { module: id }] of course.units.entries()) {
      expect(names.includes(id)).toBe(belief.units[unit]!.known > SURE);
    }
    return names;
  };

  test('are all for who knows everything, none for who knows nothing', () => {
    expect(marked(() => RIGHT)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(marked(() => SKIPPED)).toEqual([]);
    expect(marked(() => WRONG)).toEqual([]);
  });

  test('are never those whose questions were not known', () => {
    const names = marked(({ unit }) => (unit < 2 ? RIGHT : SKIPPED));
    for (const id of ['c', 'd', 'e']) expect(names).not.toContain(id);
  });
});
