import type {
  MatchQuestion,
  MultiQuestion,
  NumberQuestion,
  OrderQuestion,
  TextQuestion,
} from '../../course/model.ts';
import { grade, swaps } from '../grade.ts';
import { seeded } from '../random.ts';
import type { Response } from '../response.ts';
import { show } from '../show.ts';
import type { Elsewhere } from './bank.ts';
import { shared, stems } from './cues.ts';

/** What a bot for one question type earned on one question, and what a blind guess earns on average there. */
export interface Played {
  hits: number;
  /** Chances of the single blind guesses that the question asks for (one for most types, one per item for `match`). */
  chances: number[];
}

/** Bots that look at how the question stands on the screen play it this often; their hits are the average. */
const DISPLAYS = 60;

const displays = <Q extends MultiQuestion | OrderQuestion | MatchQuestion>(
  question: Q,
  hits: (places: number[]) => number,
) =>
  Array.from({ length: DISPLAYS }, (_, at) =>
    hits(show(question, seeded(`${question.id} ${at}`)).places),
  ).reduce((sum, each) => sum + each / DISPLAYS, 0);

const isRight = (question: Parameters<typeof grade>[0], response: Response) =>
  grade(question, response).result === 'right' ? 1 : 0;

/** Tick bots hit when the whole question is right; a blind guess is any set of ticks but the empty one. */
const multi =
  (ticks: (places: number[], question: MultiQuestion) => number[]) =>
  (question: MultiQuestion): Played => ({
    hits: displays(question, (places) =>
      isRight(question, { type: 'multi', options: ticks(places, question) }),
    ),
    chances: [1 / (2 ** question.options.length - 1)],
  });

/** A blind guess is any order of the steps. */
const order =
  (arrange: (places: number[], question: OrderQuestion) => number[]) =>
  (question: OrderQuestion): Played => ({
    hits: displays(question, (places) =>
      isRight(question, { type: 'order', steps: arrange(places, question) }),
    ),
    chances: [chanceOfOrder(question)],
  });

/** Each item counts by itself; a blind guess is any category. */
const match =
  (choose: (shownAt: number, item: number, question: MatchQuestion) => number) =>
  (question: MatchQuestion): Played => ({
    hits: displays(
      question,
      (places) =>
        places.filter(
          (item, at) => question.categories[choose(at, item, question)] === question.items[item]!.category,
        ).length,
    ),
    chances: question.items.map(() => 1 / question.categories.length),
  });

const typed =
  (answer: (elsewhere: Elsewhere) => string | undefined) =>
  (question: TextQuestion | NumberQuestion, elsewhere: Elsewhere): Played => {
    const text = answer(elsewhere);
    return { hits: text === undefined ? 0 : isRight(question, { type: 'typed', text }), chances: [0] };
  };

const byText = (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);

export const MULTI_BOTS = {
  'tick all': multi((places) => places),
  'tick first two': multi((places) => places.slice(0, 2)),
  'tick the longer half': multi((places, { options }) => {
    const byLength = [...places].sort((a, b) => options[b]!.text.length - options[a]!.text.length);
    return byLength.slice(0, Math.ceil(places.length / 2));
  }),
};

export const ORDER_BOTS = {
  'leave as shown': order((places) => places),
  'turn round': order((places) => [...places].reverse()),
  alphabetical: order((places, { steps }) =>
    [...places].sort((a, b) => byText(steps[a]!.text, steps[b]!.text)),
  ),
  'shortest step first': order((places, { steps }) =>
    [...places].sort((a, b) => steps[a]!.text.length - steps[b]!.text.length),
  ),
};

export const MATCH_BOTS = {
  diagonal: match((at, _, { categories }) => at % categories.length),
  'all the first': match(() => 0),
  'category in the item': match((at, item, { categories, items }) => {
    const words = stems(items[item]!.text);
    const rates = categories.map((category) => shared(stems(category), words));
    const best = Math.max(...rates);
    return best === 0 ? at % categories.length : rates.indexOf(best);
  }),
};

/** Blind guessing earns nothing on typed answers, so these bots are held to the five points alone. */
export const TYPED_BOTS = {
  ...Object.fromEntries(
    ['0', '1', '10', '100', '200', '404'].map((text) => [`always ${text}`, typed(() => text)]),
  ),
  'usual status code': typed(({ codes }) => [...codes].sort(([, a], [, b]) => b - a)[0]?.[0]),
};

/** The share of all orders of the steps that count as right: linear extensions by counting over sets of placed steps. */
export function chanceOfOrder({ steps, any }: Pick<OrderQuestion, 'steps' | 'any'>): number {
  const free = swaps(any);
  const before = steps.map((_, step) => {
    let mask = 0;
    for (let other = 0; other < step; other++) if (!free.has(`${other} ${step}`)) mask |= 1 << other;
    return mask;
  });
  const ways = new Array<number>(1 << steps.length).fill(0);
  ways[0] = 1;
  let orders = 1;
  for (let placed = 0; placed < ways.length; placed++) {
    before.forEach((needed, step) => {
      const next = placed | (1 << step);
      if (next !== placed && (needed & placed) === needed) ways[next]! += ways[placed]!;
    });
  }
  for (let count = 2; count <= steps.length; count++) orders *= count;
  return ways.at(-1)! / orders;
}
