import type { Question } from '../../course/model.ts';
import { answerTexts, type Shown, tellsTask } from '../../quiz/show.ts';
import type { Pen } from '../pen.ts';
import type { Asking } from '../screen.ts';
import { wrap } from '../text.ts';

/** A question as lines: its place first, then the prompt, the numbered answers and what to type. */
export function questionLines({ title, place, shown }: Asking, width: number, pen: Pen): string[] {
  const { question, places } = shown;
  const texts = answerTexts(question);
  const number = (index: number, place: number) => wrap(pen.inline(texts[index]!), width, `  ${place + 1}. `);
  const categories =
    question.type === 'match'
      ? [
          ...wrap('The categories:', width),
          ...question.categories.flatMap((text, index) => wrap(pen.inline(text), width, `  ${index + 1}. `)),
          ...wrap('The items, in turn:', width),
        ]
      : [];
  const items =
    question.type === 'match'
      ? places.flatMap((index) => wrap(pen.inline(texts[index]!), width, `  ${pen.theme.symbols.bullet} `))
      : places.flatMap(number);
  return [
    ...wrap(place ? `${place}  ${title}` : title, width),
    ...pen.lines(question.prompt, width),
    ...categories,
    ...items,
    ...wrap(`${task(shown, tellsTask(question))} s: I don't know. ?: help.`, width),
  ];
}

/** What to type, at length. */
export function questionHelp(shown: Shown, width: number): string[] {
  return [
    ...wrap(task(shown), width),
    ...wrap(
      "s: I don't know, show the answer. b: go back. q: quit; everything is saved. ?: this help.",
      width,
    ),
  ];
}

export const pageHelp =
  'Enter: go on. b: back. s: skip this section. q: quit; your place is saved. ?: this help.';

/** What to type; shorter where the prompt has just said what to do. */
function task({ question, places }: Shown, told = false): string {
  const count = places.length;
  const tasks: Record<Question['type'], string> = {
    choice: `Type one number from 1 to ${count}.`,
    multi: told
      ? 'Type their numbers, such as 1 3.'
      : 'Choose all that apply: type their numbers, such as 1 3.',
    order: told
      ? `Type all ${count} numbers, first to last.`
      : `Put the steps in order: type all ${count} numbers, first to last.`,
    match: `Type ${count} category numbers, one for each item in turn.`,
    text: 'Type the answer.',
    number:
      question.type === 'number' && question.unit ? `Type a number (${question.unit}).` : 'Type a number.',
  };
  return tasks[question.type];
}
