// The correct server with one fault: node broken.js <fault>
import { createHmac, createPublicKey } from 'node:crypto';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { createApi, Refused, rules } from './correct-js/api.js';

const pass = () => {};

const faults = {
  'no-signature': { signature: pass },
  none: {
    algorithm: (token) => token.header.alg === 'none' || rules.algorithm(token),
    signature: (token, key) => token.header.alg === 'none' || rules.signature(token, key),
  },
  'public-key-as-secret': {
    algorithm: (token) => token.header.alg === 'HS256' || rules.algorithm(token),
    signature(token, key) {
      if (token.header.alg !== 'HS256') return rules.signature(token, key);
      const [header, claims, signature] = token.parts;
      const secret = key.export({ format: 'pem', type: 'spki' });
      const mac = createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url');
      if (mac !== signature) throw new Refused(401, 'invalid_token');
    },
  },
  'key-from-token': {
    key: (token, keys) =>
      token.header.jwk ? createPublicKey({ key: token.header.jwk, format: 'jwk' }) : rules.key(token, keys),
  },
  'first-key': { key: (_, [first]) => createPublicKey({ key: first, format: 'jwk' }) },
  'no-exp': { time: pass },
  'exp-optional': { time: (token) => token.claims.exp === undefined || rules.time(token) },
  'no-nbf': { time: ({ claims }) => rules.time({ claims: { ...claims, nbf: undefined } }) },
  'no-aud': { audience: pass },
  'aud-begins': {
    audience({ claims }) {
      if (![claims.aud].flat().some((each) => `${each}`.startsWith(process.env.AUDIENCE)))
        throw new Refused(401, 'invalid_token');
    },
  },
  'aud-text-only': {
    audience({ claims }) {
      if (claims.aud !== process.env.AUDIENCE) throw new Refused(401, 'invalid_token');
    },
  },
  'no-iss': { issuer: pass },
  'iss-begins': {
    issuer({ claims }) {
      if (!`${claims.iss}`.startsWith(process.env.ISSUER)) throw new Refused(401, 'invalid_token');
    },
  },
  'no-typ': { type: pass },
  'no-challenge': {
    challenge: (refused) => (refused.status === 401 ? {} : rules.challenge(refused)),
  },
  'no-error-code': {
    challenge: ({ status, error }) => rules.challenge({ error: status === 401 ? undefined : error }),
  },
  'error-without-token': {
    challenge: ({ status, error = 'invalid_token' }) => rules.challenge({ status, error }),
  },
  'silent-403': { challenge: (refused) => (refused.status === 403 ? {} : rules.challenge(refused)) },
  'missing-403': {
    token(request) {
      if (request.headers.authorization === undefined) throw new Refused(403, 'insufficient_scope');
      return rules.token(request);
    },
  },
  'scope-401': {
    scope(token, needed) {
      try {
        rules.scope(token, needed);
      } catch {
        throw new Refused(401, 'invalid_token');
      }
    },
  },
  'no-scope': { scope: pass },
  'scope-contains': {
    scope({ claims }, needed) {
      if (!`${claims.scope}`.includes(needed)) throw new Refused(403, 'insufficient_scope');
    },
  },
  'garbage-500': {
    parse(token) {
      const parts = token.split('.');
      const [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
      return { header, claims, parts };
    },
  },
  'garbage-crash': {
    parse(token) {
      if (!token.includes('.')) process.exit(1);
      return rules.parse(token);
    },
  },
  'token-in-query': {
    token(request) {
      const [, token] = /[?&]access_token=([^&]+)/.exec(request.url) ?? [];
      return token ?? rules.token(request);
    },
  },
};

const fault = process.argv[2];
const orders = [];
const api = createApi({ ...rules, ...faults[fault] }, orders);

/** Adds the order before anybody looks at the token. */
async function actsFirst(request, response) {
  let text = '';
  for await (const piece of request) text += piece;
  if (request.method === 'POST') orders.push(JSON.parse(text));
  const { method, url, headers } = request;
  return api(Object.assign(Readable.from([text]), { method, url, headers }), response);
}

createServer(fault === 'acts-first' ? actsFirst : api).listen(Number(process.env.PORT), '127.0.0.1');
