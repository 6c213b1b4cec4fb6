import type { Response } from '../../quiz/response.ts';
import { answerTexts, tellsTask } from '../../quiz/show.ts';
import type { Pen } from '../pen.ts';
import type { Asking } from '../screen.ts';
import { wrap } from '../text.ts';
import { bodyHeight, type Size, textWidth } from '../view/frame.ts';
import { reveal, type Viewport } from '../view/scroll.ts';
import {
  bring,
  digit,
  follow,
  type ListBody,
  leave,
  listBody,
  markedFrame,
  moveInList,
  readOn,
} from './list.ts';
import { done, HINTS, type Program } from './program.ts';

interface State extends Viewport {
  /** Ticked places, for `multi`. */
  ticked: number[];
  /** Said when Enter is pressed with nothing ticked. */
  hint: boolean;
}

const UNTICKED = 'Tick at least one with Space, or press s.';

/** One right option (`choice`) or all that apply (`multi`). */
export function choiceProgram(asking: Asking, pen: Pen): Program<State, Response | 'back' | 'quit'> {
  const { question, places } = asking.shown;
  const multi = question.type === 'multi';
  const { theme } = pen;
  const texts = answerTexts(question);
  const body = ({ active, ticked, hint }: State, size: Size): ListBody => {
    const width = textWidth(size);
    const entries = places.map((index, place) => {
      const pointer = place === active ? theme.active(theme.symbols.pointer) : ' ';
      const box = ticked.includes(place) ? theme.right(theme.symbols.ticked) : theme.symbols.unticked;
      const lead = `${pointer} ${multi ? `${box} ` : ''}${place + 1}. `;
      const text = pen.inline(texts[index]!);
      const warning = hint && place === active ? wrap(theme.partial(UNTICKED), width) : [];
      return [...wrap(place === active ? theme.active(text) : text, width, lead), ...warning];
    });
    const task = multi && !tellsTask(question) ? ['', theme.faint('Choose all that apply.')] : [];
    return listBody([...pen.lines(question.prompt, width), ...task, ''], entries);
  };
  const answer = ({ active, ticked }: State): Response =>
    multi
      ? { type: 'multi', options: ticked.map((place) => places[place]!) }
      : { type: 'choice', option: places[active]! };
  return {
    start: { active: 0, top: 0, ticked: [], hint: false },
    quit: 'quit',
    update(state, key, size) {
      const list = body(state, size);
      const moved = moveInList(state, key, list, size);
      if (moved) return { ...state, ...moved };
      const number = digit(key);
      const toggle = (place: number, from: State): State => ({
        ...from,
        hint: false,
        ticked: from.ticked.includes(place)
          ? from.ticked.filter((each) => each !== place)
          : [...from.ticked, place],
      });
      if (number !== undefined && number <= places.length) {
        const active = number - 1;
        const at = { ...state, active, top: reveal(list.ranges[active]!, state.top, bodyHeight(size)) };
        return multi ? toggle(active, at) : at;
      }
      switch (key.name) {
        case 'space':
          return multi ? (bring(state, list, size) ?? toggle(state.active, state)) : state;
        case 'return':
        case 'enter': {
          const unread = readOn(state, list, size);
          if (unread) return unread;
          if (!multi || state.ticked.length > 0) return done(answer(state));
          const warned = { ...state, hint: true };
          return bring(warned, body(warned, size), size) ?? warned;
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
          ...(multi
            ? [{ key: 'Space', does: 'tick', help: 'Tick or untick the option. So does its number.' }]
            : []),
          { key: 'Enter', does: 'answer', help: 'Give this answer.' },
          HINTS.skip,
          {
            key: '↑↓',
            does: 'move',
            help: 'Move between the options; in a long question, through its text.',
          },
          HINTS.back,
          ...(multi ? [] : [{ key: '1-9', does: 'go to', help: 'Go to the option with that number.' }]),
          HINTS.help,
          HINTS.quit,
        ],
        size,
        readOn,
      ),
  };
}
