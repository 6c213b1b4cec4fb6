import type { Pen } from '../pen.ts';
import type { Menu } from '../screen.ts';
import { wrap } from '../text.ts';
import type { Theme } from '../theme.ts';
import { bodyHeight, type Size, textWidth } from '../view/frame.ts';
import { reveal, type Viewport } from '../view/scroll.ts';
import { bring, digit, follow, type ListBody, listBody, markedFrame, moveInList } from './list.ts';
import { done, HINTS, type Program } from './program.ts';

/** Something to choose from. Without a pen the menu's text is taken as plain lines, so that it shows at once. */
export function menuProgram<T>(menu: Menu<T>, theme: Theme, pen?: Pen): Program<Viewport, T | 'quit'> {
  const body = ({ active }: Viewport, size: Size): ListBody => {
    const width = textWidth(size);
    const text = menu.text ?? '';
    const intro = pen ? pen.lines(text, width) : text.split('\n').flatMap((line) => wrap(line, width));
    const entries = menu.choices.map(({ label, hint }, place) => {
      const here = place === active;
      const lead = `${here ? theme.active(theme.symbols.pointer) : ' '} ${place + 1}. `;
      const words = here ? theme.active(label) : label;
      return wrap(hint ? `${words}  ${theme.faint(hint)}` : words, width, lead);
    });
    return listBody(text ? [...intro, ''] : [], entries);
  };
  // Where the screen must stand to show the first mark is known only with the terminal's size.
  const settle = (state: Viewport, list: ListBody, size: Size): Viewport =>
    state.top >= 0 ? state : { ...state, top: reveal(list.ranges[state.active]!, 0, bodyHeight(size)) };
  return {
    start: { active: menu.at ?? 0, top: menu.at === undefined ? 0 : -1 },
    quit: 'quit',
    update(before, key, size) {
      const list = body(before, size);
      const state = settle(before, list, size);
      const moved = moveInList(state, key, list, size);
      if (moved) return moved;
      const number = digit(key);
      if (number !== undefined && number <= menu.choices.length) {
        return { active: number - 1, top: reveal(list.ranges[number - 1]!, state.top, bodyHeight(size)) };
      }
      const entered =
        key.name === 'return' || key.name === 'enter' || key.name === 'right' || key.name === 'space';
      if (!entered) return state;
      return bring(state, list, size) ?? done(menu.choices[state.active]!.value);
    },
    resized(before, size) {
      const list = body(before, size);
      return follow(settle(before, list, size), list, size);
    },
    view(before, size) {
      const list = body(before, size);
      return markedFrame(
        menu,
        list,
        settle(before, list, size),
        [
          { key: '↑↓', does: 'move', help: 'Move between the lines, or go to one by its number.' },
          { key: 'Enter', does: 'choose', help: 'Do what the marked line says.' },
          HINTS.help,
          HINTS.quit,
        ],
        size,
      );
    },
  };
}
