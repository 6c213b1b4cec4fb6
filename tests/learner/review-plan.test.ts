import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CourseIndex } from '../../src/course/model.ts';
import {
  AGAIN,
  DAY,
  GOOD,
  type Grade,
  type Memory,
  recallAfter,
  strengthen,
} from '../../src/learner/memory.ts';
import {
  appraise,
  type Due,
  dueQuestions,
  forecast,
  minutesFor,
  minutesToday,
  planReview,
  SECONDS,
} from '../../src/learner/review-plan.ts';
import { emptyState, type LearnerState } from '../../src/learner/state.ts';

const NOW = new Date(2026, 5, 15, 12).getTime();

/** A memory last refreshed some days ago. */
function memory(daysAgo: number, change: Partial<Memory> = {}): Memory {
  return {
    stability: 10,
    difficulty: 5,
    at: new Date(NOW - daysAgo * DAY).toISOString(),
    reviews: 3,
    ...change,
  };
}

function stateWith(memories: Record<string, Memory>): LearnerState {
  const state = emptyState();
  Object.assign(state.memories, memories);
  for (const [ref, { at, reviews }] of Object.entries(memories)) {
    state.latest[ref.split('/')[0]!] = at;
    state.questions[ref] = { answered: reviews, right: reviews, last: 'right', lastAt: at };
  }
  return state;
}

type Listed = { id: string; supersedes?: string[]; group?: string };

function course(modules: Record<string, Listed[]>): CourseIndex {
  return {
    title: 'Tea',
    version: '1',
    modules: Object.entries(modules).map(([id, questions]) => ({
      id,
      title: id,
      summary: '',
      minutes: 5,
      needs: [],
      objectives: [],
      size: { sections: 0, questions: questions.length },
      sections: [],
      questions: questions.map((question) => ({ use: 'quiz', objective: 'O1', section: 0, ...question })),
    })),
  };
}

const due = (ref: string, change: Partial<Due> = {}): Due => {
  const [module, id] = ref.split('/') as [string, string];
  return { module, id, ref, recall: 0.8, seconds: 10, worth: 0.01, ...change };
};
const refs = (questions: Due[]) => questions.map(({ ref }) => ref);

describe('dueQuestions', () => {
  const index = course({ m: ['a', 'b', 'c', 'new'].map((id) => ({ id })), n: [{ id: 'd' }] });

  test('are those whose recall has fallen to what is wanted', () => {
    const state = stateWith({ 'm/a': memory(11), 'm/b': memory(5), 'n/d': memory(30), 'x/gone': memory(90) });
    expect(refs(dueQuestions(state, index, NOW, 0.9)).sort()).toEqual(['m/a', 'n/d']);
    expect(refs(dueQuestions(state, index, NOW, 0.95)).sort()).toEqual(['m/a', 'm/b', 'n/d']);
    expect(refs(dueQuestions(state, index, NOW, 0.8))).toEqual([]);
    expect(dueQuestions(emptyState(), index, NOW, 0.9)).toEqual([]);
  });

  test('come in the order of what a second of review gains, the same order each time', () => {
    const state = stateWith({
      'm/a': memory(400, { stability: 300 }),
      'm/b': memory(12),
      'm/c': memory(12),
      'n/d': memory(30, { stability: 2 }),
    });
    const found = dueQuestions(state, index, NOW, 0.9);
    expect(found.map(({ worth }) => worth)).toEqual(found.map(({ worth }) => worth).sort((a, b) => b - a));
    expect(refs(found).indexOf('m/b')).toBe(refs(found).indexOf('m/c') - 1);
    expect(refs(found).at(-1)).toBe('m/a');
    const backwards = course({ m: ['c', 'b'].map((id) => ({ id })) });
    expect(refs(dueQuestions(state, backwards, NOW, 0.9))).toEqual(['m/b', 'm/c']);
  });

  test('do not load the lists of modules in which nothing has happened', () => {
    const state = stateWith({ 'm/a': memory(11) });
    const { modules } = index;
    const untouched = {
      ...modules[1]!,
      get questions(): never {
        throw new Error('loaded');
      },
    };
    const large = { ...index, modules: [modules[0]!, untouched] };
    expect(refs(dueQuestions(state, large, NOW, 0.9))).toEqual(['m/a']);
  });

  test('a mistake made in certainty comes first, even minutes later', () => {
    const state = stateWith({
      'm/a': memory(12),
      'm/b': memory(0.01, { stability: 0.5, sureMistake: true }),
      'm/c': memory(0.01, { stability: 0.5 }),
      'n/d': memory(60, { stability: 3 }),
    });
    const sooner = dueQuestions(state, index, NOW + DAY, 0.9);
    expect(refs(sooner)[0]).toBe('m/b');
    expect(refs(dueQuestions(state, index, NOW, 0.9))).toContain('m/b');
  });

  test('a renamed question goes on with the history of its old name', () => {
    const renamed = course({ m: [{ id: 'new', supersedes: ['old', 'older'] }] });
    const state = stateWith({ 'm/older': memory(100), 'm/old': memory(50) });
    const found = dueQuestions(state, renamed, NOW, 0.9);
    expect(refs(found)).toEqual(['m/new']);
    expect(found[0]!.recall).toBeCloseTo(appraise(memory(50), NOW).recall, 8);
    expect(
      dueQuestions(stateWith({ 'm/older': memory(100), 'm/new': memory(1) }), renamed, NOW, 0.9),
    ).toEqual([]);
  });
});

