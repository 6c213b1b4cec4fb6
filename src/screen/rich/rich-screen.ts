import type { Response } from '../../quiz/response.ts';
import { loadPen, type Pen } from '../pen.ts';
import type { Asking, Gone, Menu, Move, Picture, Reading, Screen, Telling } from '../screen.ts';
import { WIDEST, wrapWords } from '../text.ts';
import type { Workbench } from '../workbench.ts';
import { menuProgram } from './menu.ts';
import { PASTE } from './paste.ts';
import type { Program } from './program.ts';
import { run, type Terminal } from './run.ts';

const ENTER = `\x1b[?1049h\x1b[H\x1b[2J${PASTE.on}`;
const LEAVE = `${PASTE.off}\x1b[?1049l\x1b[?25h`;

/** Full screens on the terminal's second buffer, so that what was there before is there afterwards. */
export class RichScreen implements Screen {
  readonly rich = true;
  private readonly said: string[] = [];
  private entered = false;
  private pen: Pen | undefined;

  constructor(private readonly terminal: Terminal) {
    // However the process ends, the terminal is given back.
    process.once('exit', this.leave);
  }

  async read(reading: Reading): Promise<Move> {
    const { pageProgram } = await import('./page.ts');
    return this.run(pageProgram(reading, await this.loadPen()));
  }

  async ask(asking: Asking): Promise<Response | 'back' | 'quit'> {
    const pen = await this.loadPen();
    switch (asking.shown.question.type) {
      case 'choice':
      case 'multi':
        return this.run((await import('./choice.ts')).choiceProgram(asking, pen));
      case 'order':
        return this.run((await import('./order.ts')).orderProgram(asking, pen));
      case 'match':
        return this.run((await import('./match.ts')).matchProgram(asking, pen));
      case 'text':
      case 'number':
        return this.run((await import('./typed.ts')).typedProgram(asking, pen));
    }
  }

  async sure(asking: Asking, response: Response): Promise<boolean | 'quit'> {
    const { sureProgram } = await import('./sure.ts');
    return this.run(sureProgram(asking, response, await this.loadPen()));
  }

  async tell(telling: Telling): Promise<'next' | 'back' | 'quit'> {
    const { toldProgram } = await import('./told.ts');
    return this.run(toldProgram(telling, await this.loadPen()));
  }

  async choose<T>(menu: Menu<T>): Promise<T | 'quit'> {
    const pen = menu.markdown ? await this.loadPen() : undefined;
    return this.run(menuProgram(menu, this.terminal.theme, pen));
  }

  async show(reading: Reading): Promise<Gone> {
    const { pageProgram } = await import('./page.ts');
    const move = await this.run(pageProgram(reading, await this.loadPen(), 'notice'));
    return move === 'quit' || move === 'back' ? move : 'done';
  }

  async draw(picture: Picture): Promise<'done' | 'quit'> {
    const { pictureProgram } = await import('./picture.ts');
    return this.run(pictureProgram(picture, await this.loadPen()));
  }

  async work(bench: Workbench): Promise<void> {
    const { workProgram } = await import('./work.ts');
    await this.run(workProgram(bench, await this.loadPen()));
  }

  async confirm(question: string): Promise<boolean> {
    this.leave();
    const { default: inquirer } = await import('inquirer');
    const { input, output, signal } = this.terminal;
    const ask = inquirer.createPromptModule({ input, output, signal });
    const { yes } = await ask([{ type: 'confirm', name: 'yes', message: question, default: false }]);
    return yes;
  }

  say(text: string): void {
    if (this.entered) this.said.push(text);
    else this.write(text);
  }

  close(): void {
    process.removeListener('exit', this.leave);
    this.leave();
  }

  private run<S, R>(program: Program<S, R>): Promise<R> {
    if (!this.entered) this.terminal.output.write(ENTER);
    this.entered = true;
    return run(program, this.terminal);
  }

  private readonly leave = (): void => {
    if (!this.entered) return;
    this.entered = false;
    this.terminal.output.write(LEAVE);
    for (const text of this.said.splice(0)) this.write(text);
  };

  /** Wrapped as wide as the terminal is by now. */
  private write(text: string): void {
    const { output, theme } = this.terminal;
    const width = Math.min(WIDEST, output.columns || 80);
    output.write(`${wrapWords(theme.finish(text), width).join('\n')}\n`);
  }

  private async loadPen(): Promise<Pen> {
    this.pen ??= await loadPen(this.terminal.theme, 'draw');
    return this.pen;
  }
}
