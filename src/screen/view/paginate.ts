/** Part of a text that fits one screen. */
export interface Page {
  lines: string[];
  /** Index of the first block on it, which stays the same at every terminal size. */
  block: number;
}

interface Block {
  heading: boolean;
  lines: string[];
}

/**
 * Fills pages of `height` lines with blocks, an empty line between them. A block is kept whole unless it is higher
 * than a page; a heading is never left alone at the bottom.
 */
export function paginate(blocks: Block[], height: number): Page[] {
  const pages: Page[] = [];
  let page: Page | undefined;
  const open = (block: number) => {
    page = { lines: [], block };
    pages.push(page);
    return page;
  };
  blocks.forEach((block, index) => {
    const next = blocks[index + 1];
    const company =
      block.heading && next ? 1 + Math.min(next.lines.length, height - block.lines.length - 1) : 0;
    const needed = block.lines.length + company;
    let current = page ?? open(index);
    const gap = current.lines.length > 0 ? 1 : 0;
    if (gap && current.lines.length + gap + needed > height) {
      // A long block may begin on a page that has much room left; a short one moves on whole.
      const room = height - current.lines.length - gap;
      if (block.heading || block.lines.length <= height || room < 4) current = open(index);
    }
    if (current.lines.length > 0) current.lines.push('');
    for (const line of block.lines) {
      if (current.lines.length >= height) current = open(index);
      current.lines.push(line);
    }
  });
  return pages.length > 0 ? pages : [{ lines: [], block: 0 }];
}

/** Index of the page that holds `block` (its beginning, when it runs over several). */
export function pageWith(pages: Page[], block: number): number {
  const after = pages.findIndex((page) => page.block > block);
  const last = after === -1 ? pages.length - 1 : Math.max(0, after - 1);
  // Pages that continue one long block share its index: the first of them holds its beginning.
  return pages.findIndex((page) => page.block === pages[last]!.block);
}
