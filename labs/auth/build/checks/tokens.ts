import { createHmac } from 'node:crypto';
import type { Judge } from '../../../../src/lab/build/judge.ts';
import { partOf, readToken } from '../../token-text.ts';
import { demandOut, READ, WRITE } from '../ask.ts';
import { AUDIENCE, issuerOf } from '../issuer.ts';
import { LONG_AGO } from './requests.ts';

/** A token that was changed, or made by somebody else. */
export async function tampered(judge: Judge): Promise<void> {
  const issuer = issuerOf(judge);
  const rule = 'RFC 7515 §5.2: the signature must fit';
  const [head, payload, seal] = readToken(issuer.token(READ))!.parts;
  const more = partOf({ ...issuer.claims(`${READ} ${WRITE}`), sub: 'mina' });
  await demandOut(
    judge,
    `${head}.${more}.${seal}`,
    'a token whose claims were changed under the old signature',
    rule,
  );
  const bytes = Buffer.from(seal, 'base64url');
  bytes[bytes.length >> 1]! ^= 1;
  const bent = `${head}.${payload}.${bytes.toString('base64url')}`;
  await demandOut(judge, bent, 'a token with one bit of its signature turned', rule);
  await demandOut(judge, `${head}.${payload}.`, 'a token with an empty signature', rule);
  const { stranger, keys } = issuer;
  const posing = { key: stranger, header: { kid: keys[0].kid } };
  await demandOut(
    judge,
    issuer.token(READ, posing),
    "a token signed by a stranger under your issuer's kid",
    rule,
  );
  const unknown = { key: stranger };
  await demandOut(judge, issuer.token(READ, unknown), 'a token whose kid is in no key set', 'RFC 9068 §4');
  const brought = { key: stranger, header: { jwk: stranger.publicKey.export({ format: 'jwk' }) } };
  await demandOut(
    judge,
    issuer.token(READ, brought),
    'a token that brings its own key along',
    'RFC 8725 §3.1, RFC 9068 §4',
  );
}

/** The header must not choose the algorithm. */
export async function algorithm(judge: Judge): Promise<void> {
  const issuer = issuerOf(judge);
  const rule = 'RFC 8725 §3.1: the verifier fixes the algorithms';
  const payload = partOf(issuer.claims(READ));
  for (const alg of ['none', 'None', 'NONE']) {
    const token = `${partOf({ ...issuer.header(), alg })}.${payload}.`;
    await demandOut(judge, token, `an unsigned token with "alg":"${alg}"`, `${rule}; RFC 9068 §4`);
  }
  const head = partOf({ ...issuer.header(), alg: 'HS256' });
  const pem = issuer.keys[0].publicKey.export({ format: 'pem', type: 'spki' });
  for (const secret of [
    pem,
    pem.toString().trim(),
    JSON.stringify(issuer.keys[0].publicKey.export({ format: 'jwk' })),
  ]) {
    const seal = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url');
    await demandOut(
      judge,
      `${head}.${payload}.${seal}`,
      'a token with HS256, its secret being the public key',
      rule,
    );
  }
}

/** Not on or after `exp`, and not before `nbf`. */
export async function time(judge: Judge): Promise<void> {
  const issuer = issuerOf(judge);
  const late = { exp: issuer.now() - LONG_AGO, iat: issuer.now() - 2 * LONG_AGO };
  await demandOut(
    judge,
    issuer.token(READ, { claims: late }),
    'a token that expired ten minutes ago',
    'RFC 7519 §4.1.4',
  );
  const bare = issuer.token(READ, { claims: { ...late, scope: undefined } });
  await demandOut(
    judge,
    bare,
    'an expired token that has no scope either: the scope comes last',
    'RFC 6750 §3.1',
  );
  const word = { exp: 'tomorrow' };
  await demandOut(
    judge,
    issuer.token(READ, { claims: word }),
    'a token whose exp is a word',
    'RFC 7519 §4.1.4: a number',
  );
  const endless = { exp: undefined };
  await demandOut(
    judge,
    issuer.token(READ, { claims: endless }),
    'a token without exp',
    'RFC 9068 §2.2: exp is required',
  );
  const early = { nbf: issuer.now() + LONG_AGO, exp: issuer.now() + 2 * LONG_AGO };
  await demandOut(
    judge,
    issuer.token(READ, { claims: early }),
    'a token whose nbf is ten minutes ahead',
    'RFC 7519 §4.1.5',
  );
}

/** Only tokens that were made for this API. */
export async function audience(judge: Judge): Promise<void> {
  const issuer = issuerOf(judge);
  const rule = 'RFC 9068 §4, RFC 7519 §4.1.3';
  const out = (aud: unknown, what: string) =>
    demandOut(judge, issuer.token(READ, { claims: { aud } }), what + say('aud', aud), rule);
  await out('https://newsletter.shop.test', 'a token for another audience');
  await out(`${AUDIENCE}.evil.example`, 'a token whose audience only begins like yours');
  await out(['https://newsletter.shop.test'], 'a token for a list of others');
  await out(7, 'a token whose aud is a number');
  await out(undefined, 'a token without aud');
}

/** Only tokens of this issuer. */
export async function issuer(judge: Judge): Promise<void> {
  const maker = issuerOf(judge);
  const rule = 'RFC 9068 §4: iss must match exactly';
  const out = (iss: unknown, what: string) =>
    demandOut(judge, maker.token(READ, { claims: { iss } }), what + say('iss', iss), rule);
  await out('https://login.evil.example', 'a token that names another issuer');
  await out(`${maker.address}/other`, 'a token whose issuer only begins like yours');
  await out(undefined, 'a token without iss');
}

/** An ID token, or any other JWT of the same issuer, is no access token. */
export async function type(judge: Judge): Promise<void> {
  const maker = issuerOf(judge);
  const rule = 'RFC 9068 §4: typ must be at+jwt';
  const out = (typ: unknown, what: string) =>
    demandOut(judge, maker.token(READ, { header: { typ } }), what + say('typ', typ), rule);
  await out('JWT', 'a signed JWT that is no access token');
  await out('logout+jwt', 'a logout token');
  await out(undefined, 'a JWT without typ');
}

/** What stands in a token, since nobody reads base64url: ` ("aud":"…")`. */
function say(name: string, value: unknown): string {
  return value === undefined ? '' : ` ("${name}":${JSON.stringify(value)})`;
}
