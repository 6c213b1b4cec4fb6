import type { Judge } from '../../../../src/lab/build/judge.ts';
import { ask, challengeOf, demandIn, READ, WRITE } from '../ask.ts';
import { issuerOf } from '../issuer.ts';

/** A good token is not enough for everything: 403, and nothing is done. */
export async function scope(judge: Judge): Promise<void> {
  const issuer = issuerOf(judge);
  const rule = 'RFC 6750 §3.1, RFC 9110 §15.5.4';
  const title = `Not to be ordered ${1 + Math.floor(judge.random() * 1e6)}`;
  const body = { title };
  const forbidden = async (claim: unknown, method: string, what: string) => {
    const token = issuer.token('', { claims: { scope: claim } });
    const answer = await ask(judge, token, { method, ...(method === 'POST' && { body }) });
    judge.demand(answer.status === 403, { expected: `403 to ${what}`, got: `${answer.status}`, rule });
    const { bearer, error, text } = challengeOf(answer);
    judge.demand(bearer && error === 'insufficient_scope', {
      expected: 'WWW-Authenticate: Bearer with error="insufficient_scope" in the 403',
      got: text,
      rule: 'RFC 6750 §3.1',
    });
  };
  await forbidden(READ, 'POST', 'a POST with a token for orders:read only');
  await forbidden(WRITE, 'GET', 'a GET with a token for orders:write only');
  await forbidden(
    `${WRITE}-all x${WRITE}`,
    'POST',
    'a POST with scopes whose names only contain orders:write',
  );
  await forbidden('', 'GET', 'a GET with a token whose scope is empty');
  await forbidden(7, 'GET', 'a GET with a token whose scope is a number');
  await forbidden(undefined, 'GET', 'a GET with a token without scope');

  const list = await demandIn(judge, issuer.token(READ), 'a good token', 'RFC 9068 §4');
  judge.demand(!list.text.includes(title), {
    expected: 'no trace of an order that was refused',
    got: 'that order in the list: it was made before the token was looked at',
    rule: 'RFC 9110 §15.5.4: 403 refuses to fulfil the request',
  });
}
