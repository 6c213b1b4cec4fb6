import type { Course, Question } from './model.ts';
import { reference } from './model.ts';

/** How a question of an older version of a course fared. */
export interface Change {
  /** `module/id` in the older version. */
  question: string;
  what: 'vanished' | 'type' | 'key';
  message: string;
}

/**
 * What a new version of a course does to the history that learners have: questions that vanished without a successor
 * (`supersedes`), and questions that kept their id but changed their type or their right answer.
 */
export function compareCourses(older: Course, newer: Course): Change[] {
  const current = new Map<string, Question>();
  const inherited = new Set<string>();
  for (const module of newer.modules) {
    for (const question of module.questions) {
      current.set(reference(module.id, question.id), question);
      for (const id of question.supersedes ?? []) inherited.add(reference(module.id, id));
    }
  }
  return older.modules.flatMap((module) =>
    module.questions.flatMap((before): Change[] => {
      const question = reference(module.id, before.id);
      const after = current.get(question);
      if (!after) {
        if (inherited.has(question)) return [];
        const message =
          'is gone and no question supersedes it. Name it under supersedes where its history belongs.';
        return [{ question, what: 'vanished', message }];
      }
      if (after.type !== before.type) {
        const message = `was a ${before.type} and is a ${after.type} now. Give the new one an id of its own.`;
        return [{ question, what: 'type', message }];
      }
      if (keyOf(after) === keyOf(before)) return [];
      const message = 'has another right answer now. If it asks something else, give it an id of its own.';
      return [{ question, what: 'key', message }];
    }),
  );
}

/** What counts as the right answer, whatever order the file gives it in. */
function keyOf(question: Question): string {
  switch (question.type) {
    case 'choice':
    case 'multi':
      return JSON.stringify(
        question.options
          .filter(({ correct }) => correct)
          .map(({ text }) => text)
          .sort(),
      );
    case 'order':
      return JSON.stringify(question.steps.map(({ text }) => text));
    case 'match':
      return JSON.stringify(question.items.map(({ text, category }) => [text, category]).sort());
    case 'text':
      return JSON.stringify([...question.accept].sort());
    case 'number':
      return JSON.stringify([question.answer, question.tolerance ?? 0]);
  }
}
