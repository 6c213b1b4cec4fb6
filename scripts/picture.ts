/**
 * Draws real screens of the program as SVG for the README: npm run picture
 * Runs it on a pseudo-terminal of 80 by 24, presses keys, and writes what the terminal shows.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { KEY, Terminal, temporaryHome } from '../tests/e2e/terminal.ts';

const CELL = { width: 8.4, height: 18 };
const COLORS = ['#3b4252', '#bf616a', '#a3be8c', '#ebcb8b', '#81a1c1', '#b48ead', '#88c0d0', '#e5e9f0'];
const INK = '#d8dee9';
const PAPER = '#2e3440';

const { home, remove } = temporaryHome();
try {
  mkdirSync('docs/pictures', { recursive: true });
  const quiz = new Terminal(['quiz', 'auth', '--seed', '2', '--count', '5'], home);
  await quiz.see('1/5');
  write('question', 'A question about a token, with three answers to choose from', quiz);
  // A wrong answer shows best what the tutor does.
  quiz.type('3');
  await quiz.see('❯ 3.');
  quiz.type(KEY.enter);
  await quiz.see('Source:');
  write('feedback', 'The feedback: what is mistaken in the answer, and what is true', quiz);
  quiz.end();
  await quiz.exited;
  const lab = new Terminal(['lab', 'internet'], home);
  await lab.see('go on');
  lab.type(KEY.enter);
  await lab.see('Task 1');
  lab.type('resolve shop.test\r');
  await lab.see('Task 2');
  write('lab', 'A lab: a name was resolved, the first task is ticked off, and the second one waits', lab);
  lab.end();
  await lab.exited;
} finally {
  remove();
}

function write(name: string, title: string, terminal: Terminal): void {
  writeFileSync(`docs/pictures/${name}.svg`, svg(title, terminal));
}

function svg(title: string, terminal: Terminal): string {
  const columns = 80;
  const rows = terminal.lines().length;
  const width = columns * CELL.width + 32;
  const height = rows * CELL.height + 32;
  const lines = Array.from({ length: rows }, (_, row) => line(terminal, row)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${title}</title>
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="${INK}" xml:space="preserve">
${lines}
</g>
</svg>
`;
}

/** One row: a text element for every run of cells that look the same, each placed by its column. */
function line(terminal: Terminal, row: number): string {
  const { buffer } = terminal;
  const cells = buffer.getLine(buffer.baseY + row);
  if (!cells) return '';
  const y = 16 + (row + 0.75) * CELL.height;
  const runs: { column: number; style: string; text: string }[] = [];
  for (let column = 0; column < cells.length; column++) {
    const cell = cells.getCell(column);
    const text = cell?.getChars() || ' ';
    const color = cell?.isFgPalette() ? COLORS[cell.getFgColor() % 8]! : INK;
    const style = `fill="${color}"${cell?.isBold() ? ' font-weight="bold"' : ''}${cell?.isDim() ? ' opacity="0.65"' : ''}`;
    const last = runs.at(-1);
    if (last?.style === style) last.text += text;
    else runs.push({ column, style, text });
  }
  return runs
    .filter(({ text }) => text.trim() !== '')
    .map(({ column, style, text }) => {
      const lead = text.length - text.trimStart().length;
      const x = 16 + (column + lead) * CELL.width;
      const length = (text.trim().length * CELL.width).toFixed(1);
      return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" textLength="${length}" ${style}>${escapeXml(text.trim())}</text>`;
    })
    .join('\n');
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/ /g, '\u00a0');
}
