import type { Judge } from '../../../../src/lab/build/judge.ts';
import { demandCreated, entries, factor, kept, marker, needStored, sign, storeOf, until } from './kit.ts';

const RULE = factor('IX. Disposability');
/** How long an answer is watched for that comes too early, and how long an entry may take to the store. */
const EARLY = 400;
const WITHIN = 5000;

/** Killed without warning, and started anew: whatever was answered with 201 is still there. */
export async function crash(judge: Judge): Promise<void> {
  const store = storeOf(judge);
  const instance = await judge.start();
  await needStored(judge, store, instance);
  const text = marker(judge);
  store.hold();
  try {
    const answer = sign(judge, text, instance, 2 * WITHIN);
    answer.catch(() => {});
    await until(() => store.held.includes(text), WITHIN);
    const isEarly = await kept(answer, EARLY);
    judge.demand(
      !isEarly,
      {
        expected: 'no answer to POST /entries before the store has confirmed the entry',
        got: 'an answer while the store was still at work: a crash right then loses an entry that was promised',
        rule: RULE,
      },
      isEarly ? await answer : undefined,
    );
    store.release();
    demandCreated(judge, await answer);
  } finally {
    store.release();
  }
  instance.signal('SIGKILL');
  await instance.over;
  const again = await judge.start();
  judge.demand((await entries(judge, again)).includes(text), {
    expected: `“${text}”, answered with 201 before the crash, after the restart too`,
    got: 'a list without it',
    rule: RULE,
  });
}
