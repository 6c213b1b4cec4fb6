import { Chalk } from 'chalk';
import type { Theme } from '../theme.ts';

/** Languages of fenced blocks that are coloured; the bundle holds no others. */
export const LANGUAGES = new Set(['http', 'json', 'xml', 'sql', 'js', 'javascript', 'sh', 'bash', 'yaml']);

/** Colours for the parts of code in fenced blocks, as cli-highlight names them. */
export function highlightTheme(theme: Theme): Record<string, (text: string) => string> {
  const chalk = new Chalk({ level: theme.colored ? 1 : 0 });
  const plain = (text: string) => text;
  return {
    keyword: chalk.magenta,
    built_in: chalk.cyan,
    type: chalk.cyan,
    literal: chalk.cyan,
    number: chalk.green,
    string: chalk.green,
    comment: chalk.dim,
    attr: chalk.cyan,
    attribute: chalk.cyan,
    name: chalk.cyan,
    tag: plain,
    title: chalk.blue,
    symbol: chalk.green,
    meta: chalk.magenta,
    default: plain,
  };
}
