import { diagramProblems } from './diagram.ts';
import type { Question } from './model.ts';
import type { ReadModule } from './read.ts';
import { type Report, repeated } from './report.ts';
import { feedbackTexts, misconceptionsOf } from './rules/texts.ts';
import { headingSlugs } from './slug.ts';

const FEWEST_WORDS = 12;
const MOST_WORDS = 45;
const PROMPT_WIDTH = 76;

/** Rules for questions that a schema cannot say: links, feedback, widths. */
export function checkQuestions({ module, locate }: ReadModule, report: Report): void {
  const file = `quizzes/${module.id}.yaml`;
  const ids = {
    objective: new Set(module.objectives.map(({ id }) => id)),
    fact: new Set(module.facts.map(({ id }) => id)),
    misconception: new Set(module.misconceptions.map(({ id }) => id)),
  };
  const headings = new Map(module.sections.map(({ slug, text }) => [slug, new Set(headingSlugs(text))]));

  module.questions.forEach((question, index) => {
    const say = (path: readonly PropertyKey[], message: string) =>
      report(file, locate.questions([index, ...path]), `${question.id}: ${message}`);
    const [slug, heading] = question.section.split('#') as [string, string | undefined];
    const known = headings.get(slug);
    if (!known) say(['section'], `there is no section "${slug}" in this module`);
    else if (heading && !known.has(heading)) {
      say(['section'], `the section "${slug}" has no heading "${heading}"; it has ${[...known].join(', ')}`);
    }
    if (!ids.objective.has(question.objective))
      say(['objective'], `the module has no objective ${question.objective}`);
    question.facts.forEach((fact, at) => {
      if (!ids.fact.has(fact)) say(['facts', at], `the module has no fact ${fact}`);
    });
    for (const { path, misconception } of misconceptionsOf(question)) {
      if (!ids.misconception.has(misconception))
        say(path, `the module has no misconception ${misconception}`);
    }
    for (const { message } of diagramProblems(question.prompt, PROMPT_WIDTH)) say(['prompt'], message);
    checkFeedback(question, say);
  });

  for (const index of repeated(module.questions.map(({ id }) => id))) {
    report(
      file,
      locate.questions([index, 'id']),
      `The id ${module.questions[index]!.id} is used twice. Rename this one.`,
    );
  }
}

function checkFeedback(
  question: Question,
  say: (path: readonly PropertyKey[], message: string) => void,
): void {
  const seen = new Set<string>();
  for (const { path, text: why } of feedbackTexts(question)) {
    const words = why.split(/\s+/).filter(Boolean).length;
    const fewest = question.type === 'order' ? 8 : FEWEST_WORDS;
    if (words < fewest || words > MOST_WORDS) {
      say(
        path,
        `this feedback has ${words} words; use ${fewest} to ${MOST_WORDS} to name the mistake and the truth`,
      );
    }
    if (seen.has(why))
      say(path, 'this feedback is a copy of another one; say what is special about this answer');
    seen.add(why);
  }
}
