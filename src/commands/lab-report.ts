import { cleanText } from '../course/clean.ts';
import type { CheckResult } from '../lab/build/run.ts';
import { breakLine, plural, wrap } from '../screen/text.ts';
import type { Theme } from '../screen/theme.ts';

/** Characters of one line of a head that are shown, such as of a field with a token in it. */
const SHOWN = 120;

/**
 * One check: a line when it passed; else what was on the wire, what was expected, and whose rule it is. What has been shown
 * for one of the checks `before` is not shown again.
 */
export function reportLines(
  result: CheckResult,
  width: number,
  theme: Theme,
  before: CheckResult[] = [],
): string[] {
  const { task, state, unmet, exchange, wrote, why } = result;
  const { symbols } = theme;
  if (state === 'passed') return wrap(task.title, width, `${theme.right(symbols.right)} `);
  if (state === 'skipped')
    return wrap(`${task.title} (skipped: ${why})`, width, `${theme.faint(symbols.missed)} `);
  const lines = wrap(theme.strong(task.title), width, `${theme.wrong(symbols.wrong)} `);
  if (unmet && before.some((each) => saysTheSame(each, result)))
    return [...lines, ...wrap(`${unmet.expected}, as above`, width, '  expected '), ''];
  if (exchange) {
    const wire = (text: string, mark: string) =>
      shortenHead(cleanText(text))
        .split('\n')
        .flatMap((line) => breakLine(`  ${mark} ${line}`.trimEnd(), width, `    ${symbols.wrapped}`));
    lines.push(...wire(exchange.sent, '>').map(theme.code), ...wire(exchange.received, '<').map(theme.quote));
  }
  if (unmet) {
    const told = (label: string, text: string) => wrap(cleanText(text), width, `  ${label} `);
    lines.push(
      ...told('expected', unmet.expected),
      ...told('got     ', unmet.got),
      ...told('rule    ', unmet.rule),
      ...(wrote ? told('server  ', wrote) : []),
    );
  }
  return [...lines, ''];
}

export function summaryLines(results: CheckResult[], ready: number, width: number): string[] {
  const count = (state: CheckResult['state']) => results.filter((each) => each.state === state).length;
  const failed = count('failed');
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
  const verdict = failed === 0 ? 'All is well' : `${plural(failed, 'check')} failed`;
  const started = ready > 0 ? ` Your server answered ${ready} ms after its start.` : '';
  return [
    '',
    ...wrap(`${verdict}: ${count('passed')} of ${results.length} passed${skipped}.${started}`, width),
  ];
}

/** Whether two checks failed for want of the same: the same sentence, and the same kind of answer to it. */
function saysTheSame(one: CheckResult, other: CheckResult): boolean {
  const answer = ({ exchange }: CheckResult) => exchange?.received.split('\n')[0];
  return (
    one.unmet?.expected === other.unmet?.expected &&
    one.unmet?.rule === other.unmet?.rule &&
    answer(one) === answer(other) &&
    // What a server wrote about it is another story each time.
    !other.unmet?.got.includes('\n') &&
    !other.wrote
  );
}

/** Long lines above the content are cut: a token in them would take up half a screen, and nobody reads it there. */
function shortenHead(text: string): string {
  const end = text.indexOf('\n\n');
  const head = end === -1 ? text : text.slice(0, end);
  const short = head.split('\n').map((line) => {
    const left = line.length - SHOWN;
    return left > 20 ? `${line.slice(0, SHOWN)}… ${left} more characters` : line;
  });
  return short.join('\n') + text.slice(head.length);
}
