import type { WireEvent } from '../../src/lab/wire.ts';
import { isLost, isRepeat, seen } from './tasks/look.ts';

/** What the learner's own requests came to, as Markdown. */
export function summary(events: readonly WireEvent[]): string {
  const all = seen(events);
  const methods = [...new Set(all.map(({ method }) => method))];
  const rows = methods.map((method) => {
    const sent = all.filter((each) => each.method === method);
    return `| ${method} | ${sent.length} | ${sent.filter(isLost).length} |`;
  });
  const codes = [...new Set(all.flatMap(({ status }) => status ?? []))].sort((a, b) => a - b);
  const repeated = (method: string) =>
    all.filter(
      (each) => each.method === method && all.some((first) => isLost(first) && isRepeat(first, each)),
    ).length;
  return [
    'Your requests, and how many answers the cable ate:',
    '',
    '| Method | sent | lost |',
    '|---|---|---|',
    ...rows,
    '',
    `Codes that you met: ${codes.join(', ')}.`,
    '',
    `After a lost answer you sent ${times(repeated('PUT'), 'PUT')}, ${times(repeated('DELETE'), 'DELETE')} and ${times(repeated('POST'), 'POST')} again. Each PUT and each DELETE left the shop as the first try had left it. A POST without a key added one more book.`,
  ].join('\n');
}

function times(number: number, method: string): string {
  return `${number} ${method}`;
}
