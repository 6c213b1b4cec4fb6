import { givenLines } from '../../quiz/given.ts';
import type { Response } from '../../quiz/response.ts';
import type { Shown } from '../../quiz/show.ts';
import type { Pen } from '../pen.ts';
import { wrap } from '../text.ts';

/** The learner's own answer, indented to stand below a line that names it. */
export function givenAnswer(shown: Shown, response: Response, width: number, pen: Pen): string[] {
  const parts = givenLines(shown, response);
  // What was typed is shown as it was typed: no mark in it is Markdown.
  if (response.type === 'typed') return wrap(parts[0]!, width, '  ');
  const bullet = parts.length > 1 && response.type !== 'order' ? `${pen.theme.symbols.bullet} ` : '';
  const hang = response.type === 'order' ? '     ' : ' '.repeat(2 + bullet.length);
  return parts.flatMap((part) => wrap(pen.inline(part), width, `  ${bullet}`, hang));
}
