import type { Question } from '../model.ts';
import type { ReadModule } from '../read.ts';
import { inGlossary, inModule, type Place, questionsOf } from './rule.ts';

/** One text of a question and the field in which it stands. */
export interface Text {
  path: readonly PropertyKey[];
  text: string;
}

/** What a learner can choose from: options, steps, or items and categories. Nothing for typed answers. */
export function choiceTexts(question: Question): Text[] {
  const list = (key: string, entries: { text: string }[]) =>
    entries.map(({ text }, index) => ({ path: [key, index, 'text'], text }));
  switch (question.type) {
    case 'choice':
    case 'multi':
      return list('options', question.options);
    case 'order':
      return list('steps', question.steps);
    case 'match':
      return [
        ...question.categories.map((text, index) => ({ path: ['categories', index], text })),
        ...list('items', question.items),
      ];
    case 'text':
    case 'number':
      return [];
  }
}

/** The feedback for each single answer, as far as there is any. */
export function feedbackTexts(question: Question): Text[] {
  const list = (key: string, entries: { why?: string | undefined }[]) =>
    entries.flatMap(({ why }, index) =>
      why === undefined ? [] : [{ path: [key, index, 'why'], text: why }],
    );
  switch (question.type) {
    case 'choice':
    case 'multi':
      return list('options', question.options);
    case 'order':
      return list('steps', question.steps);
    case 'match':
      return list('items', question.items);
    case 'text':
    case 'number':
      return list('wrong', question.wrong ?? []);
  }
}

/** The misconceptions that a question's wrong answers show, each with its field. */
export function misconceptionsOf(
  question: Question,
): { path: readonly PropertyKey[]; misconception: string }[] {
  const list = (key: string, entries: { misconception?: string | undefined }[]) =>
    entries.flatMap(({ misconception }, index) =>
      misconception ? [{ path: [key, index, 'misconception'], misconception }] : [],
    );
  if (question.type === 'choice' || question.type === 'multi') return list('options', question.options);
  return 'wrong' in question ? list('wrong', question.wrong ?? []) : [];
}

/** Every text of a question that a learner reads, without its source. */
export function learnerTexts(question: Question): Text[] {
  return [
    { path: ['prompt'], text: question.prompt },
    ...choiceTexts(question),
    ...feedbackTexts(question),
    { path: ['explain'], text: question.explain },
  ];
}

/** A text of a course with the place where it begins. */
export interface PlacedText extends Place {
  text: string;
}

/** Every text that learners read in the modules: lessons, glossaries, objectives, facts, questions. Sources not. */
export function allTexts(modules: readonly ReadModule[]): PlacedText[] {
  return [
    ...modules.flatMap(moduleTexts),
    ...questionsOf(modules).flatMap(({ question, place }) =>
      learnerTexts(question).map(({ path, text }) => ({ ...place(path), text })),
    ),
  ];
}

function moduleTexts(read: ReadModule): PlacedText[] {
  const { module, files } = read;
  const found: PlacedText[] = [];
  for (const key of ['title', 'summary'] as const)
    found.push({ ...inModule(read, [key]), text: module[key] });
  for (const list of ['objectives', 'facts', 'misconceptions'] as const) {
    module[list].forEach(({ text }, index) => {
      found.push({ ...inModule(read, [list, index, 'text']), text });
    });
  }
  module.glossary.forEach(({ term, definition }, index) => {
    found.push({ ...inGlossary(read, ['terms', index, 'definition']), text: `${term}: ${definition}` });
  });
  for (const { slug, title, text } of module.sections) {
    const { file, lines, locate } = files.get(slug)!;
    found.push({ file, ...locate(['title']), text: title });
    found.push({ file, line: lines + 1, column: 1, text });
  }
  return found;
}

/** Every source of the modules, with its place. */
export function sourceTexts(modules: readonly ReadModule[]): PlacedText[] {
  return [
    ...modules.flatMap((read) => [
      ...read.module.facts.map(({ source }, index) => ({
        ...inModule(read, ['facts', index, 'source']),
        text: source,
      })),
      ...read.module.glossary.map(({ source }, index) => ({
        ...inGlossary(read, ['terms', index, 'source']),
        text: source,
      })),
    ]),
    ...questionsOf(modules).map(({ question, place }) => ({ ...place(['source']), text: question.source })),
  ];
}
