import type { Pen } from '../pen.ts';
import type { Move, Reading } from '../screen.ts';
import { bodyHeight, type Size, textWidth } from '../view/frame.ts';
import { type Page, pageWith, paginate } from '../view/paginate.ts';
import { done, HINTS, type Program } from './program.ts';

const SKIP = { key: 's', does: 'skip', help: 'Pass over the rest of this section.' };

interface State {
  /** First block of the page: what stays the same when the terminal changes its size. */
  block: number;
  /** Pages further on inside one long block. */
  within: number;
}

/** A text, page by page: a lesson's, of which the rest may be skipped, or a notice. */
export function pageProgram(
  reading: Reading,
  pen: Pen,
  kind: 'lesson' | 'notice' = 'lesson',
): Program<State, Move> {
  let cached: { key: string; pages: Page[] } | undefined;
  const pagesAt = (size: Size): Page[] => {
    const key = `${textWidth(size)} ${bodyHeight(size)}`;
    if (cached?.key !== key) {
      cached = { key, pages: paginate(pen.blocks(reading.text, textWidth(size)), bodyHeight(size)) };
    }
    return cached.pages;
  };
  const indexAt = ({ block, within }: State, pages: Page[]) => {
    const index = pageWith(pages, block) + within;
    return Math.min(pages.length - 1, index);
  };
  const at = (index: number, pages: Page[]): State => {
    const { block } = pages[index]!;
    return { block, within: index - pageWith(pages, block) };
  };
  return {
    start: { block: reading.block ?? 0, within: 0 },
    quit: 'quit',
    update(state, { name }, size) {
      const pages = pagesAt(size);
      const index = indexAt(state, pages);
      switch (name) {
        case 'return':
        case 'enter':
        case 'space':
        case 'right':
        case 'down':
        case 'pagedown':
          return index + 1 < pages.length ? at(index + 1, pages) : done('next');
        case 'b':
        case 'left':
        case 'up':
        case 'pageup':
        case 'backspace':
          return index > 0 ? at(index - 1, pages) : done('back');
        case 's':
          return kind === 'lesson' ? done('skip') : state;
        default:
          return state;
      }
    },
    view(state, size) {
      const pages = pagesAt(size);
      const index = indexAt(state, pages);
      return {
        title: reading.title,
        place: pages.length > 1 ? `page ${index + 1}/${pages.length}` : (reading.place ?? ''),
        body: pages[index]!.lines,
        top: 0,
        keys: [
          {
            key: 'Enter',
            does: 'go on',
            help: 'The next page; after the last one, what comes next. Space and → too.',
          },
          { ...HINTS.back, help: 'The page before. ← too.' },
          ...(kind === 'lesson' ? [SKIP] : []),
          HINTS.help,
          HINTS.quit,
        ],
      };
    },
    shown(state, size) {
      const pages = pagesAt(size);
      reading.onPage?.(pages[indexAt(state, pages)]!.block);
    },
  };
}
