import type { Writable } from 'node:stream';
import { parseLine } from '../../quiz/parse-line.ts';
import type { Response } from '../../quiz/response.ts';
import { loadPen, type Pen } from '../pen.ts';
import type { Asking, Heading, Menu, Move, Picture, Reading, Screen, Telling } from '../screen.ts';
import { wrap, wrapWords } from '../text.ts';
import type { Theme } from '../theme.ts';
import { feedbackLines } from '../view/feedback.ts';
import { givenAnswer } from '../view/given.ts';
import { paginate } from '../view/paginate.ts';
import { workLines } from '../view/work-lines.ts';
import type { Workbench, WorkLine } from '../workbench.ts';
import type { LineReader } from './lines.ts';
import { pageHelp, questionHelp, questionLines } from './question.ts';

export interface PlainTerminal {
  lines: LineReader;
  output: Writable;
  theme: Theme;
  /** Cells; lines are wrapped to it. */
  width: number;
  /** Cells for what is said at the end: without a terminal a sentence stays one line, to be searched or copied. */
  parting: number;
  /** Whether what is typed appears in the output, as on a terminal; else lines are ended here. */
  echoes: boolean;
  /** Whether drawings are replaced by a sentence, for screen readers. */
  describe: boolean;
}

/** Lines that follow each other: nothing is redrawn, every answer is one line. */
export class PlainScreen implements Screen {
  readonly rich = false;
  private pen: Pen | undefined;

  constructor(private readonly terminal: PlainTerminal) {}

  async read(reading: Reading): Promise<Move> {
    const pen = await this.loadPen();
    // A page is what stands under one heading: nothing depends on the height of a screen.
    const blocks = pen.blocks(reading.text, this.terminal.width);
    const pages = paginateByHeading(blocks);
    const found = pages.findIndex((page) => page.block > (reading.block ?? 0));
    let index = found === -1 ? pages.length - 1 : found - 1;
    for (;;) {
      const page = pages[Math.max(0, index)]!;
      reading.onPage?.(page.block);
      const place = reading.place ? `${reading.place}  ` : '';
      if (index <= 0) this.write([`${place}${reading.title}`, '']);
      this.write([...page.lines, '']);
      const move = await this.turn();
      if (move === 'next') index = Math.max(0, index) + 1;
      else if (move === 'back') index--;
      else return move;
      if (index < 0) return 'back';
      if (index >= pages.length) return 'next';
    }
  }

  async ask(asking: Asking): Promise<Response | 'back' | 'quit'> {
    const pen = await this.loadPen();
    this.write(questionLines(asking, this.terminal.width, pen));
    for (;;) {
      const line = await this.line();
      if (line === undefined || line === 'q') return 'quit';
      if (line === 'b') return 'back';
      if (line === 's') return { type: 'skip' };
      if (line === '' || line === '?') {
        this.write(questionHelp(asking.shown, this.terminal.width));
        continue;
      }
      const response = parseLine(asking.shown, line);
      if (!('expected' in response)) return response;
      this.write([response.expected]);
    }
  }

  async sure({ shown }: Asking, response: Response): Promise<boolean | 'quit'> {
    const { width } = this.terminal;
    this.write(['Your answer:', ...givenAnswer(shown, response, width, await this.loadPen())]);
    for (;;) {
      this.write(wrap('Are you sure of your answer? Type y or n.', width));
      const line = (await this.line())?.toLowerCase();
      if (line === undefined || line === 'q') return 'quit';
      if (line === 'y' || line === 'yes') return true;
      if (line === 'n' || line === 'no') return false;
    }
  }

  async tell({ shown, feedback, remark }: Telling): Promise<'next'> {
    const pen = await this.loadPen();
    this.write([...feedbackLines(shown.question, feedback, this.terminal.width, pen, remark), '']);
    return 'next';
  }

