import type { Asked, Judge, Judged } from '../../../src/lab/build/judge.ts';

export const READ = 'orders:read';
export const WRITE = 'orders:write';

/** A request to /orders with a token in `Authorization`. */
export function ask(judge: Judge, token: string | undefined, more: Partial<Asked> = {}): Promise<Judged> {
  return judge.request({
    method: 'GET',
    path: '/orders',
    ...more,
    headers: { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...more.headers },
  });
}

/** Demands that a token is let in. `what` is the token in words: `a token for this audience`. */
export async function demandIn(judge: Judge, token: string, what: string, rule: string): Promise<Judged> {
  const answer = await ask(judge, token);
  judge.demand(answer.status === 200, { expected: `200 to ${what}`, got: `${answer.status}`, rule });
  return answer;
}

/** Demands that a token is refused with 401. */
export async function demandOut(judge: Judge, token: string, what: string, rule: string): Promise<Judged> {
  const answer = await ask(judge, token);
  const let_in = answer.status >= 200 && answer.status < 300;
  const got = let_in ? `${answer.status}: it was let in` : `${answer.status}`;
  judge.demand(answer.status === 401, { expected: `401 to ${what}`, got, rule });
  return answer;
}

/** What a `WWW-Authenticate` field says: the challenge for the scheme Bearer, and its error code. */
export function challengeOf(answer: Judged): { bearer: boolean; error: string | undefined; text: string } {
  const text = answer.header('www-authenticate') ?? '';
  return {
    bearer: /(?:^|,)\s*Bearer(?:\s|,|$)/i.test(text),
    error: /(?:^|[\s,])error\s*=\s*"?([^",\s]*)"?/i.exec(text)?.[1],
    text: text === '' ? 'no WWW-Authenticate field' : `WWW-Authenticate: ${text}`,
  };
}
