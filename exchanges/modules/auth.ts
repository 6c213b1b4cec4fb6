import { createHash, scryptSync } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { base64url, decodeJwt, jwtVerify, SignJWT } from 'jose';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { exchange, reply, serve, statusOf } from '../http.ts';
import { CONNECTION_AND_DATE } from '../message.ts';

const L = 'lessons/auth/';
const Q = 'quizzes/auth.yaml#';
const BRIEF = { leaveOut: CONNECTION_AND_DATE };
/** For these exchanges only: a secret that is printed in a repository protects nothing. */
const KEY = new TextEncoder().encode('a key for the examples of the course, in no use elsewhere');

/** A signed token with its claims in the given order, broken after the dots. */
async function token(header: object, claims: object): Promise<string> {
  const signed = await new SignJWT(claims as Record<string, unknown>)
    .setProtectedHeader(header as { alg: string })
    .sign(KEY);
  await jwtVerify(signed, KEY, { currentDate: new Date(0) });
  return signed.replaceAll('.', '.\n');
}

/** A stored password: parameters, salt, hash, as in the lesson. */
function stored(salt: string): string {
  const [cost, block, parallel] = [131_072, 8, 1];
  const options = { N: cost, r: block, p: parallel, maxmem: 256 * cost * block };
  const hash = scryptSync('dog-ear', Buffer.from(salt, 'base64url'), 32, options);
  return `scrypt$${cost}$${block}$${parallel}$${salt}\n  $${hash.toString('base64url')}`;
}

/** The value of Basic in a block, decoded. */
const basic = (course: Course, place: string): string =>
  Buffer.from(/Basic (\S+)/.exec(course.peek(place))![1]!, 'base64').toString();

const sessions = new Map([
  ['cZQYYo3_QnxemsCESru-Gg', 'theo'],
  ['VpRYbfUOSpp3zbtZVTsKkA', 'theo'],
]);

/** What the module auth shows on the wire. */
export const auth: Exchange[] = [
  {
    name: 'known and refused',
    play: async (course) => {
      const place = `${L}01-who-and-what.md#what-the-status-code-tells`;
      const server: RequestListener = (request, response) =>
        reply(response, sessions.has(request.headers.cookie?.slice(4) ?? '') ? 403 : 401, {});
      await exchange(course, server, place, `${place}/2`, BRIEF);
      for (const id of ['pre-logged-in-and-refused', 'status-for-known-user'])
        expects(id, statusOf(await exchange(course, server, Q + id)), 403);
    },
  },
  {
    name: 'stored passwords',
    play: (course) => {
      const salts = ['ouu1m2AdXlpXKyXqs6Ry3w', 'QiZisIKAlHcC5kwnF3BCfw'];
      course.record(`${L}02-passwords.md#what-to-store`, salts.map(stored).join('\n'));
    },
  },
  {
    name: 'Basic authentication',
    play: async (course) => {
      const place = `${L}02-passwords.md#a-password-with-every-request`;
      const server: RequestListener = (_, response) => reply(response, 200, {});
      for (const each of [place, `${Q}cp-decode-basic`]) await exchange(course, server, each);
      expects('Theo', basic(course, place), 'theo:dog-ear');
      course.says(`${Q}cp-decode-basic`, basic(course, `${Q}cp-decode-basic`).split(':')[1]!);
      await exchange(course, server, `${Q}opaque-arrives`);
    },
  },
  {
    name: 'a session begins',
    play: async (course) => {
      const place = `${L}03-cookies-and-sessions.md#from-login-to-logout`;
      const server: RequestListener = (_, response) =>
        reply(response, 303, {
          Location: '/orders',
          'Set-Cookie': 'sid=cZQYYo3_QnxemsCESru-Gg; Secure; HttpOnly; SameSite=Lax',
        });
      await exchange(course, server, place, `${place}/2`, BRIEF);
      await serve(course, `${Q}cookie-by-attributes`, BRIEF);
      await serve(course, `${Q}httponly-without-secure`, BRIEF);
    },
  },
  {
    name: 'signed tokens',
    play: async (course) => {
      const place = `${L}04-tokens.md#what-a-jwt-holds`;
      const theo = { sub: 'theo', role: 'customer', exp: 1_795_176_900 };
      course.record(place, await token({ alg: 'HS256', typ: 'JWT' }, theo));
      const [code, shown] = course.read(`${place}/2`).split('\n') as [string, string];
      const read = new Function('token', 'Buffer', `return ${code}`);
      const line = read(course.peek(place).replaceAll('\n', ''), Buffer) as string;
      expects('the payload', shown, `// ${line}`);
      course.record(`${Q}jwt-is-readable`, await token({ alg: 'HS256' }, { role: 'user' }));
      course.record(`${Q}decode-the-shelf`, await token({ alg: 'HS256' }, { sub: 'theo', shelf: 'atlas' }));
    },
  },
  {
    name: 'a token without a signature',
    play: async (course) => {
      const part = (value: object) => base64url.encode(JSON.stringify(value));
      const bare = `${part({ alg: 'none' })}.\n${part({ sub: 'mina', role: 'admin' })}.`;
      course.record(`${L}05-checking-a-token.md#keys-and-algorithms`, bare);
      course.record(`${Q}header-picks-the-algorithm`, bare);
      const taken = await jwtVerify(bare.replace('\n', ''), KEY).catch((error: Error) => error.name);
      expects('alg none', typeof taken, 'string');
      await serve(course, `${L}05-checking-a-token.md#how-to-say-no`, BRIEF);
    },
  },
  {
    name: 'claims that are wrong for this receiver',
    play: async (course) => {
      const issue = (claims: object) =>
        new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(KEY);
      const judge = async (claims: object, iss: string, aud: string, now: number) =>
        jwtVerify(await issue(claims), KEY, {
          issuer: iss,
          audience: aud,
          currentDate: new Date(now * 1000),
        }).then(
          () => 'taken',
          (error: { claim?: string }) => error.claim,
        );
      const blog = JSON.parse(course.read(`${Q}meant-for-the-blog`));
      expects('audience', await judge(blog, blog.iss, 'https://api.shop.test', blog.exp - 1), 'aud');
      const id = JSON.parse(course.read(`${L}07-openid-connect.md#what-an-id-token-says`));
      expects('ID token', await judge(id, id.iss, id.aud, id.iat + 60), 'taken');
      const quiz = JSON.parse(course.read(`${Q}check-the-id-token`));
      expects('audience', await judge(quiz, quiz.iss, 'shop-test', 1_795_176_700), 'aud');
      expects('end', await judge(quiz, quiz.iss, quiz.aud, 1_795_176_700), 'exp');
      const [payload, clock] = course
        .read(`${Q}seconds-left`)
        .split('\n')
        .map((line) => JSON.parse(line.slice(9))) as [{ exp: number }, number];
      course.says(`${Q}seconds-left`, `answer: ${payload.exp - clock}`);
      expects('read without a key', decodeJwt(await issue(payload)).exp, payload.exp);
    },
  },
  {
    name: 'PKCE',
    play: async (course) => {
      const verifier = course.read(`${Q}which-challenge`);
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const lines = `verifier   ${verifier}\nchallenge  ${challenge}`;
      course.record(`${L}06-oauth.md#the-code-flow-with-pkce`, lines);
      course.says(`${Q}which-challenge`, `${challenge.slice(0, 10)} … ${challenge.slice(-8)}`);
    },
  },
];