describe('appraise', () => {
  test('what is likely forgotten takes longer', () => {
    const [known, faded] = [appraise(memory(0), NOW), appraise(memory(300), NOW)];
    expect(known.seconds).toBeCloseTo(SECONDS.known, 5);
    expect(faded.seconds).toBeGreaterThan(known.seconds);
    expect(faded.seconds).toBeLessThan(SECONDS.missed);
  });

  test('is the recall gained in thirty days for each second that the answer is expected to take', () => {
    const before = memory(20);
    const recall = recallAfter(10, 20);
    const inAMonth = (grade: Grade) => recallAfter(strengthen(before, 20, grade).stability, 30);
    const gained = recall * inAMonth(GOOD) + (1 - recall) * inAMonth(AGAIN) - recallAfter(10, 50);
    const seconds = recall * SECONDS.known + (1 - recall) * SECONDS.missed;
    const found = appraise(before, NOW);
    expect(found.recall).toBeCloseTo(recall, 8);
    expect(found.seconds).toBeCloseTo(seconds, 8);
    expect(found.worth).toBeCloseTo(gained / seconds, 8);
  });

  test('a review is worth more later than at once, and nothing where nothing can be forgotten', () => {
    expect(appraise(memory(10), NOW).worth).toBeGreaterThan(appraise(memory(1), NOW).worth);
    expect(appraise(memory(1, { stability: 30_000 }), NOW).worth).toBeCloseTo(0, 4);
  });
});

