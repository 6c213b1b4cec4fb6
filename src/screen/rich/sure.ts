import type { Pen } from '../pen.ts';
import type { Asking } from '../screen.ts';
import { textWidth } from '../view/frame.ts';
import { listFrame } from './list.ts';
import { done, HINTS, type Program } from './program.ts';

/** One key before the verdict: was the learner sure? */
export function sureProgram(asking: Asking, pen: Pen): Program<object, boolean | 'quit'> {
  return {
    start: {},
    quit: 'quit',
    update(state, { name }) {
      if (name === 'y' || name === 'return' || name === 'enter') return done(true);
      return name === 'n' ? done(false) : state;
    },
    view: (_state, size) =>
      listFrame(
        asking,
        {
          lines: [
            ...pen.lines(asking.shown.question.prompt, textWidth(size)),
            '',
            pen.theme.strong('Are you sure of your answer?'),
          ],
          ranges: [],
        },
        Number.POSITIVE_INFINITY,
        [
          { key: 'y', does: 'sure', help: 'I know this.' },
          { key: 'n', does: 'not sure', help: 'I am not sure; ask me again a little sooner.' },
          HINTS.help,
          HINTS.quit,
        ],
        size,
      ),
  };
}
