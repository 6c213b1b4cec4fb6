import type { Response } from '../../quiz/response.ts';
import type { Pen } from '../pen.ts';
import type { Asking } from '../screen.ts';
import { bodyHeight, type Size, textWidth } from '../view/frame.ts';
import { givenAnswer } from '../view/given.ts';
import { reveal } from '../view/scroll.ts';
import { type ListBody, listBody, listFrame } from './list.ts';
import { done, HINTS, type Program } from './program.ts';

interface State {
  /** First line on the screen, once the learner has moved. */
  top?: number;
}

/**
 * One key before the verdict: was the learner sure? Below stands the answer given, as much of it as there is room for;
 * above it the question, to look at again.
 */
export function sureProgram(asking: Asking, response: Response, pen: Pen): Program<State, boolean | 'quit'> {
  const body = (size: Size): ListBody => {
    const width = textWidth(size);
    const asked = pen.theme.strong('Are you sure of your answer?');
    const given = givenAnswer(asking.shown, response, width, pen);
    return listBody([...pen.lines(asking.shown.question.prompt, width), ''], [[asked, ...given]]);
  };
  const topOf = ({ top }: State, { ranges }: ListBody, size: Size): number =>
    top ?? reveal(ranges[0]!, 0, bodyHeight(size));
  return {
    start: {},
    quit: 'quit',
    update(state, { name }, size) {
      const list = body(size);
      const height = bodyHeight(size);
      const lowest = Math.max(0, list.lines.length - height);
      const to = (by: number): State => ({
        top: Math.max(0, Math.min(lowest, topOf(state, list, size) + by)),
      });
      switch (name) {
        case 'y':
          return done(true);
        case 'n':
          return done(false);
        case 'up':
        case 'k':
          return to(-1);
        case 'down':
        case 'j':
          return to(1);
        case 'pageup':
          return to(1 - height);
        case 'pagedown':
          return to(height - 1);
        default:
          return state;
      }
    },
    view: (state, size) => {
      const list = body(size);
      return listFrame(
        asking,
        list,
        topOf(state, list, size),
        [
          { key: 'y', does: 'sure', help: 'I know this.' },
          { key: 'n', does: 'not sure', help: 'I am not sure; ask me again a little sooner.' },
          { key: '↑↓', does: 'scroll', help: 'Look at the question and the answer again.' },
          HINTS.help,
          HINTS.quit,
        ],
        size,
      );
    },
  };
}
