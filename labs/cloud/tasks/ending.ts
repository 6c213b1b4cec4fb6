import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange, WireEvent } from '../../../src/lab/wire.ts';
import { SPAM } from '../desk.ts';
import { CLOUDS, faults, GRID, NAMES, ROWS, type Row, readOwners, rowOf, TITLES } from '../grid.ts';
import { describe, isAsk, isReading, lastAt, own, pathOf, waiting, worked } from './look.ts';
import { notice } from './patching.ts';

/** Look after what is written, on all three. */
export function data(events: readonly WireEvent[]): Verdict {
  const announced = notice(events, 'guestbook');
  if (!announced)
    return notYet('the second notice, which comes when your machine is patched', 'no notice yet', 'the task');
  const since = own(events).filter(({ n }) => n > announced.n);
  const unread = CLOUDS.find((cloud) => !since.some((each) => isReading(each, cloud)));
  const removed = since.filter((each) => isAsk(each, 'desk', 'DELETE', /\/\d+$/) && worked(each)).at(-1);
  const look = since.findLast((each) => isReading(each, 'desk'));
  const isClean = look !== undefined && !look.answer.includes(SPAM);
  if (removed && look && look.n > removed.n && isClean && !unread) return DONE;
  if (removed && look && look.n > removed.n && !isClean)
    return wrong('the entry about hats removed', `${describe(removed)}: that was another entry`, 'the task');
  if (removed && !(look && look.n > removed.n))
    return waiting('a GET of the guestbook at Desk after that', lastAt(since, 'desk'));
  if (unread) return waiting(`a GET of the guestbook at ${NAMES[unread]}`, lastAt(since, unread));
  return waiting('a DELETE of the stranger’s entry at Desk', lastAt(since, 'desk'), GRID.data.rule);
}

/** The table, filled from what happened. */
export function table(events: readonly WireEvent[]): Verdict {
  const filled = new Map<Row, HttpExchange>();
  const last = own(events).findLast((each) => each.door === 'mina' && pathOf(each).startsWith('/table'));
  for (const each of own(events)) {
    const row = isAsk(each, 'mina', 'PUT', /^\/table\/[^/]+$/)
      ? rowOf(pathOf(each).split('/')[2]!)
      : undefined;
    if (row && worked(each)) filled.set(row, each);
  }
  for (const [row, { body }] of filled) {
    const owners = readOwners(body);
    const [fault] = owners ? faults(row, owners) : [];
    if (!owners || !fault) continue;
    const { cloud, why } = fault;
    return wrong(
      `the other one for ${TITLES[row]} at ${NAMES[cloud]}. ${why.replace(/\.$/, '')}`,
      `“${owners[cloud]}”`,
      GRID[row].rule,
    );
  }
  const missing = ROWS.filter((row) => !filled.has(row));
  if (missing.length === 0) return DONE;
  return waiting(`rows for ${missing.map((row) => TITLES[row]).join(', ')}`, last);
}
