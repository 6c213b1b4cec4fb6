import type { Pen } from '../pen.ts';
import { wrap } from '../text.ts';
import { bodyHeight, type Size, textWidth } from '../view/frame.ts';
import { taskLines, workLines } from '../view/work-lines.ts';
import type { Workbench, WorkLine } from '../workbench.ts';
import type { Program } from './program.ts';
import { HELP } from './run.ts';

interface State {
  /** The lines before this one, each of which ended in a backslash. */
  begun: string;
  line: string;
  cursor: number;
  /** Lines that the view has been moved up from the newest one. */
  up: number;
  /** Counts what has happened, so that each change is drawn. */
  news: number;
}

/** Lines that are laid out; older ones have scrolled out of reach. */
const REACH = 1000;

/** Tasks above, what happens below them, and a line to type on at the bottom. */
export function workProgram(bench: Workbench, pen: Pen): Program<State, undefined> {
  const { theme } = pen;
  const laidOut = new WeakMap<WorkLine, { width: number; lines: string[] }>();
  const lay = (line: WorkLine, width: number) => {
    const known = laidOut.get(line);
    if (known?.width === width) return known.lines;
    const lines = workLines(line, width, pen);
    laidOut.set(line, { width, lines });
    return lines;
  };
  const parts = (state: State, size: Size) => {
    const width = textWidth(size);
    const height = bodyHeight(size);
    // On a small screen what has just happened matters more than the list.
    const room = height < 14 ? 1 : Math.floor(height / 3);
    const tasks = taskLines(bench.tasks(), width, room, theme);
    const typed =
      state.begun +
      state.line.slice(0, state.cursor) +
      theme.active(theme.symbols.cursor) +
      state.line.slice(state.cursor);
    const prompt = wrap(typed, width, `${theme.active(theme.symbols.pointer)} `);
    const told = bench
      .lines()
      .slice(-REACH)
      .flatMap((line) => lay(line, width));
    const rule = theme.faint(theme.symbols.rule.repeat(width));
    const left = Math.max(1, height - tasks.length - 1 - prompt.length);
    return { tasks, rule, prompt, told, left };
  };
  let finish: ((result: undefined) => void) | undefined;
  let change: ((next: (state: State) => State) => void) | undefined;
  // Of pasted lines each waits for the one before it, as it may build on what that one brought.
  let pasted: Promise<unknown> | undefined;
  const enter = (line: string, isPasted: boolean) => {
    const answer = pasted && line !== 'q' ? pasted.then(() => bench.enter(line)) : bench.enter(line);
    if (isPasted || pasted) {
      pasted = answer;
      void answer.then(() => {
        if (pasted === answer) pasted = undefined;
      });
    }
    void answer.then((then) => {
      if (then === 'leave') finish?.(undefined);
      else change?.((state) => ({ ...state, up: 0 }));
    });
  };
  return {
    typed: true,
    takesLines: true,
    start: { begun: '', line: '', cursor: 0, up: 0, news: 0 },
    quit: undefined,
    listen(onChange, onFinish) {
      change = onChange;
      finish = onFinish;
      return bench.watch(() => onChange((state) => ({ ...state, news: state.news + 1 })));
    },
    update(state, key, size) {
      const { told, left } = parts(state, size);
      const typing = { ...state, line: key.line, cursor: key.cursor };
      const most = Math.max(0, told.length - left);
      if (key.name === 'pageup') return { ...typing, up: Math.min(most, state.up + Math.max(1, left - 1)) };
      if (key.name === 'pagedown') return { ...typing, up: Math.max(0, state.up - Math.max(1, left - 1)) };
      if (key.name !== 'return' && key.name !== 'enter') return typing;
      const cleared = { ...state, begun: '', line: '', cursor: 0, up: 0 };
      const text = `${state.begun}${state.line.trim()}`.trim();
      // As in a shell: a command may go on in the next line.
      if (text.endsWith('\\')) return { ...cleared, begun: `${text.slice(0, -1).trimEnd()} ` };
      if (text === '?') return HELP as unknown as State;
      if (text !== '') enter(text, key.pasted ?? false);
      return cleared;
    },
    view(state, size) {
      const { tasks, rule, prompt, told, left } = parts(state, size);
      const up = Math.min(state.up, Math.max(0, told.length - left));
      const end = told.length - up;
      const shown = told.slice(Math.max(0, end - left), end);
      while (shown.length < left) shown.push('');
      const { title, keys } = bench;
      const done = bench.tasks().filter((task) => task.state === 'done').length;
      const body = [...tasks, rule, ...shown, ...prompt];
      return { title, place: `${done}/${bench.tasks().length}`, body, top: 0, keys };
    },
  };
}
