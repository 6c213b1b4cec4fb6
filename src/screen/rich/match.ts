import type { MatchQuestion } from '../../course/model.ts';
import type { Response } from '../../quiz/response.ts';
import type { Pen } from '../pen.ts';
import type { Asking } from '../screen.ts';
import { wrap } from '../text.ts';
import { bodyHeight, type Size, textWidth } from '../view/frame.ts';
import { reveal, type Viewport } from '../view/scroll.ts';
import { bring, digit, follow, type ListBody, leave, listBody, markedFrame, moveInList } from './list.ts';
import { done, HINTS, type Program } from './program.ts';

interface State extends Viewport {
  /** Category of the item at each place, once one is given. */
  given: (number | undefined)[];
  hint: boolean;
}

const UNSORTED = 'Some items have no category yet.';

/** Items to sort into categories: a number key or the left and right arrows give the active item its category. */
export function matchProgram(asking: Asking, pen: Pen): Program<State, Response | 'back' | 'quit'> {
  const { places } = asking.shown;
  const question = asking.shown.question as MatchQuestion;
  const { categories, items } = question;
  const { theme } = pen;
  const body = ({ active, given, hint }: State, size: Size): ListBody => {
    const width = textWidth(size);
    const legend = categories.flatMap((category, index) =>
      wrap(pen.inline(category), width, `${theme.key(String(index + 1))} `, '  '),
    );
    const entries = places.map((index, place) => {
      const here = place === active;
      const pointer = here ? theme.active(theme.symbols.pointer) : ' ';
      const chosen = given[place];
      const text = pen.inline(items[index]!.text);
      const category =
        chosen === undefined ? theme.faint('…') : theme.strong(pen.inline(categories[chosen]!));
      return [
        ...wrap(here ? theme.active(text) : text, width, `${pointer} `, '  '),
        ...wrap(category, width, '    → ', '      '),
        ...(hint && here ? wrap(theme.partial(UNSORTED), width) : []),
      ];
    });
    return listBody([...pen.lines(question.prompt, width), '', ...legend, ''], entries);
  };
  const put = (state: State, category: number, size: Size, goOn: boolean): State => {
    const given = state.given.map((each, place) => (place === state.active ? category : each));
    const active = goOn ? Math.min(places.length - 1, state.active + 1) : state.active;
    const next = { ...state, given, active, hint: false };
    return { ...next, top: reveal(body(next, size).ranges[active]!, state.top, bodyHeight(size)) };
  };
  const turn = (state: State, by: number, size: Size): State => {
    const now = state.given[state.active] ?? (by > 0 ? -1 : 0);
    return put(state, (now + by + categories.length) % categories.length, size, false);
  };
  return {
    start: { active: 0, top: 0, given: places.map(() => undefined), hint: false },
    quit: 'quit',
    update(state, key, size) {
      const list = body(state, size);
      const moved = moveInList(state, key, list, size);
      if (moved) return { ...state, ...moved };
      const number = digit(key);
      const nearer = bring(state, list, size);
      if (number !== undefined && number <= categories.length)
        return nearer ?? put(state, number - 1, size, true);
      switch (key.name) {
        case 'right':
        case 'space':
          return nearer ?? turn(state, 1, size);
        case 'left':
          return nearer ?? turn(state, -1, size);
        case 'return':
        case 'enter': {
          if (nearer) return nearer;
          const open = state.given.indexOf(undefined);
          if (open !== -1) {
            const warned = { ...state, active: open, hint: true };
            return { ...warned, top: reveal(body(warned, size).ranges[open]!, state.top, bodyHeight(size)) };
          }
          const byItem: number[] = [];
          places.forEach((index, place) => {
            byItem[index] = state.given[place]!;
          });
          return done({ type: 'match', categories: byItem });
        }
        default: {
          const left = leave(key);
          return left ? done(left) : state;
        }
      }
    },
    resized: (state, size) => follow(state, body(state, size), size),
    view: (state, size) =>
      markedFrame(
        asking,
        body(state, size),
        state,
        [
          {
            key: `1-${categories.length}`,
            does: 'sort',
            help: 'Give the active item the category with that number.',
          },
          { key: 'Enter', does: 'answer', help: 'Give this answer, when every item has a category.' },
          HINTS.skip,
          { key: '↑↓', does: 'move', help: 'Move between the items; in a long question, through its text.' },
          { key: '←→', does: 'change', help: 'Change the category of the active item.' },
          HINTS.back,
          HINTS.help,
          HINTS.quit,
        ],
        size,
      ),
  };
}
