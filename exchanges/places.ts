import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slugify } from '../src/course/slug.ts';

/** A fenced block of a lesson or of a question, pictures left out. */
export interface Block {
  /** `file#heading/number` in lessons, `file#question/number` in quizzes; `/1` is left out, and so is the heading before the first one. */
  place: string;
  /** The words after the opening mark, such as `http`. */
  info: string;
  text: string;
  /** Spaces before each line of the block in its file. */
  indent: string;
  /** Lines of the file, from 0, of the first line inside and of the closing mark. */
  from: number;
  to: number;
}

/** A lesson or a quiz, cut into lines, with its blocks and the words of each section or question. */
export interface Page {
  file: string;
  lines: string[];
  blocks: Block[];
  /** Heading or question → all its text. */
  parts: Map<string, string>;
}

const HEADING = /^##+\s+(\S.*)$/;
const QUESTION = /^- id: (\S+)/;
const MARK = /^( *)```(.*)$/;

/** Finds the blocks of one file; `file` is relative to the root of the course. */
export function cut(file: string, source: string): Page {
  const page: Page = { file, lines: source.split('\n'), blocks: [], parts: new Map() };
  const anchor = file.endsWith('.md') ? HEADING : QUESTION;
  let name = '';
  let number = 0;
  let open: Omit<Block, 'text' | 'to'> | undefined;
  page.lines.forEach((line, index) => {
    const found = open ? undefined : anchor.exec(line)?.[1];
    if (found) {
      name = file.endsWith('.md') ? slugify(found) : found;
      number = 0;
    }
    page.parts.set(name, `${page.parts.get(name) ?? ''}${line}\n`);
    const mark = MARK.exec(line);
    if (!mark) return;
    if (open) {
      if (!open.info.startsWith('diagram')) {
        const text = page.lines.slice(open.from, index).map((each) => each.slice(open!.indent.length));
        page.blocks.push({ ...open, text: text.join('\n'), to: index });
      }
      open = undefined;
      return;
    }
    const info = mark[2]!.trim();
    if (!info.startsWith('diagram')) number += 1;
    const place = `${file}#${name}${number > 1 ? `/${number}` : ''}`;
    open = { place, info, indent: mark[1]!, from: index + 1 };
  });
  return page;
}

/** All lessons and quizzes below `root`. */
export function readPages(root: string): Page[] {
  const names = (dir: string, end: string) =>
    readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(end))
      .map((name) => `${dir}/${name}`)
      .sort();
  return [...names('lessons', '.md'), ...names('quizzes', '.yaml')].map((file) =>
    cut(file, readFileSync(join(root, file), 'utf8')),
  );
}
