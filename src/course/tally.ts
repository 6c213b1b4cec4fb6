import type { Module, Question } from './model.ts';
import { uses } from './rules/coverage.ts';

/** How many of something there are and how many of these are asked. */
export interface Coverage {
  asked: number;
  of: number;
}

/** Counts of a question bank, of one module or of a whole course. */
export interface Tally {
  sections: number;
  questions: number;
  /** Numbers of questions by their fields, zeros left out. */
  type: Record<string, number>;
  level: Record<string, number>;
  use: Record<string, number>;
  difficulty: Record<string, number>;
  objectives: Coverage;
  facts: Coverage;
  misconceptions: Coverage;
  /** Wrong options (and foreseen wrong answers) that name a misconception, of all. */
  distractors: Coverage;
}

const LEVELS: Question['level'][] = ['remember', 'understand', 'apply', 'analyse', 'evaluate', 'create'];

/** Counts over `modules` together. */
export function tally(modules: readonly Module[]): Tally {
  const questions = modules.flatMap((module) => module.questions);
  const covered = (list: 'objectives' | 'facts' | 'misconceptions'): Coverage =>
    modules.reduce(
      ({ asked, of }, module) => {
        const used = uses(module)[list];
        return {
          asked: asked + module[list].filter(({ id }) => used.has(id)).length,
          of: of + module[list].length,
        };
      },
      { asked: 0, of: 0 },
    );
  const wrong = questions.flatMap(distractorsOf);
  return {
    sections: modules.reduce((sum, { sections }) => sum + sections.length, 0),
    questions: questions.length,
    type: count(questions.map(({ type }) => type)),
    level: count(
      questions.map(({ level }) => level),
      LEVELS,
    ),
    use: count(
      questions.map(({ use }) => use),
      ['pretest', 'checkpoint', 'quiz'],
    ),
    difficulty: count(questions.map(({ difficulty }) => String(difficulty))),
    objectives: covered('objectives'),
    facts: covered('facts'),
    misconceptions: covered('misconceptions'),
    distractors: { asked: wrong.filter(({ misconception }) => misconception).length, of: wrong.length },
  };
}

function distractorsOf(question: Question): { misconception?: string | undefined }[] {
  if (question.type === 'choice' || question.type === 'multi')
    return question.options.filter(({ correct }) => !correct);
  return 'wrong' in question ? (question.wrong ?? []) : [];
}

/** Numbers of equal values, in the order given, else by number. */
function count(values: readonly string[], order?: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const names = order ?? [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)!);
  // Keys that look like numbers come in ascending order by themselves.
  return Object.fromEntries(names.flatMap((name) => (counts.has(name) ? [[name, counts.get(name)!]] : [])));
}
