import { type CourseIndex, type Module, type Question, reference, sectionOf } from '../course/model.ts';

/** Fewest and most questions of a placement; a course that has fewer is asked whole. */
export const LEAST = 8;
export const MOST = 15;

/** A module as placement sees it: where it hangs in the tree of needs, and what it holds. */
export interface PlacementUnit {
  module: string;
  /** Index of the module that it builds on, always smaller than its own; -1 for none. */
  parent: number;
  /** Slugs. */
  sections: string[];
}

/** A question that may be asked. */
export interface PlacementItem {
  /** `module/id`. */
  ref: string;
  /** Index of its unit. */
  unit: number;
  /** Slug. */
  section: string;
  /** 1 (most beginners know it) to 5 (few do), as set by the author. */
  difficulty: number;
  /** Chance, from 0 to 1, that somebody who does not know picks the right answer. */
  guess: number;
}

/** What placement needs of a course. */
export interface PlacementCourse {
  units: PlacementUnit[];
  items: PlacementItem[];
}

/** Least chance of a right answer by luck or half-knowledge, also where blind luck would hardly do. */
const LEAST_GUESS = 0.05;

/** Whether there is something to find out: in a course of one module everybody begins at the same place. */
export function canPlace({ modules }: CourseIndex): boolean {
  return modules.length > 1 && modules.reduce((sum, { size }) => sum + size.questions, 0) >= LEAST;
}

/**
 * The units, each after what it builds on and else in the order of the course, and the questions that may be asked: those
 * of the quizzes, because pretest and checkpoint questions belong to a lesson's text; all of a module that has no others.
 * Of several needs the deepest one is the parent: it usually needs the others in turn.
 */
export function placementCourse(modules: readonly Module[]): PlacementCourse {
  const sorted = afterNeeds(modules);
  const place = new Map(sorted.map(({ id }, index) => [id, index]));
  const depths: number[] = [];
  const units = sorted.map((module, index): PlacementUnit => {
    const needs = module.needs.map((id) => place.get(id) ?? index).filter((need) => need < index);
    const parent = needs.reduce(
      (best, need) => (best < 0 || depths[need]! > depths[best]! ? need : best),
      -1,
    );
    depths.push(parent < 0 ? 0 : depths[parent]! + 1);
    return { module: module.id, parent, sections: module.sections.map(({ slug }) => slug) };
  });
  return { units, items: sorted.flatMap((module, unit) => itemsOf(module, unit)) };
}

/** The chance, from 0 to 1, that somebody who does not know answers a question rightly. */
export function guessChance(question: Question): number {
  return Math.max(LEAST_GUESS, blindLuck(question));
}

function blindLuck(question: Question): number {
  switch (question.type) {
    case 'choice':
      return 1 / question.options.length;
    case 'multi':
      return 1 / (2 ** question.options.length - 1);
    case 'order':
      return (1 + (question.any?.length ?? 0)) / factorial(question.steps.length);
    case 'match':
      return question.categories.length ** -question.items.length;
    case 'text':
    case 'number':
      return 0;
  }
}

function itemsOf({ id, questions }: Module, unit: number): PlacementItem[] {
  const quiz = questions.filter(({ use }) => use === 'quiz');
  return (quiz.length > 0 ? quiz : questions).map((question) => ({
    ref: reference(id, question.id),
    unit,
    section: sectionOf(question),
    difficulty: question.difficulty,
    guess: guessChance(question),
  }));
}

/** Every module after those that it needs. In a circle of needs, which no checked course has, one need is let go. */
function afterNeeds(modules: readonly Module[]): Module[] {
  const byId = new Map(modules.map((module) => [module.id, module]));
  const sorted = new Set<Module>();
  const begun = new Set<Module>();
  const visit = (module: Module) => {
    if (begun.has(module)) return;
    begun.add(module);
    for (const id of module.needs) {
      const need = byId.get(id);
      if (need) visit(need);
    }
    sorted.add(module);
  };
  for (const module of modules) visit(module);
  return [...sorted];
}

function factorial(count: number): number {
  return count <= 1 ? 1 : count * factorial(count - 1);
}
