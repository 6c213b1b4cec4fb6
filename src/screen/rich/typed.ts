import { parseLine } from '../../quiz/parse-line.ts';
import type { Response } from '../../quiz/response.ts';
import type { Pen } from '../pen.ts';
import type { Asking } from '../screen.ts';
import { wrap } from '../text.ts';
import { bodyHeight, type Size, textWidth } from '../view/frame.ts';
import { reveal } from '../view/scroll.ts';
import { bring, type ListBody, listBody, listFrame } from './list.ts';
import { done, HINTS, type Program } from './program.ts';
import { HELP } from './run.ts';

interface State {
  line: string;
  cursor: number;
  top: number;
  hint: string;
}

/** A short text or a number, typed. `?` counts at the beginning of a line, `b`, `s` and `q` when they are the whole of it. */
export function typedProgram(asking: Asking, pen: Pen): Program<State, Response | 'back' | 'quit'> {
  const { question } = asking.shown;
  const { theme } = pen;
  const helpAtOnce = !(question.type === 'text' && question.accept.some((answer) => answer.startsWith('?')));
  const unit = question.type === 'number' && question.unit ? ` ${pen.inline(question.unit)}` : '';
  const body = ({ line, cursor, hint }: State, size: Size): ListBody => {
    const width = textWidth(size);
    const typed = line.slice(0, cursor) + theme.active(theme.symbols.cursor) + line.slice(cursor);
    const entry = wrap(`${typed}${theme.faint(unit)}`, width, `${theme.active(theme.symbols.pointer)} `);
    const task = question.type === 'number' ? 'Type a number, then Enter.' : 'Type the answer, then Enter.';
    const warning = hint ? ['', ...wrap(theme.partial(hint), width)] : [];
    return listBody([...pen.lines(question.prompt, width), '', theme.faint(task), ''], [entry, warning]);
  };
  return {
    typed: true,
    start: { line: '', cursor: 0, top: 0, hint: '' },
    quit: 'quit',
    update(state, key, size) {
      const typing = { ...state, line: key.line, cursor: key.cursor };
      const list = body(typing, size);
      const height = bodyHeight(size);
      switch (key.name) {
        case 'pagedown':
          return {
            ...typing,
            top: Math.min(Math.max(0, list.lines.length - height), state.top + height - 1),
          };
        case 'pageup':
          return { ...typing, top: Math.max(0, state.top - height + 1) };
        case 'return':
        case 'enter':
          break;
        default:
          if (helpAtOnce && state.line === '' && key.line === '?') return HELP as unknown as State;
          return { ...typing, hint: '', top: reveal(list.ranges[0]!, state.top, height) };
      }
      // By the time Enter is heard, readline has begun a new line: what was typed is what was last seen.
      const text = state.line.trim();
      const cleared = { line: '', cursor: 0, top: state.top, hint: '' };
      const hinted = (hint: string): State => {
        const warned = { ...cleared, hint };
        const { ranges } = body(warned, size);
        return { ...warned, top: reveal({ from: ranges[0]!.from, to: ranges[1]!.to }, state.top, height) };
      };
      const unread = text === '' && bring({ ...cleared, active: 0 }, list, size);
      if (unread) return { ...cleared, top: unread.top };
      if (text === '') return hinted('Type something, or s and Enter to see the answer.');
      if (text === '?') return HELP as unknown as State;
      if (text === 'b') return done('back');
      if (text === 'q') return done('quit');
      if (text === 's') return done({ type: 'skip' });
      const response = parseLine(asking.shown, text);
      return 'expected' in response ? hinted(response.expected) : done(response);
    },
    view: (state, size) =>
      listFrame(
        asking,
        body(state, size),
        state.top,
        [
          bring({ ...state, active: 0 }, body(state, size), size)
            ? HINTS.readOn
            : { key: 'Enter', does: 'answer', help: 'Give what you have typed as the answer.' },
          { ...HINTS.skip, key: 's Enter' },
          { ...HINTS.back, key: 'b Enter' },
          { key: 'PgUp PgDn', does: 'scroll', help: 'Move through a long question.' },
          helpAtOnce ? HINTS.help : { ...HINTS.help, key: '? Enter' },
          { ...HINTS.quit, key: 'q Enter' },
        ],
        size,
      ),
  };
}
