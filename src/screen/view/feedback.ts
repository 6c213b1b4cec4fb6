import type { Question } from '../../course/model.ts';
import type { Feedback, Mark, Note } from '../../quiz/feedback.ts';
import type { Pen } from '../pen.ts';
import { wrap } from '../text.ts';
import type { Theme } from '../theme.ts';

/** The lines that tell how an answer fared and why. */
export function feedbackLines(
  question: Question,
  told: Feedback,
  width: number,
  pen: Pen,
  remark?: string,
): string[] {
  const { theme } = pen;
  const typed = question.type === 'text' || question.type === 'number';
  return [
    verdictLine(told, theme),
    ...(remark ? wrap(remark, width) : []),
    ...told.notes.flatMap((note) => ['', ...noteLines(note, label(note.mark, question), width, pen)]),
    ...(typed && told.result !== 'right'
      ? [
          '',
          ...wrap(
            pen.inline(told.answer.join(', ')),
            width,
            `${theme.right(theme.symbols.right)} The answer: `,
            '  ',
          ),
        ]
      : []),
    '',
    ...wrap(pen.inline(told.explain), width),
    ...wrap(`Source: ${told.source}`, width).map(theme.faint),
  ];
}

/** Why the options that nobody had to choose are not right. */
export function otherLines(others: Note[], width: number, pen: Pen): string[] {
  if (others.length === 0) return [];
  const title = pen.theme.strong('The other options');
  return ['', title, ...others.flatMap((note) => ['', ...noteLines(note, '', width, pen)])];
}

function verdictLine({ result, score }: Feedback, theme: Theme): string {
  const { symbols } = theme;
  switch (result) {
    case 'right':
      return theme.right(`${symbols.right} Right.`);
    case 'partial':
      return theme.partial(`${symbols.partial} Partly right (${Math.round(score * 100)} %).`);
    case 'wrong':
      return theme.wrong(`${symbols.wrong} Not right.`);
    case 'skipped':
      return theme.partial(`${symbols.missed} Here is the answer.`);
  }
}

function label(mark: Mark, question: Question): string {
  if (question.type === 'order' || question.type === 'match') return '';
  return { wrong: 'Your answer: ', missed: 'Right answer: ', right: '', other: '' }[mark];
}

function noteLines(note: Note, name: string, width: number, { theme, inline }: Pen): string[] {
  const { mark, text, why } = note;
  const symbol = {
    right: theme.right(theme.symbols.right),
    wrong: theme.wrong(theme.symbols.wrong),
    missed: theme.right(theme.symbols.right),
    other: theme.faint(theme.symbols.bullet),
  }[mark];
  return [
    ...wrap(`${name ? theme.strong(name) : ''}${inline(text)}`, width, `${symbol} `, '  '),
    ...(why ? wrap(inline(why), width, '  ') : []),
  ];
}
