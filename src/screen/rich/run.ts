import type { Interface } from 'node:readline';
import { createPrompt, useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import type { Theme } from '../theme.ts';
import { drawFrame, type Size } from '../view/frame.ts';
import { helpFrame } from '../view/help.ts';
import { isDone, type Program } from './program.ts';

export interface Terminal {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  theme: Theme;
  signal: AbortSignal;
}

const HIDE_CURSOR = '\x1b[?25l';
const CLEAR_ALL = '\x1b[2J\x1b[H';

/** Shows a program until it is done, redrawing after every key and every change of the terminal's size. */
export function run<S, R>(program: Program<S, R>, terminal: Terminal): Promise<R> {
  const { input, output, signal } = terminal;
  return prompt(
    { program: program as Program<unknown, unknown>, terminal },
    {
      input,
      output,
      signal,
      clearPromptOnDone: true,
    },
  ) as Promise<R>;
}

function sizeOf(output: NodeJS.WriteStream): Size {
  return { columns: Math.max(20, output.columns || 80), rows: Math.max(6, output.rows || 24) };
}

const prompt = createPrompt<unknown, { program: Program<unknown, unknown>; terminal: Terminal }>(
  ({ program, terminal }, finish) => {
    const { output, theme } = terminal;
    const [state, setState] = useState<{ inner: unknown; help: boolean; redraws: number }>({
      inner: program.start,
      help: false,
      redraws: 0,
    });
    const latest = useRef(state);
    latest.current = state;
    const size = sizeOf(output);

    useKeypress((key, readline) => {
      // The interface that prompts are handed is Node's own, of which the library's type names only a part.
      const line = readline as unknown as Interface;
      const { inner, help } = latest.current;
      const name = key.name ?? '';
      // A prompt that takes text leaves the line to readline; any other has no use for it.
      const typed = { line: line.line, cursor: line.cursor };
      if (!program.typed) readline.clearLine(0);
      if (help) return setState({ ...latest.current, help: false });
      if (!program.typed && name === 'q') return finish(program.quit);
      if (
        !program.typed &&
        ((key as { sequence?: string }).sequence === '?' || name === 'f1' || name === '?')
      ) {
        return setState({ ...latest.current, help: true });
      }
      const next = program.update(inner, { name, ...typed }, sizeOf(output));
      if (isDone(next)) return finish(next.done);
      if (next === HELP) return setState({ ...latest.current, help: true });
      setState({ ...latest.current, inner: next });
    });

    useEffect((readline) => {
      const line = readline as unknown as Interface;
      // The terminal has moved the old lines about: start from an empty screen.
      const resized = () => {
        output.write(CLEAR_ALL);
        setState({ ...latest.current, redraws: latest.current.redraws + 1 });
      };
      // Ctrl-D or a terminal that has gone ends the input.
      const ended = () => finish(program.quit);
      output.on('resize', resized);
      line.once('close', ended);
      const deaf = program.listen?.(
        (next) => setState({ ...latest.current, inner: next(latest.current.inner) }),
        finish,
      );
      return () => {
        deaf?.();
        output.removeListener('resize', resized);
        line.removeListener('close', ended);
      };
    }, []);

    const frame = program.view(state.inner, size);
    if (!state.help) program.shown?.(state.inner, size);
    const lines = drawFrame(state.help ? helpFrame(frame, size) : frame, size, theme);
    return HIDE_CURSOR + lines.join('\n');
  },
);

/** Answered by `update` of a typed program when the line asks for help. */
export const HELP = Symbol('help');
