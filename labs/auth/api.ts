import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { openHttpDoor, type Reply, type Request } from '../../src/lab/http-door.ts';
import type { Door, Stage } from '../../src/lab/lab.ts';
import { badToken, bearerOf, noToken, tooLittle } from './bearer.ts';
import { isForm, knows, NO_FORM, UNKNOWN } from './people.ts';
import { readToken } from './token-text.ts';

const ISSUER = 'https://login.shop.test';
const AUDIENCE = 'https://api.shop.test';
/** Seconds that a token lasts, unless the form asks for fewer. */
const LIFETIME = 600;
const REALM = 'api';

/** What a verifier says of a token: its claims, or why it refuses it. */
type Verify = (token: string) => Promise<{ claims: JWTPayload } | { refused: string }>;

/** The second lock: one API that checks JWTs with `jose`, and its predecessor, which believes what the header says. */
export async function openApis(stage: Stage): Promise<Door[]> {
  const jose = await import('jose');
  const key = randomBytes(32);
  const order = 10_000 + Math.floor(stage.random() * 90_000);

  const issue = async (seconds: number): Promise<string> => {
    const now = Math.floor(stage.now() / 1000);
    return new jose.SignJWT({ role: 'customer', order })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject('theo')
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(key);
  };

  const strong: Verify = async (token) => {
    try {
      const { payload } = await jose.jwtVerify(token, key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp'],
        currentDate: new Date(stage.now()),
      });
      return { claims: payload };
    } catch (error) {
      if (error instanceof jose.errors.JWTExpired) return { refused: 'the token has expired' };
      if (error instanceof jose.errors.JOSEAlgNotAllowed)
        return { refused: 'this algorithm is not allowed here' };
      if (error instanceof jose.errors.JWSSignatureVerificationFailed)
        return { refused: 'the signature does not fit' };
      return { refused: 'the token is malformed' };
    }
  };

  const door = (name: string, what: string, verify: Verify) =>
    openHttpDoor(stage, { name, what, handle: (request) => answer(request, { verify, issue, order }) });
  return [
    await door('api', 'lock 2: an API that checks JWTs', strong),
    await door('weak', 'lock 2 of last year: the header chooses the algorithm', weakly(key, stage)),
  ];
}

/** A home-made verifier with the classic mistake: the token's header decides whether a signature is needed (RFC 8725 §2.1). */
function weakly(key: Buffer, stage: Stage): Verify {
  return async (token) => {
    const read = readToken(token);
    if (!read) return { refused: 'the token is malformed' };
    const { header, payload, parts } = read;
    if (header.alg !== 'none') {
      const right = createHmac('sha256', key).update(`${parts[0]}.${parts[1]}`).digest();
      const given = Buffer.from(parts[2], 'base64url');
      if (given.length !== right.length || !timingSafeEqual(given, right))
        return { refused: 'the signature does not fit' };
    }
    if (typeof payload.exp !== 'number' || payload.exp * 1000 <= stage.now())
      return { refused: 'the token has expired' };
    return { claims: payload };
  };
}

async function answer(
  request: Request,
  { verify, issue, order }: { verify: Verify; issue(seconds: number): Promise<string>; order: number },
): Promise<Reply> {
  const { method, path } = request;
  if (path === '/login') {
    if (method !== 'POST') return { status: 405, headers: { Allow: 'POST' }, body: 'Here: POST.\n' };
    if (!isForm(request)) return { status: 415, body: `${NO_FORM}\n` };
    return logIn(new URLSearchParams(request.text), issue);
  }
  if (path !== '/admin' && !path.startsWith('/orders/'))
    return { status: 404, body: 'No such thing here.\n' };
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, headers: { Allow: 'GET, HEAD' }, body: 'Here: GET.\n' };
  const token = bearerOf(request);
  if (token === undefined) return noToken(REALM);
  const verdict = await verify(token);
  if ('refused' in verdict) return badToken(REALM, verdict.refused);
  const { claims } = verdict;
  if (path === '/admin') {
    if (claims.role !== 'admin') return tooLittle(REALM, 'Only role admin may see this.');
    return { status: 200, body: { takings: 1742.5, safe: 'behind the cookbooks' } };
  }
  if (claims.order !== order || path !== `/orders/${order}`)
    return { status: 404, body: 'You have no such order.\n' };
  return { status: 200, body: { order, title: 'The Art of Locks', for: claims.sub } };
}

async function logIn(form: URLSearchParams, issue: (seconds: number) => Promise<string>): Promise<Reply> {
  const lifetime = Number(form.get('lifetime') ?? LIFETIME);
  if (!knows(form)) return { status: 403, body: `${UNKNOWN}\n` };
  if (!Number.isInteger(lifetime) || lifetime < 1 || lifetime > LIFETIME)
    return { status: 422, body: `lifetime is a number of seconds, 1 to ${LIFETIME}.\n` };
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: { access_token: await issue(lifetime), token_type: 'Bearer', expires_in: lifetime },
  };
}