  async choose<T>(menu: Menu<T>): Promise<T | 'quit'> {
    const { width } = this.terminal;
    this.write(wrap(heading(menu), width));
    if (menu.text) {
      const text = menu.markdown ? (await this.loadPen()).lines(menu.text, width) : menu.text.split('\n');
      this.write([...text.flatMap((line) => wrap(line, width)), '']);
    }
    const entries = menu.choices.flatMap(({ label, hint }, index) =>
      wrap(hint ? `${label} (${hint})` : label, width, `${index + 1}. `),
    );
    const help = `Type a number from 1 to ${menu.choices.length}, Enter for 1, q to quit.`;
    this.write([...entries, ...wrap(help, width)]);
    for (;;) {
      const line = await this.line();
      if (line === undefined || line === 'q') return 'quit';
      const choice = menu.choices[line === '' ? 0 : Number(line) - 1];
      if (choice) return choice.value;
      this.write(wrap(help, width));
    }
  }

  async show({ title, text }: Reading): Promise<'done'> {
    const pen = await this.loadPen();
    this.write([...wrap(title, this.terminal.width), '', ...pen.lines(text, this.terminal.width), '']);
    return 'done';
  }

  async draw(picture: Picture): Promise<'done'> {
    const { width } = this.terminal;
    const paragraphs = picture.tell(await this.loadPen());
    this.write([picture.title, '', ...paragraphs.flatMap((text) => [...wrap(text, width), ''])]);
    return 'done';
  }

  async work(bench: Workbench): Promise<void> {
    const pen = await this.loadPen();
    const tell = (line: WorkLine) => this.write(workLines(line, this.terminal.width, pen));
    this.write([bench.title, '']);
    for (const line of bench.lines()) tell(line);
    const deaf = bench.watch((line) => line && tell(line));
    try {
      for (;;) {
        const line = await this.line();
        if (line === undefined) return;
        if (line === '' || line === '?') this.write(workHelp(bench, this.terminal.width));
        else if ((await bench.enter(line)) === 'leave') return;
      }
    } finally {
      deaf();
    }
  }

  async confirm(question: string): Promise<boolean> {
    this.write(wrap(`${question} Type yes to do it.`, this.terminal.width));
    const line = await this.line();
    return line !== undefined && /^y(es)?$/i.test(line);
  }

  say(text: string): void {
    this.write(wrapWords(text, this.terminal.parting));
  }

  close(): void {
    this.terminal.lines.close();
  }

  /** What the learner does at the end of a page. */
  private async turn(): Promise<Move> {
    for (;;) {
      const line = await this.line();
      if (line === undefined || line === 'q') return 'quit';
      if (line === '') return 'next';
      if (line === 'b') return 'back';
      if (line === 's') return 'skip';
      this.write(wrap(pageHelp, this.terminal.width));
    }
  }

  private async line(): Promise<string | undefined> {
    this.terminal.output.write('> ');
    const line = (await this.terminal.lines.next())?.trim();
    if (line === undefined || !this.terminal.echoes) this.terminal.output.write('\n');
    return line;
  }

  private write(lines: string[]): void {
    this.terminal.output.write(`${lines.map((line) => this.terminal.theme.finish(line)).join('\n')}\n`);
  }

  private async loadPen(): Promise<Pen> {
    this.pen ??= await loadPen(this.terminal.theme, this.terminal.describe ? 'describe' : 'draw');
    return this.pen;
  }
}

function heading({ title, place }: Heading): string {
  return place ? `${place}  ${title}` : title;
}

/** Pages that begin at headings. */
function paginateByHeading(blocks: ReturnType<Pen['blocks']>): { lines: string[]; block: number }[] {
  const starts = blocks.flatMap(({ heading }, index) => (index === 0 || heading ? [index] : []));
  return starts.map((start, index) => {
    const part = blocks.slice(start, starts[index + 1]);
    const [page] = paginate(part, Number.POSITIVE_INFINITY);
    return { lines: page!.lines, block: start };
  });
}

function workHelp({ keys }: Workbench, width: number): string[] {
  return keys.flatMap(({ key, help }) => wrap(help, width, `${key}: `, '  '));
}
