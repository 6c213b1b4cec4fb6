import { checkQuestions } from './check-questions.ts';
import { checkSections } from './check-sections.ts';
import { CourseFiles } from './files.ts';
import type { Problem } from './problem.ts';
import { type ReadModule, readCourse } from './read.ts';
import { type Report, repeated, reporter } from './report.ts';
import { dictionaryOf } from './rules/dictionary.ts';
import { applyRules } from './rules/index.ts';

export interface CheckResult {
  problems: Problem[];
  modules: number;
  sections: number;
  questions: number;
}

export interface CheckOptions {
  /** Also give advice; without it, only errors. */
  advice?: boolean;
  /**
   * Texts of word lists, a word per line, for the advice on spelling. The course's own lessons/words.txt is added.
   * Without lists, spelling is not checked.
   */
  wordLists?: readonly string[];
}

/**
 * Every problem of a course folder, sorted by place. Throws CourseError when there is no course at all.
 */
export function checkCourse(dir: string, { advice = false, wordLists = [] }: CheckOptions = {}): CheckResult {
  const { course, modules, problems } = readCourse(dir);
  const found = [...problems];
  const known = new Set(course.modules.map(({ id }) => id));
  for (const read of modules) {
    const report = reporter(found);
    checkModule(read, known, report);
    checkSections(read, report);
    checkQuestions(read, report);
  }
  const dictionary = advice && wordLists.length > 0 ? dictionaryOf(...wordLists, ownWords(dir)) : undefined;
  const wanted = applyRules(modules, dictionary).filter(({ severity }) => advice || severity === 'error');
  found.push(...wanted);
  found.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
  return {
    problems: found,
    modules: course.modules.length,
    sections: course.modules.reduce((sum, { sections }) => sum + sections.length, 0),
    questions: course.modules.reduce((sum, { questions }) => sum + questions.length, 0),
  };
}

/** The course's list of words that no dictionary holds; empty when there is none. */
function ownWords(dir: string): string {
  const files = new CourseFiles(dir);
  return files.list('lessons').includes('words.txt') ? (files.read('lessons/words.txt') ?? '') : '';
}

function checkModule({ module, locate }: ReadModule, known: Set<string>, report: Report): void {
  const file = `lessons/${module.id}/module.yaml`;
  const slugs = new Set(module.sections.map(({ slug }) => slug));
  const say = (path: PropertyKey[], message: string) => report(file, locate.module(path), message);

  if (module.sections.length === 0) say([], 'The module has no section. Add lessons/<module>/01-<slug>.md.');
  module.needs.forEach((need, index) => {
    if (!known.has(need)) say(['needs', index], `There is no module "${need}" in course.yaml.`);
  });
  module.misconceptions.forEach(({ id, section }, index) => {
    if (!slugs.has(section)) {
      say(
        ['misconceptions', index, 'section'],
        `${id} points at the section "${section}", which does not exist.`,
      );
    }
  });
  for (const list of ['objectives', 'facts', 'misconceptions'] as const) {
    for (const index of repeated(module[list].map(({ id }) => id))) {
      say([list, index, 'id'], `The id ${module[list][index]!.id} is used twice. Ids are unique.`);
    }
  }
  const terms = module.glossary.map(({ term }) => term.toLowerCase());
  for (const index of repeated(terms)) {
    report(
      `lessons/${module.id}/glossary.yaml`,
      locate.glossary(['terms', index, 'term']),
      `The term "${terms[index]}" is defined twice. Keep one definition.`,
    );
  }
}
