import { cellWidth } from '../course/width.ts';

/** Every mark that the program itself draws, once with Unicode and once with ASCII. */
export interface Symbols {
  right: string;
  wrong: string;
  partial: string;
  missed: string;
  pointer: string;
  ticked: string;
  unticked: string;
  more: string;
  wrapped: string;
  rule: string;
  bar: string;
  faded: string;
  empty: string;
  /** From none to most. */
  levels: string[];
  /** Bars from the lowest to the highest. */
  heights: string[];
  bullet: string;
  crumb: string;
  cursor: string;
}

export const unicodeSymbols: Symbols = {
  right: '✔',
  wrong: '✘',
  partial: '◐',
  missed: '○',
  pointer: '❯',
  ticked: '◉',
  unticked: '◯',
  more: '▼',
  wrapped: '↪ ',
  rule: '─',
  bar: '█',
  faded: '▒',
  empty: '░',
  levels: ['·', '░', '▒', '▓', '█'],
  heights: [...'▁▂▃▄▅▆▇█'],
  bullet: '•',
  crumb: '›',
  cursor: '▏',
};

export const asciiSymbols: Symbols = {
  right: '+',
  wrong: 'x',
  partial: '~',
  missed: 'o',
  pointer: '>',
  ticked: '[x]',
  unticked: '[ ]',
  more: 'v',
  wrapped: '\\ ',
  rule: '-',
  bar: '#',
  faded: '=',
  empty: '.',
  levels: ['.', '-', '+', 'x', '#'],
  heights: [...'_.-~=+*#'],
  bullet: '*',
  crumb: '>',
  cursor: '_',
};

/** ASCII twins, as wide as what they stand for, of the drawing characters that courses may use. */
const TWINS: Record<string, string> = {
  ...twins('─━═╌┄', '-'),
  ...twins('│┃║╎┆', '|'),
  ...twins('┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╰╯', '+'),
  ...twins('►▶→⇒➜', '>'),
  ...twins('◄◀←⇐', '<'),
  ...twins('▲↑', '^'),
  ...twins('▼↓', 'v'),
  ...twins('↔', '-'),
  ...twins('✔✓', '+'),
  ...twins('✘✗✕', 'x'),
  ...twins('•·●', '*'),
  ...twins('○◯', 'o'),
  ...twins('◐', '~'),
  ...twins('░▒', '.'),
  ...twins('▓█', '#'),
  ...twins('⊂', 'c'),
  ...twins('×', 'x'),
  ...twins('≤', '<'),
  ...twins('≥', '>'),
  ...twins('≠', '!'),
  ...twins('“”„', '"'),
  ...twins('‘’', "'"),
  ...twins('–—−', '-'),
  ...twins('…', '.'),
  ...twins('§', 'S'),
  ...twins('\u00a0', ' '),
  ...twins('❯›', '>'),
  ...twins('↪', '\\'),
};

const TWIN = new RegExp(`[${Object.keys(TWINS).join('')}]`, 'g');

/** `text` with drawing characters and typographic quotes replaced by ASCII of the same width. */
export function toAscii(text: string): string {
  return text.replace(TWIN, (character) => TWINS[character]!.repeat(cellWidth(character)));
}

function twins(characters: string, ascii: string): Record<string, string> {
  return Object.fromEntries([...characters].map((character) => [character, ascii]));
}
