import type { Answer } from '../../src/learner/placement-curve.ts';
import type { PlacementCourse, PlacementItem } from '../../src/learner/placement-items.ts';
import type { Random } from '../../src/quiz/random.ts';

/**
 * Simulated learners. What they know is a set of sections, yes or no, drawn in four ways, none of which is the logistic
 * model that placement reckons with; the last one has no regard for needs at all.
 */
export interface SimulatedLearner {
  /** By unit and section, in their order in the course. */
  known: boolean[][];
  answer(item: PlacementItem): Answer;
}

export type Truth = (course: PlacementCourse, random: Random) => SimulatedLearner;

export const TRUTHS: Record<string, Truth> = {
  'learned along the needs': (course, random) => {
    const diligence = 0.2 + 0.8 * random();
    const leaps = 0.15 * random();
    const [kept, overheard] = [0.6 + 0.38 * random(), 0.15 * random()];
    const studied: boolean[] = [];
    for (const { parent } of course.units) {
      const ready = parent === -1 || studied[parent]! || random() < leaps;
      studied.push(ready && random() < diligence);
    }
    return learner(course, random, (unit) => random() < (studied[unit] ? kept : overheard));
  },
  'learned at work, by fields': (course, random) => {
    const ability = -2 + 4 * random();
    const fields = Array.from({ length: 3 }, () => normal(random));
    const skills = course.units.map(({ module }) => {
      // What a module has to do with each field is the same for all learners.
      const loads = fields.map((_, field) => (letters(`${module}${field}`) % 100) / 100);
      const size = Math.hypot(...loads) || 1;
      return fields.reduce((sum, field, index) => sum + (1.2 * field * loads[index]!) / size, ability);
    });
    return learner(course, random, (unit) => skills[unit]! + 0.8 * normal(random) > 0);
  },
  'came just so far in the course': (course, random) => {
    const end = 1 + Math.floor(course.units.length * random());
    const [kept, overheard] = [0.8 + 0.2 * random(), 0.1 * random()];
    return learner(course, random, (unit) => random() < (unit < end ? kept : overheard));
  },
  'picked up anywhere': (course, random) => {
    const chance = random();
    const studied = course.units.map(() => random() < chance);
    return learner(course, random, (unit) => random() < (studied[unit] ? 0.85 : 0.12));
  },
};

/**
 * Known questions are missed now and then, hard ones more often. Of unknown ones some learners say so, others guess, and
 * rule out a wrong option of an easy question.
 */
function learner(course: PlacementCourse, random: Random, draw: (unit: number) => boolean): SimulatedLearner {
  const modesty = 0.2 + 0.7 * random();
  const known = course.units.map(({ sections }, unit) => sections.map(() => draw(unit)));
  return {
    known,
    answer({ unit, section, difficulty, guess }) {
      const knows = known[unit]![course.units[unit]!.sections.indexOf(section)];
      if (knows) return { score: random() < 0.97 - 0.04 * (difficulty - 1) ? 1 : 0 };
      if (random() < modesty) return { score: 0, skipped: true };
      return { score: random() < Math.min(0.7, guess * (1.6 - 0.15 * difficulty)) ? 1 : 0 };
    },
  };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function letters(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
}
