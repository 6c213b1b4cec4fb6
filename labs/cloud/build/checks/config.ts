import type { Judge } from '../../../../src/lab/build/judge.ts';
import { factor, marker } from './kit.ts';

/** The same program in two environments says two things. */
export async function config(judge: Judge): Promise<void> {
  const greeting = `Good day, ${marker(judge)}`;
  const instance = await judge.start({ GREETING: greeting });
  const answer = await judge.request({ method: 'GET', path: '/', to: instance });
  judge.demand(answer.text.includes(greeting), {
    expected: `“${greeting}” in the answer to GET /, as the environment variable GREETING says`,
    got: answer.text.trim() === '' ? 'nothing' : `“${answer.text.trim().slice(0, 80)}”`,
    rule: factor('III. Config'),
  });
}
