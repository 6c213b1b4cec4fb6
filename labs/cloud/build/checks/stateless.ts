import type { Judge } from '../../../../src/lab/build/judge.ts';
import { demandCreated, entries, factor, isStored, LIST, marker, sign, storeOf } from './kit.ts';

const RULE = factor('VI. Processes');

/** What one instance was told, the other one knows, both ways; and it lies in the store. */
export async function stateless(judge: Judge): Promise<void> {
  const store = storeOf(judge);
  const first = judge.server!;
  const second = await judge.start();
  // Both know the list before it grows: a copy that one of them keeps shows now.
  await entries(judge, first);
  await entries(judge, second);
  for (const [from, to, who] of [
    [first, second, 'second'],
    [second, first, 'first'],
  ] as const) {
    const text = marker(judge);
    const answer = await sign(judge, text, from);
    demandCreated(judge, answer);
    const isThere = await isStored(store, text);
    const isKnown = (await entries(judge, to)).includes(text);
    const expected = `“${text}”, which one instance answered with 201, from the ${who} instance too`;
    judge.demand(isKnown || isThere, {
      expected,
      got: 'nothing there, and nothing in the store: it is in the memory of one process',
      rule: RULE,
    });
    judge.demand(isThere, {
      expected: `“${text}” in the store at STORE_URL, in the list /${LIST}`,
      got: 'it on the disk that both happen to share here; on a platform each instance has a disk of its own, and it does not last',
      rule: `${RULE}; IV. Backing services`,
    });
    judge.demand(isKnown, {
      expected,
      got: 'a list without it, although it is in the store: this instance answers from a copy in its memory',
      rule: RULE,
    });
  }
}
