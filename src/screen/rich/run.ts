import type { Interface } from 'node:readline';
import { createPrompt, useEffect, useKeypress, useRef, useState } from '@inquirer/core';
import type { Theme } from '../theme.ts';
import { drawFrame, type Size } from '../view/frame.ts';
import { helpFrame, scrollHelp } from '../view/help.ts';
import { Paste } from './paste.ts';
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
    const [state, setState] = useState<{ inner: unknown; help: number | undefined; redraws: number }>({
      inner: program.start,
      help: undefined,
      redraws: 0,
    });
    const paste = useRef(new Paste());
    const latest = useRef(state);
    latest.current = state;
    const size = sizeOf(output);

    useKeypress((key, readline) => {
      // The interface that prompts are handed is Node's own, of which the library's type names only a part.
      const line = readline as unknown as Interface;
      const { inner, help } = latest.current;
      const name = key.name ?? '';
      if (program.takesLines) paste.current.follow(name);
      else if (paste.current.swallows(name, line)) {
        if (!program.typed) readline.clearLine(0);
        return;
      }
      // A prompt that takes text leaves the line to readline; any other has no use for it.
      const typed = { line: line.line, cursor: line.cursor, pasted: paste.current.isOn };
      // Nor has help, and what asked for it is no part of an answer.
      if (!program.typed || help !== undefined) readline.clearLine(0);
      if (help !== undefined) {
        const size = sizeOf(output);
        const top = scrollHelp(program.view(inner, size), size, help, name);
        return setState({ ...latest.current, help: top });
      }
      if (!program.typed && name === 'q') return finish(program.quit);
      if (
        !program.typed &&
        ((key as { sequence?: string }).sequence === '?' || name === 'f1' || name === '?')
      ) {
        return setState({ ...latest.current, help: 0 });
      }
      const next = program.update(inner, { name, ...typed }, sizeOf(output));
      if (isDone(next)) return finish(next.done);
      if (next === HELP) {
        readline.clearLine(0);
        const emptied = program.update(inner, { name: '', line: '', cursor: 0 }, sizeOf(output));
        return setState({ ...latest.current, inner: emptied, help: 0 });
      }
      setState({ ...latest.current, inner: next });
    });

    useEffect((readline) => {
      const line = readline as unknown as Interface;
      // The terminal has moved the old lines about: start from an empty screen.
      const resized = () => {
        output.write(CLEAR_ALL);
        const { inner, redraws } = latest.current;
        const settled = program.resized?.(inner, sizeOf(output)) ?? inner;
        setState({ ...latest.current, inner: settled, redraws: redraws + 1 });
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
    if (state.help === undefined) program.shown?.(state.inner, size);
    const lines = drawFrame(
      state.help === undefined ? frame : helpFrame(frame, size, state.help),
      size,
      theme,
    );
    return HIDE_CURSOR + lines.join('\n');
  },
);

/** Answered by `update` of a typed program when the line asks for help. */
export const HELP = Symbol('help');
