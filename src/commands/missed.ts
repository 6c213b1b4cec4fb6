import { type Module, type Question, sectionOf } from '../course/model.ts';
import { askedIn } from '../quiz/asked.ts';
import { answerLines } from '../quiz/feedback.ts';

/** Characters of a list's item that surely fit on one row of a terminal of 80 columns. */
const ROW = 70;

/** A missed question in a line or two: what was asked and what would have been right. */
export function missLine(question: Question): string {
  return `${askedIn(question.prompt)} **Right:** ${answerLines(question).join(' · ')}`;
}

/**
 * A list in Markdown of questions that are asked once more: what each asks and in which section it is taught, but not what is
 * right. It takes at most `rows` rows at 80 columns, or one question, and says how many are left out.
 */
export function missedList(module: Module, questions: Question[], rows: number): string[] {
  const items = questions.map((question) => {
    const { title } = module.sections.find(({ slug }) => slug === sectionOf(question))!;
    return `- ${askedIn(question.prompt)} (${title})`;
  });
  const isRoomFor = (count: number) => {
    const taken = items.slice(0, count).reduce((sum, item) => sum + Math.ceil(item.length / ROW), 0);
    return taken + (count < items.length ? 1 : 0) <= rows;
  };
  let shown = items.length;
  while (shown > 1 && !isRoomFor(shown)) shown--;
  const left = items.length - shown;
  return left > 0 ? [...items.slice(0, shown), `- and ${left} more`] : items;
}
