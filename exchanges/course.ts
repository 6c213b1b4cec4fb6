import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, type Page, readPages } from './places.ts';

/** Where the course and a real program disagree. */
export interface Difference {
  place: string;
  /** What stands in the course; undefined when only some words were looked for. */
  course?: string;
  program: string;
}

/**
 * The course as the exchanges see it: blocks to read, blocks to compare with what programs really did,
 * and words that sections and questions must hold. Nothing is written before `write`.
 */
export class Course {
  readonly differences: Difference[] = [];
  /** Places whose bytes were recorded. */
  readonly recorded = new Set<string>();
  /** Places whose text was fed to a real program, which took it as the course says. */
  readonly tried = new Set<string>();
  readonly #root: string;
  readonly #pages: Page[];
  readonly #blocks: Map<string, Block>;

  constructor(root: string) {
    this.#root = root;
    this.#pages = readPages(root);
    this.#blocks = new Map(this.blocks.map((block) => [block.place, block]));
  }

  get blocks(): Block[] {
    return this.#pages.flatMap(({ blocks }) => blocks);
  }

  /** The text of a block without counting it as tried. @throws when no block stands there. */
  peek(place: string): string {
    const block = this.#blocks.get(place);
    if (!block) throw new Error(`${place}: no block stands there`);
    return block.text;
  }

  /** The text of a block that a real program is about to get. @throws when no block stands there. */
  read(place: string): string {
    this.tried.add(place);
    return this.peek(place);
  }

  /** Compares a block with what a program really did. */
  record(place: string, program: string): void {
    this.recorded.add(place);
    const course = this.peek(place);
    if (course !== program) this.differences.push({ place, course, program });
  }

  /** As `record`, for JSON whose layout the course may choose: keys, their order and values count. */
  recordJson(place: string, value: unknown): void {
    let same = false;
    try {
      same = JSON.stringify(JSON.parse(this.peek(place))) === JSON.stringify(value);
    } catch {
      // Not JSON: it differs.
    }
    this.record(place, same ? this.peek(place) : JSON.stringify(value, null, 2));
  }

  /** As `record`, for long lines that the course breaks where it likes: all but the white space counts. */
  recordWrapped(place: string, program: string): void {
    const words = (text: string) => text.replace(/\s+/g, ' ');
    const same = words(this.peek(place)) === words(program);
    this.record(place, same ? this.peek(place) : program);
  }

  /** A section or question (`file#name`) must hold these words, which a program gave. */
  says(part: string, words: string): void {
    const [file, name] = part.split('#') as [string, string];
    const text = this.#pages.find((page) => page.file === file)?.parts.get(name);
    if (text === undefined) throw new Error(`${part}: no such section or question`);
    if (!text.includes(words)) this.differences.push({ place: part, program: words });
  }

  /** Puts what the programs did into the files, as they are at this moment. @returns how many blocks were rewritten. */
  write(): number {
    const changes = new Map(
      this.differences.filter(({ course }) => course !== undefined).map((each) => [each.place, each.program]),
    );
    for (const { file, lines, blocks } of readPages(this.#root)) {
      const mine = blocks.filter(({ place }) => changes.has(place)).reverse();
      for (const { place, indent, from, to } of mine) {
        const program = changes.get(place)!.split('\n');
        lines.splice(from, to - from, ...program.map((line) => (line === '' ? '' : indent + line)));
      }
      if (mine.length > 0) writeFileSync(join(this.#root, file), lines.join('\n'));
    }
    return changes.size;
  }
}
