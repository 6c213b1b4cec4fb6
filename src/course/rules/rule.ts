import type { Question } from '../model.ts';
import type { Severity } from '../problem.ts';
import type { ReadModule } from '../read.ts';

/** A place in a file of the course. Line and column count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** Notes one finding; advice unless said otherwise. */
export type Say = (place: Place, message: string, severity?: Severity) => void;

/** One family of rules: looks at all modules of a course, because some faults lie between two questions. */
export type Rule = (modules: readonly ReadModule[], say: Say) => void;

/** A question with its module and the way to places in it. */
export interface Asked {
  read: ReadModule;
  question: Question;
  /** The place of a field; `[]` is the question itself. */
  place: (path: readonly PropertyKey[]) => Place;
}

/** Every question of the modules, in file order. */
export function questionsOf(modules: readonly ReadModule[]): Asked[] {
  return modules.flatMap((read) => {
    const file = `quizzes/${read.module.id}.yaml`;
    return read.module.questions.map((question, index) => ({
      read,
      question,
      place: (path: readonly PropertyKey[]) => ({ file, ...read.locate.questions([index, ...path]) }),
    }));
  });
}

/** The place of a field in module.yaml. */
export function inModule({ module, locate }: ReadModule, path: readonly PropertyKey[]): Place {
  return { file: `lessons/${module.id}/module.yaml`, ...locate.module(path) };
}

/** The place of a field in glossary.yaml. */
export function inGlossary({ module, locate }: ReadModule, path: readonly PropertyKey[]): Place {
  return { file: `lessons/${module.id}/glossary.yaml`, ...locate.glossary(path) };
}
