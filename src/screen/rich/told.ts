import type { Pen } from '../pen.ts';
import type { Telling } from '../screen.ts';
import { feedbackLines, otherLines } from '../view/feedback.ts';
import { bodyHeight, type Size, textWidth } from '../view/frame.ts';
import { listFrame } from './list.ts';
import { done, HINTS, type Program } from './program.ts';

interface State {
  top: number;
}

/** The verdict on an answer and why; further down the question itself and the options that were left alone. */
export function toldProgram(telling: Telling, pen: Pen): Program<State, 'next' | 'back' | 'quit'> {
  const { question } = telling.shown;
  const { theme } = pen;
  const lines = (size: Size): string[] => {
    const width = textWidth(size);
    const rule = theme.faint(theme.symbols.rule.repeat(Math.min(width, 40)));
    return [
      ...feedbackLines(question, telling.feedback, width, pen, telling.remark),
      ...otherLines(telling.feedback.others, width, pen),
      '',
      rule,
      theme.faint('The question was:'),
      ...pen.lines(question.prompt, width),
    ];
  };
  return {
    start: { top: 0 },
    quit: 'quit',
    update({ top }, { name }, size) {
      const height = bodyHeight(size);
      const lowest = Math.max(0, lines(size).length - height);
      switch (name) {
        case 'return':
        case 'enter':
        case 'right':
          return done('next');
        case 'b':
        case 'left':
          return done('back');
        case 'down':
        case 'j':
          return { top: Math.min(lowest, top + 1) };
        case 'up':
        case 'k':
          return { top: Math.max(0, top - 1) };
        case 'space':
        case 'pagedown':
          return { top: Math.min(lowest, top + height - 1) };
        case 'pageup':
          return { top: Math.max(0, top - height + 1) };
        default:
          return { top };
      }
    },
    view: ({ top }, size) =>
      listFrame(
        telling,
        { lines: lines(size), ranges: [] },
        top,
        [
          { key: 'Enter', does: 'go on', help: 'Go on.' },
          { key: '↑↓', does: 'scroll', help: 'Read further: the other options, and the question once more.' },
          HINTS.back,
          HINTS.help,
          HINTS.quit,
        ],
        size,
      ),
  };
}
