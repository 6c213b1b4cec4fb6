import type { Judge, Judged } from '../../../../src/lab/build/judge.ts';
import { storeOf, until } from './kit.ts';

const RULE = 'the task; Kubernetes documentation, readiness probes; RFC 9110 §15.6.4';

/** How long the health may take to follow the truth, in milliseconds: it may be looked at from time to time only. */
const FOLLOWS = 3000;

/** The health check follows the truth: fine, not fine while the store is down, fine again. */
export async function health(judge: Judge): Promise<void> {
  const store = storeOf(judge);
  const get = () => judge.request({ method: 'GET', path: '/health' });
  const ask = async (expected: string, want: 200 | 503) => {
    let answer: Judged | undefined;
    await until(async () => {
      answer = await get();
      return answer.status === want || ![200, 503].includes(answer.status);
    }, FOLLOWS);
    judge.demand(answer?.status === want, { expected, got: `${answer?.status}`, rule: RULE });
  };
  await ask('200 to GET /health while all is well', 200);
  store.fail(true);
  try {
    await ask('503 to GET /health while the store does not answer: this instance cannot do its work', 503);
  } finally {
    store.fail(false);
  }
  await ask('200 to GET /health once the store is back', 200);
}
