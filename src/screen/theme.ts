import { Chalk, type ColorSupportLevel, supportsColor } from 'chalk';
import isUnicodeSupported from 'is-unicode-supported';
import { asciiSymbols, type Symbols, toAscii, unicodeSymbols } from './symbols.ts';

type Paint = (text: string) => string;

/** How things look: one place for every colour and mark. */
export interface Theme {
  symbols: Symbols;
  title: Paint;
  heading: Paint;
  strong: Paint;
  emphasis: Paint;
  code: Paint;
  quote: Paint;
  faint: Paint;
  key: Paint;
  active: Paint;
  right: Paint;
  wrong: Paint;
  partial: Paint;
  /** The last thing done to a line before it is written: ASCII twins where the terminal needs them. */
  finish: Paint;
  /** Whether colours are on at all. */
  colored: boolean;
}

export interface ThemeOptions {
  /** 0 none, 1 sixteen colours, 2 256 colours, 3 millions. */
  colors: ColorSupportLevel;
  unicode: boolean;
}

/** Builds the theme. Nothing is told by colour alone: every mark has a symbol or a word too. */
export function createTheme({ colors, unicode }: ThemeOptions): Theme {
  const chalk = new Chalk({ level: colors });
  // Chalk joins all its arguments, so a bare chalk function given to `map` would print the index too.
  const paint =
    (color: (text: string) => string): Paint =>
    (text) =>
      color(text);
  return {
    symbols: unicode ? unicodeSymbols : asciiSymbols,
    title: paint(chalk.bold),
    heading: paint(chalk.cyan.bold),
    strong: paint(chalk.bold),
    emphasis: paint(chalk.italic),
    code: paint(chalk.yellow),
    quote: paint(chalk.green),
    faint: paint(chalk.dim),
    key: paint(chalk.cyan),
    active: paint(chalk.cyan),
    right: paint(chalk.green.bold),
    wrong: paint(chalk.red.bold),
    partial: paint(chalk.yellow.bold),
    finish: unicode ? (text) => text : toAscii,
    colored: colors > 0,
  };
}

/** What the terminal can show, given the user's wishes. `color` and `symbols` are settings. */
export function themeOptions(wish: {
  env: NodeJS.ProcessEnv;
  isTerminal: boolean;
  /** `--no-color` gives false. */
  colorFlag: boolean;
  color: 'auto' | 'off' | 'on';
  symbols: 'auto' | 'unicode' | 'ascii';
}): ThemeOptions {
  const { env, isTerminal, colorFlag, color, symbols } = wish;
  const detected = (supportsColor ? supportsColor.level : 1) as ColorSupportLevel;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  const refused =
    !colorFlag || color === 'off' || (Boolean(env.NO_COLOR) && !forced) || env.FORCE_COLOR === '0';
  const wanted = forced || color === 'on' || (isTerminal && env.TERM !== 'dumb');
  return {
    colors: !refused && wanted ? (Math.max(1, detected) as ColorSupportLevel) : 0,
    unicode: symbols === 'auto' ? !isTerminal || isUnicodeSupported() : symbols === 'unicode',
  };
}
