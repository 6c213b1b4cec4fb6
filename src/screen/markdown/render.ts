import { Marked, type Token, type Tokens } from 'marked';
import { markedTerminal } from 'marked-terminal';
import { cleanText } from '../../course/clean.ts';
import { parseDiagramInfo } from '../../course/diagram.ts';
import { cellWidth } from '../../course/width.ts';
import { breakLine, pad, wrap } from '../text.ts';
import type { Theme } from '../theme.ts';
import { drawDiagram } from './diagram.ts';
import { highlightTheme, LANGUAGES } from './highlight.ts';
import { layoutTable } from './table.ts';
import { tokenizer } from './tokens.ts';

export interface RenderOptions {
  /** Cells; no line is wider. */
  width: number;
  theme: Theme;
  /** `describe` replaces drawings by their sentence, for screen readers. */
  pictures: 'draw' | 'describe';
}

/** One top-level piece of a text: a paragraph, a heading, a list, a picture … */
export interface Block {
  /** Headings stay with the block after them. */
  heading: boolean;
  lines: string[];
}

/** Renders Markdown to blocks of lines that fit the width. */
export function renderMarkdown(markdown: string, options: RenderOptions): Block[] {
  try {
    return renderBlocks(markdown, options);
  } catch (error) {
    // Nested deeper than the parser can follow. Nobody writes that, so it is shown as it stands.
    if (!(error instanceof RangeError)) throw error;
    return [{ heading: false, lines: wrap(markdown, options.width).map(options.theme.finish) }];
  }
}

function renderBlocks(markdown: string, options: RenderOptions): Block[] {
  const renderer = createRenderer(options);
  const tokens = renderer.lexer(markdown).filter(({ type }) => type !== 'space' && type !== 'def');
  const blocks: Block[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const diagram = diagramAt(tokens, index);
    if (diagram) {
      blocks.push({ heading: false, lines: drawDiagram(diagram, options) });
      index += diagram.drawings.length - 1;
      continue;
    }
    const lines = renderer.parser([token]).replace(/\n+$/, '').split('\n');
    blocks.push({ heading: token.type === 'heading', lines: lines.map(options.theme.finish) });
  }
  return blocks;
}

/** All lines of a Markdown text, with an empty line between blocks. */
export function renderLines(markdown: string, options: RenderOptions): string[] {
  return renderMarkdown(markdown, options).flatMap(({ lines }, index) =>
    index === 0 ? lines : ['', ...lines],
  );
}

/** Markdown of a few words, without wrapping. */
export function renderInline(markdown: string, theme: Theme): string {
  const rendered = createRenderer({ width: 80, theme, pictures: 'draw' }).parseInline(markdown, {
    async: false,
  });
  return theme.finish(rendered);
}

/** The diagram that begins at a token, with its narrower versions. */
function diagramAt(tokens: Token[], index: number) {
  const info = (token: Token | undefined) =>
    token?.type === 'code' ? parseDiagramInfo((token as Tokens.Code).lang ?? '') : undefined;
  const first = info(tokens[index]);
  if (!first) return undefined;
  const drawings = [{ width: first.width, lines: (tokens[index] as Tokens.Code).text.split('\n') }];
  for (let next = index + 1; info(tokens[next])?.description === ''; next++) {
    drawings.push({
      width: info(tokens[next])!.width,
      lines: (tokens[next] as Tokens.Code).text.split('\n'),
    });
  }
  return { description: first.description, drawings };
}

/**
 * marked-terminal with its block layout replaced: 7.3.1 prints `**bold**` and code in list items literally (its issues
 * 304 and 371), does not wrap list items, and lets tables and code run past the width.
 */
function createRenderer({ width, theme }: RenderOptions): Marked {
  // Nested blocks are narrower than the screen.
  let room = width;
  const within = <T>(less: number, render: () => T): T => {
    room -= less;
    try {
      return render();
    } finally {
      room += less;
    }
  };
  const marked = new Marked();
  marked.use(
    markedTerminal(
      { strong: theme.strong, em: theme.emphasis, code: theme.code, del: theme.faint, tab: 2, emoji: false },
      { theme: highlightTheme(theme), ignoreIllegals: true },
    ),
  );
  marked.use({ tokenizer });
  const highlight = marked.defaults.renderer!.code.bind(marked.defaults.renderer);
  marked.use({
    renderer: {
      heading({ tokens }) {
        return `${wrap(theme.heading(this.parser.parseInline(tokens)), room).join('\n')}\n`;
      },
      paragraph({ tokens }) {
        return `${wrap(this.parser.parseInline(tokens), room).join('\n')}\n`;
      },
      text(token) {
        if ('tokens' in token && token.tokens) return this.parser.parseInline(token.tokens);
        // Where a line of the source ends means nothing; a break that is meant comes as `br`.
        // Characters written as numbers (`&#27;`) have become what they stand for by now.
        return cleanText(decodeEntities(token.text)).replace(/\n/g, ' ');
      },
      codespan({ text }) {
        return theme.code(text);
      },
      br() {
        return '\n';
      },
      html({ text }) {
        return text;
      },
      image({ text }) {
        return text;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        return text === href ? text : `${text} (${href})`;
      },
      blockquote({ tokens }) {
        const bar = `${theme.quote('│')} `;
        const inner = within(2, () => this.parser.parse(tokens)).replace(/\n+$/, '');
        return `${inner
          .split('\n')
          .map((line) => bar + line)
          .join('\n')}\n`;
      },
      code({ text, lang }) {
        const language = lang?.split(' ')[0] ?? '';
        const colored =
          theme.colored && LANGUAGES.has(language)
            ? String(highlight.call(this, { type: 'code', raw: '', text, lang: language } as Tokens.Code))
                .replace(/\n+$/, '')
                .split('\n')
                .map((line) => line.replace(/^ {2}/, ''))
            : text.split('\n').map((line) => theme.code(line));
        const indent = room >= 60 ? '  ' : '';
        return `${colored
          .flatMap((line) => breakLine(line, room - indent.length, theme.faint(theme.symbols.wrapped)))
          .map((line) => indent + line)
          .join('\n')}\n`;
      },
      list({ items, ordered, start }) {
        const first = typeof start === 'number' ? start : 1;
        const lines = items.map((item, index) => {
          const mark = ordered ? `${first + index}. ` : `${theme.symbols.bullet} `;
          const lead = pad(mark, cellWidth(mark));
          const inner = within(lead.length, () => {
            return item.tokens
              .map((token) =>
                token.type === 'text' || token.type === 'paragraph'
                  ? wrap(this.parser.parseInline((token as Tokens.Text).tokens ?? [token]), room).join('\n')
                  : this.parser.parse([token]).replace(/\n+$/, ''),
              )
              .join('\n');
          });
          return inner
            .split('\n')
            .map((line, at) => (at === 0 ? lead : ' '.repeat(lead.length)) + line)
            .join('\n');
        });
        return `${lines.join('\n')}\n`;
      },
      table({ header, rows }) {
        const cell = ({ tokens }: Tokens.TableCell) => this.parser.parseInline(tokens);
        return `${layoutTable(
          header.map(cell),
          rows.map((row) => row.map(cell)),
          room,
          theme,
        ).join('\n')}\n`;
      },
      hr() {
        return `${theme.faint(theme.symbols.rule.repeat(room))}\n`;
      },
    },
  });
  return marked;
}

function decodeEntities(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!);
}