describe('planReview', () => {
  test('keeps to the minutes, what gains most first', () => {
    const many = Array.from({ length: 100 }, (_, n) => due(`m/${n}`, { seconds: 10, worth: 1 - n / 100 }));
    expect(refs(planReview(many, 1))).toEqual(refs(many.slice(0, 6)));
    const seconds = planReview(many, 10).reduce((sum, each) => sum + each.seconds, 0);
    expect(seconds).toBeLessThanOrEqual(600);
  });

  test('a short question fills the time that a long one would exceed; one is always asked', () => {
    const mixed = [due('m/a', { seconds: 40 }), due('m/b', { seconds: 30 }), due('m/c', { seconds: 20 })];
    expect(refs(planReview(mixed, 1))).toEqual(['m/a', 'm/c']);
    expect(refs(planReview([due('m/a', { seconds: 90 })], 1))).toEqual(['m/a']);
    expect(planReview([], 10)).toEqual([]);
    expect(planReview(mixed, 0)).toEqual([]);
  });

  test('modules take turns', () => {
    const plan = planReview(
      ['a/1', 'a/2', 'a/3', 'b/1', 'b/2', 'c/1'].map((ref) => due(ref)),
      10,
    );
    expect(refs(plan)).toEqual(['a/1', 'b/1', 'c/1', 'a/2', 'b/2', 'a/3']);
  });

  test('questions about easily confused things stand next to each other', () => {
    const group = 'a 0';
    const plan = planReview(
      [due('a/put', { group }), due('a/other'), due('b/1'), due('b/2'), due('a/patch', { group })],
      10,
    );
    const order = refs(plan);
    expect(order.indexOf('a/patch')).toBe(order.indexOf('a/put') + 1);
    expect([...order].sort()).toEqual(['a/other', 'a/patch', 'a/put', 'b/1', 'b/2']);
  });

  test('of any questions is within the minutes, each at most once, and no better one was left out', () => {
    const question = fc.record({
      module: fc.constantFrom('a', 'b', 'c'),
      seconds: fc.integer({ min: 8, max: 23 }),
      group: fc.constantFrom(undefined, 'g', 'h'),
    });
    const many = fc.array(question, { maxLength: 60 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 10 }), (given, minutes) => {
        const all = given.map(({ module, seconds, group }, n) =>
          due(`${module}/${n}`, { seconds, worth: 1 / (n + 1), ...(group && { group }) }),
        );
        const plan = planReview(all, minutes);
        const spent = plan.reduce((sum, { seconds }) => sum + seconds, 0);
        expect(spent).toBeLessThanOrEqual(minutes * 60);
        expect(new Set(refs(plan)).size).toBe(plan.length);
        const chosen = new Set(refs(plan));
        for (const { ref, seconds, worth } of all.filter((each) => !chosen.has(each.ref))) {
          const better = plan.filter((each) => each.worth > worth);
          expect(
            better.reduce((sum, each) => sum + each.seconds, seconds),
            ref,
          ).toBeGreaterThan(minutes * 60);
        }
        for (const group of ['g', 'h']) {
          const places = plan.flatMap((each, at) => (each.group === group ? [at] : []));
          if (places.length > 0) expect(places.at(-1)! - places[0]!).toBe(places.length - 1);
        }
      }),
    );
  });

  test('takes ten thousand questions as they come and loses none', () => {
    const all = Array.from({ length: 10_000 }, (_, n) => due(`m${n % 100}/${n}`, { group: `g${n % 7}` }));
    expect(new Set(refs(planReview(all, 10_000))).size).toBe(10_000);
  });
});

describe('the minutes of today', () => {
  test('are those of the questions asked again since midnight, by their usual seconds', () => {
    const state = stateWith({
      'm/right': memory(0.1, { reviews: 4, gap: 5 }),
      'm/right-too': memory(0.3, { reviews: 3, gap: 2 }),
      'm/wrong': memory(0.4, { reviews: 2 }),
      'm/met-today': memory(0.2, { reviews: 1 }),
      'm/yesterday': memory(0.6, { reviews: 9 }),
    });
    // Asked once more after the miss, and known then.
    state.questions['m/wrong']!.last = 'right';
    expect(minutesToday(state, NOW)).toBeCloseTo((2 * 20 + 63) / 60, 8);
    expect(minutesToday(emptyState(), NOW)).toBe(0);
  });
});

test('minutes are rounded, and at least one', () => {
  expect(minutesFor([])).toBe(1);
  expect(minutesFor([{ seconds: 20 }])).toBe(1);
  expect(minutesFor(Array.from({ length: 20 }, () => ({ seconds: 10 })))).toBe(3);
});

test('the forecast counts what comes due day by day, what is overdue today', () => {
  const index = course({ m: ['a', 'b', 'c', 'd'].map((id) => ({ id })) });
  const state = stateWith({ 'm/a': memory(100), 'm/b': memory(9), 'm/c': memory(7), 'm/d': memory(1) });
  expect(forecast(state, index, NOW, 0.9, 5)).toEqual([1, 1, 0, 1, 0]);
  expect(forecast(emptyState(), index, NOW, 0.9, 3)).toEqual([0, 0, 0]);
});
