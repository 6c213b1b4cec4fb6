import type { Judge } from '../../../../src/lab/build/judge.ts';
import { factor, marker, storeOf, until } from './kit.ts';

/** How long a line may take to come out, in milliseconds. */
const WITHIN = 2000;

/** A line for each request, at standard output, at once. */
export async function logs(judge: Judge): Promise<void> {
  storeOf(judge);
  const { output } = judge.server!;
  const path = `/no-such-page-${marker(judge)}`;
  const answer = await judge.request({ method: 'GET', path });
  if (await until(() => output.stdout.includes(path), WITHIN)) return;
  const got = output.stderr.includes(path)
    ? 'it at standard error, and nothing at standard output'
    : `no such line within ${WITHIN / 1000} seconds. A file is gone with the machine; and some languages hold lines back until you flush`;
  const expected = `a line with ${path} at standard output`;
  judge.demand(false, { expected, got, rule: factor('XI. Logs') }, answer);
}
