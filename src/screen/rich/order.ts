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
  /** Step indexes (in the course file) from first to last as the learner has put them. */
  order: number[];
  /** Whether the active step is picked up and moves with the arrows. */
  held: boolean;
}

/** Steps to put in order: pick one up, carry it with the arrows, put it down. */
export function orderProgram(asking: Asking, pen: Pen): Program<State, Response | 'back' | 'quit'> {
  const { question, places } = asking.shown;
  const { theme } = pen;
  const texts = answerTexts(question);
  const body = ({ active, order, held }: State, size: Size): ListBody => {
    const width = textWidth(size);
    const entries = order.map((index, place) => {
      const here = place === active;
      const pointer = here ? theme.active(held ? '↕' : theme.symbols.pointer) : ' ';
      const text = pen.inline(texts[index]!);
      return wrap(
        here ? theme.active(held ? theme.strong(text) : text) : text,
        width,
        `${pointer} ${place + 1}. `,
      );
    });
    const begin = tellsTask(question) ? 'Pick a step up with Space.' : 'Put the steps in order.';
    const task = theme.faint(held ? 'Carry it with ↑ ↓, put it down with Space.' : begin);
    return listBody([...pen.lines(question.prompt, width), '', task, ''], entries);
  };
  /** Moves the held step to another place, with all between making room. */
  const carry = (state: State, to: number, size: Size): State => {
    if (to < 0 || to >= state.order.length) return state;
    const order = [...state.order];
    const [step] = order.splice(state.active, 1);
    order.splice(to, 0, step!);
    const moved = { ...state, order, active: to };
    return { ...moved, top: reveal(body(moved, size).ranges[to]!, state.top, bodyHeight(size)) };
  };
  return {
    start: { active: 0, top: 0, order: places, held: false },
    quit: 'quit',
    update(state, key, size) {
      const number = digit(key);
      if (state.held) {
        if (key.name === 'up' || key.name === 'k') return carry(state, state.active - 1, size);
        if (key.name === 'down' || key.name === 'j') return carry(state, state.active + 1, size);
        if (number !== undefined) return carry(state, number - 1, size);
      }
      const list = body(state, size);
      const moved = moveInList(state, key, list, size);
      if (moved) return { ...state, ...moved };
      if (number !== undefined && number <= places.length) {
        const active = number - 1;
        return { ...state, active, top: reveal(list.ranges[active]!, state.top, bodyHeight(size)) };
      }
      switch (key.name) {
        case 'space':
          return bring(state, list, size) ?? { ...state, held: !state.held };
        case 'return':
        case 'enter': {
          const unread = (state.held ? bring : readOn)(state, list, size);
          if (unread) return unread;
          return state.held ? { ...state, held: false } : done({ type: 'order', steps: state.order });
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
            key: 'Space',
            does: state.held ? 'put down' : 'pick up',
            help: 'Pick a step up, or put it down.',
          },
          {
            key: 'Enter',
            does: state.held ? 'put down' : 'answer',
            help: 'Give this order as the answer.',
          },
          HINTS.skip,
          {
            key: '↑↓',
            does: state.held ? 'carry' : 'move',
            help: 'Move between the steps, or carry the one picked up.',
          },
          HINTS.back,
          { key: '1-9', does: 'go to', help: 'Go to that place, or carry the picked-up step there.' },
          HINTS.help,
          HINTS.quit,
        ],
        size,
        state.held ? bring : readOn,
      ),
  };
}
