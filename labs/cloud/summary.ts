import type { WireEvent } from '../../src/lab/wire.ts';
import { CLOUDS, type Cloud, GRID, NAMES, ROWS, TITLES } from './grid.ts';
import { isAsk, isSigning, own } from './tasks/look.ts';

/** What each cloud left to the learner, counted, and the table. Markdown. */
export function summary(events: readonly WireEvent[]): string {
  const row = (title: string, cell: (cloud: Cloud) => string | number) =>
    `| ${title} | ${CLOUDS.map(cell).join(' | ')} |`;
  return [
    'Who does what, as you found it (P: the provider):',
    '',
    `| | ${CLOUDS.map((cloud) => NAMES[cloud]).join(' | ')} |`,
    '|---|---|---|---|',
    ...ROWS.map((each) => row(TITLES[each], (cloud) => (GRID[each].owners[cloud] === 'you' ? 'you' : 'P'))),
    '',
    `Your requests until the first entry stood: ${counts(events, toFirstEntry)}. Your programs sent: ${counts(events, programs)}.`,
    '',
    'Iron is IaaS, Bench is PaaS and Desk is SaaS. The less you control, the less you have to do. Data is yours on all three.',
  ].join('\n');
}

function counts(
  events: readonly WireEvent[],
  count: (events: readonly WireEvent[], cloud: Cloud) => number,
): string {
  return CLOUDS.map((cloud) => `${NAMES[cloud]} ${count(events, cloud)}`).join(', ');
}

/** Changes up to the first entry. */
function toFirstEntry(events: readonly WireEvent[], cloud: Cloud): number {
  const changes = own(events).filter(({ door, method }) => door === cloud && /^(POST|PUT)$/.test(method));
  const first = changes.findIndex((each) => isSigning(each, cloud));
  return first === -1 ? changes.length : first + 1;
}

function programs(events: readonly WireEvent[], cloud: Cloud): number {
  return own(events).filter((each) => isAsk(each, cloud, 'PUT', /\/(code|inside\/files\/[^/]+)$/)).length;
}
