import { judge, nextQuestion, probablyKnown } from '../../src/learner/placement.ts';
import type { Evidence } from '../../src/learner/placement-curve.ts';
import type { PlacementCourse, PlacementItem } from '../../src/learner/placement-items.ts';
import { believeSection, ENOUGH } from '../../src/learner/placement-model.ts';
import { type Random, shuffle } from '../../src/quiz/random.ts';
import type { SimulatedLearner } from './truths.ts';

export interface Outcome {
  /** Share of the course's sections that were rightly told to be known or not. */
  right: number;
  questions: number;
  /** Modules marked as probably known. */
  marked: number;
  /** Of them, those of which the learner knows at least 70 % of the sections. */
  markedRightly: number;
  /** Summed share of their sections that are known. */
  markedSections: number;
  /** Modules of which the learner knows at least 70 % of the sections. */
  known: number;
}

/** What is shipped: what it says after `at` questions (or sooner, when it has ended) and at its end. */
export function adaptive(course: PlacementCourse, learner: SimulatedLearner, seed: string, at: number) {
  const evidence: Evidence[] = [];
  const asked = new Set<string>();
  let early: Outcome | undefined;
  for (;;) {
    if (asked.size === at) early = outcome(course, learner, evidence);
    const item = nextQuestion({ course, evidence, asked, seed });
    if (!item) break;
    asked.add(item.ref);
    evidence.push({ item, answer: learner.answer(item) });
  }
  const end = outcome(course, learner, evidence);
  return { early: early ?? end, end };
}

function outcome(course: PlacementCourse, learner: SimulatedLearner, evidence: Evidence[]): Outcome {
  const belief = judge({ course, evidence });
  const marked = probablyKnown(course, belief);
  const judged = course.units.map(({ sections }, unit) =>
    sections.map((section) => {
      const own = evidence.filter(({ item }) => item.unit === unit && item.section === section);
      return believeSection(belief.levels[unit]!, own) > 0.5;
    }),
  );
  const shares = course.units.map(({ module, sections }, unit) => ({
    module,
    share: learner.known[unit]!.filter(Boolean).length / sections.length,
  }));
  const ofMarked = shares.filter(({ module }) => marked.includes(module));
  return {
    right: rightShare(learner, judged),
    questions: evidence.length,
    marked: marked.length,
    markedRightly: ofMarked.filter(({ share }) => share >= ENOUGH).length,
    markedSections: ofMarked.reduce((sum, { share }) => sum + share, 0),
    known: shares.filter(({ share }) => share >= ENOUGH).length,
  };
}

/** Which sections are asked about, and how the others are judged. */
interface Fixed {
  /** Places in the row of all sections. */
  places(sections: number, questions: number): number[];
  /** Whether a section that was not asked about counts as known. */
  rest(place: number, answers: Map<number, boolean>): boolean;
}

/** Answers the share of sections judged rightly. */
export type Way = (course: PlacementCourse, learner: SimulatedLearner, random: Random) => number;

/** One question for each of some sections; a section is known if its answer was right. */
export function fixed(questions: number, { places, rest }: Fixed): Way {
  return (course, learner, random) => {
    const all = course.units.flatMap(({ sections }, unit) => sections.map((section) => ({ unit, section })));
    const answers = new Map<number, boolean>();
    for (const place of places(all.length, questions)) {
      const { unit, section } = all[place]!;
      const [item] = shuffle(questionsOf(course, unit, section), random);
      if (item) answers.set(place, learner.answer(item).score === 1);
    }
    let place = 0;
    const judged = course.units.map(({ sections }) =>
      sections.map(() => {
        const here = place++;
        return answers.get(here) ?? rest(here, answers);
      }),
    );
    return rightShare(learner, judged);
  };
}

export const IN_ORDER = (sections: number, questions: number) =>
  Array.from({ length: Math.min(sections, questions) }, (_, place) => place);
export const SPREAD = (sections: number, questions: number) =>
  Array.from({ length: questions }, (_, index) => Math.floor(((index + 0.5) * sections) / questions));

export const REST = {
  unknown: () => false,
  majority: (_place: number, answers: Map<number, boolean>) =>
    [...answers.values()].filter(Boolean).length > answers.size / 2,
  nearest: (place: number, answers: Map<number, boolean>) => {
    const distance = (other: number) => Math.abs(other - place);
    const [first, ...others] = answers.keys();
    const nearest = others.reduce((best, each) => (distance(each) < distance(best) ? each : best), first!);
    return answers.get(nearest)!;
  },
};

function questionsOf({ items }: PlacementCourse, unit: number, section: string): PlacementItem[] {
  return items.filter((item) => item.unit === unit && item.section === section);
}

function rightShare({ known }: SimulatedLearner, judged: boolean[][]): number {
  const matches = known.flatMap((sections, unit) =>
    sections.map((truth, index) => truth === judged[unit]![index]),
  );
  return matches.filter(Boolean).length / matches.length;
}
