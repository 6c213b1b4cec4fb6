import { cleanText } from '../course/clean.ts';
import type { CheckResult } from '../lab/build/run.ts';
import { breakLine, plural, wrap } from '../screen/text.ts';
import type { Theme } from '../screen/theme.ts';

/** One check: a line when it passed; else what was on the wire, what was expected, and whose rule it is. */
export function reportLines(
  { task, state, unmet, exchange, why }: CheckResult,
  width: number,
  theme: Theme,
): string[] {
  const { symbols } = theme;
  if (state === 'passed') return wrap(task.title, width, `${theme.right(symbols.right)} `);
  if (state === 'skipped')
    return wrap(`${task.title} (skipped: ${why})`, width, `${theme.faint(symbols.missed)} `);
  const lines = wrap(theme.strong(task.title), width, `${theme.wrong(symbols.wrong)} `);
  if (exchange) {
    const wire = (text: string, mark: string) =>
      cleanText(text)
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
