import { createPublicKey, verify } from 'node:crypto';

const { ISSUER, AUDIENCE, JWKS_URI } = process.env;

/** Why a request is not fulfilled: a status, and an error code where RFC 6750 has one. */
export class Refused extends Error {
  constructor(status, error) {
    super(error ?? 'no token');
    this.status = status;
    this.error = error;
  }
}

const bad = () => new Refused(401, 'invalid_token');

/** Each check by its name; every one throws a `Refused`, or lets the token pass. */
export const rules = {
  /** The token of a request. */
  token(request) {
    const given = request.headers.authorization ?? '';
    if (!/^bearer( |$)/i.test(given)) throw new Refused(401);
    return given.slice('bearer'.length).trim();
  },

  /** Header and claims as objects, unchecked. */
  parse(token) {
    const parts = token.split('.');
    if (parts.length !== 3) throw bad();
    const [header, claims] = parts.slice(0, 2).map((part) => {
      try {
        return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
      } catch {
        throw bad();
      }
    });
    for (const each of [header, claims]) {
      if (typeof each !== 'object' || each === null || Array.isArray(each)) throw bad();
    }
    return { header, claims, parts };
  },

  /** This API has chosen the algorithm; the token has no say. */
  algorithm({ header }) {
    if (header.alg !== 'RS256') throw bad();
  },

  /** The issuer's key that the token names. */
  async key({ header }, keys) {
    const key = keys.find(({ kid, kty }) => kty === 'RSA' && kid === header.kid);
    if (!key) throw bad();
    return createPublicKey({ key, format: 'jwk' });
  },

  signature({ parts: [header, claims, signature] }, key) {
    const signed = Buffer.from(`${header}.${claims}`);
    if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) throw bad();
  },

  type({ header }) {
    if (header.typ !== 'at+jwt' && header.typ !== 'application/at+jwt') throw bad();
  },

  issuer({ claims }) {
    if (claims.iss !== ISSUER) throw bad();
  },

  audience({ claims }) {
    if (![claims.aud].flat().includes(AUDIENCE)) throw bad();
  },

  time({ claims }) {
    const now = Date.now() / 1000;
    if (typeof claims.exp !== 'number' || now >= claims.exp) throw bad();
    if (claims.nbf !== undefined && !(claims.nbf <= now)) throw bad();
  },

  scope({ claims }, needed) {
    const given = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
    if (!given.includes(needed)) throw new Refused(403, 'insufficient_scope');
  },

  /** The fields that tell a client why. */
  challenge({ error }) {
    return {
      'WWW-Authenticate': error ? `Bearer realm="orders", error="${error}"` : 'Bearer realm="orders"',
    };
  },
};

/** A request listener for node:http that follows these rules. */
export function createApi(by, orders = []) {
  let keys;

  async function check(request, needed) {
    const token = by.parse(by.token(request));
    by.algorithm(token);
    keys ??= (await (await fetch(JWKS_URI)).json()).keys;
    by.signature(token, await by.key(token, keys));
    by.type(token);
    by.issuer(token);
    by.audience(token);
    by.time(token);
    by.scope(token, needed);
  }

  async function answer(request, send) {
    const { method } = request;
    const path = request.url.split('?')[0];
    if (path === '/') return send(200, { orders: '/orders' });
    if (path !== '/orders') return send(404, {});
    if (method === 'GET') {
      await check(request, 'orders:read');
      return send(200, orders);
    }
    if (method !== 'POST') return send(405, {}, { Allow: 'GET, POST' });
    await check(request, 'orders:write');
    let text = '';
    for await (const piece of request) text += piece;
    let title;
    try {
      ({ title } = JSON.parse(text));
    } catch {
      return send(400, {});
    }
    orders.push({ title });
    return send(201, { title }, { Location: '/orders' });
  }

  return async (request, response) => {
    const send = (status, body, fields = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...fields });
      response.end(JSON.stringify(body));
    };
    try {
      await answer(request, send);
    } catch (error) {
      if (error instanceof Refused) send(error.status, {}, by.challenge(error));
      else send(500, {});
    }
  };
}
