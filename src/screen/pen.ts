import type { Block, RenderOptions } from './markdown/render.ts';
import type { Theme } from './theme.ts';

/** Turns a course's Markdown into lines. The renderer is heavy, so it is loaded when first needed. */
export interface Pen {
  theme: Theme;
  /** Markdown of a few words: an option, a reason. */
  inline(markdown: string): string;
  /** Markdown of any length. */
  blocks(markdown: string, width: number): Block[];
  lines(markdown: string, width: number): string[];
}

export async function loadPen(theme: Theme, pictures: RenderOptions['pictures']): Promise<Pen> {
  const { renderInline, renderLines, renderMarkdown } = await import('./markdown/render.ts');
  return {
    theme,
    inline: (markdown) => renderInline(markdown, theme),
    blocks: (markdown, width) => renderMarkdown(markdown, { width, theme, pictures }),
    lines: (markdown, width) => renderLines(markdown, { width, theme, pictures }),
  };
}
