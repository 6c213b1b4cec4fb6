import type { Screen } from './screen.ts';
import { WIDEST } from './text.ts';
import { createTheme, type Theme, themeOptions } from './theme.ts';

export interface ScreenOptions {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** `--plain`, `ACCESSIBLE=1`, or the setting. */
  plain: boolean;
  /** False after `--no-color`. */
  colorFlag: boolean;
  color: 'auto' | 'off' | 'on';
  symbols: 'auto' | 'unicode' | 'ascii';
}

/** Whether plain mode was asked for, not only made necessary by a pipe. */
export function wantsPlain(flag: boolean | undefined, env: NodeJS.ProcessEnv): boolean {
  return Boolean(flag) || (env.ACCESSIBLE !== undefined && env.ACCESSIBLE !== '' && env.ACCESSIBLE !== '0');
}

/** Whether full screens are wanted and the terminal can show them. */
export function canBeRich({ stdin, stdout, env, plain }: ScreenOptions): boolean {
  return !plain && Boolean(stdin.isTTY && stdout.isTTY) && env.TERM !== 'dumb';
}

/** Full screens on a terminal that can show them, else plain lines. */
export async function openScreen(options: ScreenOptions): Promise<Screen> {
  const { stdin, stdout, env, signal, plain } = options;
  const theme = themeFor(options);
  if (canBeRich(options)) {
    const { RichScreen } = await import('./rich/rich-screen.ts');
    return new RichScreen({ input: stdin, output: stdout, theme, signal });
  }
  const [{ PlainScreen }, { LineReader }] = await Promise.all([
    import('./plain/plain-screen.ts'),
    import('./plain/lines.ts'),
  ]);
  return new PlainScreen({
    lines: new LineReader(stdin, signal),
    output: stdout,
    theme,
    width: outputWidth(stdout, env),
    parting: stdout.isTTY || env.COLUMNS ? outputWidth(stdout, env) : Number.POSITIVE_INFINITY,
    echoes: Boolean(stdin.isTTY && stdout.isTTY),
    describe: plain,
  });
}

/** The theme for lines written to standard output. */
export function themeFor({ stdout, env, colorFlag, color, symbols, plain }: ScreenOptions): Theme {
  const isTerminal = Boolean(stdout.isTTY);
  const options = themeOptions({ env, isTerminal, colorFlag, color, symbols });
  return createTheme(plain ? { ...options, colors: 0 } : options);
}

/** Cells per line: the terminal's, else `COLUMNS`, else 80; from 20 to 100. */
export function outputWidth(stdout: { columns?: number }, env: NodeJS.ProcessEnv): number {
  const given = stdout.columns || Number(env.COLUMNS) || 80;
  return Math.max(20, Math.min(WIDEST, Math.floor(given)));
}
