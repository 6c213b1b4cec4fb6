import type { Judge } from '../../../../src/lab/build/judge.ts';
import { ask, challengeOf, demandOut, READ, WRITE } from '../ask.ts';
import { issuerOf } from '../issuer.ts';

/** Without a token nobody gets in, whatever the method; and that is 401, not 403. */
export async function missing(judge: Judge): Promise<void> {
  const rule = 'RFC 6750 §3.1, RFC 9110 §15.5.2';
  const demand = (status: number, what: string) =>
    judge.demand(status === 401, { expected: `401 to ${what}`, got: `${status}`, rule });
  demand((await ask(judge, undefined)).status, 'a GET of /orders without a token');
  const body = { title: 'Stolen goods' };
  demand((await ask(judge, undefined, { method: 'POST', body })).status, 'a POST to /orders without a token');
  const headers = { Authorization: `Basic ${Buffer.from('theo:dog-ear').toString('base64')}` };
  demand((await ask(judge, undefined, { headers })).status, 'a request with Basic instead of Bearer');
}

/** What a 401 must say, with and without a token. */
export async function challenge(judge: Judge): Promise<void> {
  const issuer = issuerOf(judge);
  // Whoever checks anything at all refuses this one.
  const claims = { exp: issuer.now() - LONG_AGO, aud: 'nobody', iss: 'nobody', scope: undefined };
  const worst = issuer.token(READ, { header: { typ: 'JWT' }, claims, key: issuer.stranger });
  const refused = await demandOut(judge, worst, 'a token in which everything is wrong', 'RFC 6750 §3.1');
  const { bearer, error, text } = challengeOf(refused);
  judge.demand(bearer, {
    expected: 'WWW-Authenticate with the scheme Bearer in the 401',
    got: text,
    rule: 'RFC 9110 §15.5.2, RFC 6750 §3',
  });
  judge.demand(error === 'invalid_token', {
    expected: 'error="invalid_token" in the 401 to a bad token',
    got: text,
    rule: 'RFC 6750 §3.1',
  });
  const bare = await ask(judge, undefined);
  // Another status than 401 is the business of the check before this one.
  const first = challengeOf(bare);
  judge.demand(bare.status !== 401 || first.bearer, {
    expected: 'WWW-Authenticate with the scheme Bearer in the 401 to a request without a token',
    got: first.text,
    rule: 'RFC 9110 §15.5.2',
  });
  judge.demand(bare.status !== 401 || first.error === undefined, {
    expected: 'no error code where no token was sent',
    got: first.text,
    rule: 'RFC 6750 §3.1',
  });
}

/** Seconds; more than any leeway for clocks that differ. */
export const LONG_AGO = 600;

/** Things that are no tokens are refused like bad ones, and the server lives on. */
export async function garbage(judge: Judge): Promise<void> {
  const issuer = issuerOf(judge);
  const [head, payload, seal] = issuer.token(READ).split('.');
  const list = Buffer.from('[]').toString('base64url');
  const broken = Buffer.from('{"alg":').toString('base64url');
  const nothing = Buffer.from('null').toString('base64url');
  const pieces: [token: string, what: string][] = [
    ['garbage', 'a word that is no token'],
    ['..', 'two dots and nothing else'],
    ['a.b.c', 'three letters with dots'],
    [`${head}.${payload}`, 'a token without its last part'],
    [`${head}.${payload}.${seal}.${seal}`, 'a token in four parts'],
    [`${broken}.${payload}.${seal}`, 'a header that is broken JSON'],
    [`${list}.${payload}.${seal}`, 'a header that is a JSON array'],
    [`${nothing}.${payload}.${seal}`, 'a header that is null'],
    [issuer.token(READ, { header: { kid: 7 }, key: issuer.stranger }), 'a kid that is a number'],
    [issuer.token(READ, { header: { kid: '__proto__' }, key: issuer.stranger }), 'a kid of __proto__'],
  ];
  for (const [token, what] of pieces) {
    const { status } = await ask(judge, token);
    judge.demand(status === 401 || status === 400, {
      expected: `401 (or 400) to ${what}`,
      got: `${status}`,
      rule: 'RFC 6750 §3.1: malformed is invalid_token',
    });
  }
  for (const value of ['Bearer', 'Bearer ', `Bearer  ${head}`, `${head}.${payload}.${seal}`]) {
    const { status } = await ask(judge, undefined, { headers: { Authorization: value } });
    judge.demand(status === 401 || status === 400, {
      expected: `401 or 400 to "Authorization: ${value.slice(0, 20)}"`,
      got: `${status}`,
      rule: 'RFC 6750 §3.1',
    });
  }
  const { status } = await judge.request({ method: 'GET', path: '/' });
  judge.demand(status === 200, {
    expected: '200 to GET / after all that',
    got: `${status}`,
    rule: 'README of the lab',
  });
}

/** A good token in the address does not count: addresses are written into logs. */
export async function query(judge: Judge): Promise<void> {
  const token = issuerOf(judge).token(`${READ} ${WRITE}`);
  const { status } = await ask(judge, undefined, { path: `/orders?access_token=${token}` });
  judge.demand(status >= 400 && status < 500, {
    expected: 'a refusal (401) of a token that stands in the address only',
    got: status === 200 ? '200: it was let in' : `${status}`,
    rule: 'README of the lab; RFC 9700 §4.3.2, RFC 6750 §5.3',
  });
}
