import { groupOf } from './confusable.ts';

/**
 * What a course is once it has been read: plain data, the same for the built-in course and anybody's own.
 * Ids are unique inside their module; `module/id` (a *reference*) is unique in the course.
 */

export type Use = 'quiz' | 'checkpoint' | 'pretest';
/** How an answer was graded. */
export type Result = 'right' | 'partial' | 'wrong' | 'skipped';
export type Level = 'remember' | 'understand' | 'apply' | 'analyse' | 'evaluate' | 'create';

export interface Objective {
  id: string;
  text: string;
}

export interface Fact {
  id: string;
  text: string;
  source: string;
}

export interface Misconception {
  id: string;
  /** The mistaken belief, in a learner's words. */
  text: string;
  /** Slug of the section that answers it. */
  section: string;
}

export interface Term {
  term: string;
  definition: string;
  source: string;
}

export interface Option {
  text: string;
  why: string;
  correct?: true;
  misconception?: string;
}

/** A mistake that the author foresaw in a typed answer. */
export interface Foreseen {
  match: string;
  why: string;
  misconception?: string;
}

interface QuestionBase {
  id: string;
  use: Use;
  /** `slug` or `slug#heading-slug`: where the answer is taught. */
  section: string;
  objective: string;
  facts: string[];
  level: Level;
  /** 1 (most beginners know it) to 5 (few do). */
  difficulty: number;
  prompt: string;
  explain: string;
  source: string;
  supersedes?: string[];
}

export interface ChoiceQuestion extends QuestionBase {
  type: 'choice';
  options: Option[];
}
export interface MultiQuestion extends QuestionBase {
  type: 'multi';
  options: Option[];
}
export interface OrderQuestion extends QuestionBase {
  type: 'order';
  /** In the right order. */
  steps: { text: string; why?: string }[];
  /** Pairs of step numbers (from 1) that may stand either way round. */
  any?: [number, number][];
}
export interface MatchQuestion extends QuestionBase {
  type: 'match';
  categories: string[];
  items: { text: string; category: string; why: string }[];
}
export interface TextQuestion extends QuestionBase {
  type: 'text';
  accept: string[];
  exact?: boolean;
  wrong?: Foreseen[];
}
export interface NumberQuestion extends QuestionBase {
  type: 'number';
  answer: number;
  unit?: string;
  /** Largest accepted distance from `answer`; 0 when absent. */
  tolerance?: number;
  wrong?: Foreseen[];
}

export type Question =
  | ChoiceQuestion
  | MultiQuestion
  | OrderQuestion
  | MatchQuestion
  | TextQuestion
  | NumberQuestion;

export interface SectionSummary {
  slug: string;
  title: string;
  minutes: number;
  objectives: string[];
}

export interface Section extends SectionSummary {
  /** Markdown without the front matter. */
  text: string;
}

export interface QuestionSummary {
  id: string;
  use: Use;
  objective: string;
  /** The section in which it is taught, by its place among the module's sections. */
  section: number;
  supersedes?: string[];
  /** Questions of one group are about things that are easily confused. */
  group?: string;
}

/** What lists and menus need of a module, small enough to load at every start. */
export interface ModuleSummary {
  id: string;
  title: string;
  summary: string;
  minutes: number;
  needs: string[];
  objectives: Objective[];
  /** How many there are, without looking at them: in a compiled course the two lists are loaded when first asked for. */
  size: { sections: number; questions: number };
  sections: SectionSummary[];
  questions: QuestionSummary[];
}

export interface Module extends Omit<ModuleSummary, 'size' | 'sections' | 'questions'> {
  facts: Fact[];
  misconceptions: Misconception[];
  /** Lists of things that are easily confused, such as PUT and PATCH. */
  confusable: string[][];
  glossary: Term[];
  sections: Section[];
  questions: Question[];
}

export interface CourseIndex {
  title: string;
  version: string;
  modules: ModuleSummary[];
}

export interface Course extends Omit<CourseIndex, 'modules'> {
  modules: Module[];
}

/** The slug of the section in which `question` is taught. */
export function sectionOf(question: { section: string }): string {
  return question.section.split('#', 1)[0]!;
}

/** The course-wide name of a question or section. */
export function reference(module: string, id: string): string {
  return `${module}/${id}`;
}

/** The part of a module that goes into the course index. */
export function summarise(module: Module): ModuleSummary {
  return {
    id: module.id,
    title: module.title,
    summary: module.summary,
    minutes: module.minutes,
    needs: module.needs,
    objectives: module.objectives,
    size: { sections: module.sections.length, questions: module.questions.length },
    sections: module.sections.map(({ slug, title, minutes, objectives }) => ({
      slug,
      title,
      minutes,
      objectives,
    })),
    questions: module.questions.map((question) => {
      const { id, use, objective, supersedes } = question;
      const group = groupOf(module, question);
      const section = module.sections.findIndex(({ slug }) => slug === sectionOf(question));
      const summary = { id, use, objective, section };
      return { ...summary, ...(supersedes && { supersedes }), ...(group !== undefined && { group }) };
    }),
  };
}
