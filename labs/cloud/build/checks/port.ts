import type { Judge } from '../../../../src/lab/build/judge.ts';
import { factor } from './kit.ts';

/** Two instances, each on the port that it is told. That the first one came up has shown half of it. */
export async function port(judge: Judge): Promise<void> {
  const rule = factor('VII. Port binding');
  const first = await judge.request({ method: 'GET', path: '/' });
  judge.demand(first.status === 200, { expected: '200 to GET /', got: `${first.status}`, rule: 'the task' });
  if (!judge.server) return;
  const second = await judge.start();
  const answer = await judge.request({ method: 'GET', path: '/', to: second });
  const expected = `200 to GET / from a second instance, at port ${second.port}, while the first one runs`;
  judge.demand(answer.status === 200, { expected, got: `${answer.status}`, rule });
}
