import type { Pen } from '../pen.ts';
import type { Picture } from '../screen.ts';
import { done, HINTS, type Program } from './program.ts';

/** Pages that the program draws itself, anew for every size of the terminal. */
export function pictureProgram(picture: Picture, pen: Pen): Program<number, 'done' | 'quit'> {
  return {
    start: 0,
    quit: 'quit',
    update(page, { name }, size) {
      const last = picture.draw(size, pen).pages.length - 1;
      const here = Math.min(page, last);
      switch (name) {
        case 'return':
        case 'enter':
        case 'space':
        case 'right':
        case 'down':
        case 'pagedown':
          return here < last ? here + 1 : done('done');
        case 'b':
        case 'left':
        case 'up':
        case 'pageup':
        case 'backspace':
          return here > 0 ? here - 1 : done('done');
        default:
          return here;
      }
    },
    view(page, size) {
      const { place, pages } = picture.draw(size, pen);
      const here = Math.min(page, pages.length - 1);
      return {
        title: picture.title,
        place: pages.length > 1 ? `page ${here + 1}/${pages.length}` : place,
        body: pages[here]!,
        top: 0,
        keys: [
          {
            key: 'Enter',
            does: 'go on',
            help: 'The next page; after the last one, back to where you came from.',
          },
          { ...HINTS.back, help: 'The page before. ← too.' },
          HINTS.help,
          HINTS.quit,
        ],
      };
    },
  };
}
