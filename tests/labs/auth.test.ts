import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import lab from '../../labs/auth/lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { Explored } from './kit.ts';

const USER = '-d user=theo -d password=dog-ear';
const ALL = ['new-id', 'logout', 'read', 'change', 'none', 'expire', 'code', 'exchange', 'scope', 'reuse'];

/** The lab, with a clock that can be put forward. */
class Locks {
  ahead = 0;
  explored!: Explored;

  static async open(code: Lab = lab): Promise<Locks> {
    const locks = new Locks();
    locks.explored = await Explored.open('auth', code, { now: () => Date.now() + locks.ahead });
    return locks;
  }

  type(line: string): Promise<string> {
    return this.explored.type(line);
  }

  at(door: string): string {
    return this.explored.at(door);
  }

  /** How a task stands, in words. */
  why(id: string): string {
    const { verdict } = this.explored.task(id);
    return verdict.state === 'done'
      ? 'done'
      : `${verdict.state}: ${verdict.expected} | ${verdict.got} | ${verdict.rule}`;
  }

  async visit(): Promise<string> {
    return found(await this.type(`GET ${this.at('shop')}/`), /sid=([^;]+)/);
  }

  async logIn(sid: string): Promise<string> {
    return found(
      await this.type(`POST ${this.at('shop')}/login -b sid=${sid} ${USER}`),
      /Set-Cookie: sid=([^;]+)/,
    );
  }

  async token(more = ''): Promise<string> {
    return found(await this.type(`POST ${this.at('api')}/login ${USER} ${more}`), /"access_token":"([^"]+)"/);
  }

  show(door: string, path: string, token: string, method = 'GET'): Promise<string> {
    return this.type(`${method} ${this.at(door)}${path} "Authorization: Bearer ${token}"`);
  }

  forge(token: string, changes: string): Promise<string> {
    return this.type(`forge ${token} ${changes}`);
  }

  /** Challenge, verifier and state, made by the word. */
  async pkce(): Promise<{ verifier: string; challenge: string; state: string }> {
    const told = await this.type('verifier');
    const part = (name: string) => found(told, new RegExp(`${name} +(\\S+)`));
    return { verifier: part('verifier'), challenge: part('challenge'), state: part('state') };
  }

  /** From the link to where the browser is sent in the end. */
  async allow(link: string, answer = `${USER} -d allow=yes`): Promise<string> {
    const id = found(await this.type(`GET ${link}`), /Location: \/interaction\/(\S+)/);
    await this.type(`POST ${this.at('login')}/interaction/${id} -b interaction=${id} ${answer}`);
    return found(await this.type(`GET ${this.at('login')}/auth/${id} -b resume=${id}`), /Location: (\S+)/);
  }

  async code(scopes = ''): Promise<{ code: string; verifier: string }> {
    const { verifier, challenge, state } = await this.pkce();
    const back = await this.allow(await this.type(`link ${challenge} ${state} ${scopes}`));
    expect(new URL(back).searchParams.get('state')).toBe(state);
    return { code: new URL(back).searchParams.get('code')!, verifier };
  }

  exchange(code: string, verifier: string | undefined, more = ''): Promise<string> {
    const verified = verifier === undefined ? '' : `-d code_verifier=${verifier}`;
    return this.type(
      `POST ${this.at('login')}/token -d grant_type=authorization_code -d client_id=diary ` +
        `-d redirect_uri=${this.at('diary')}/callback -d code=${code} ${verified} ${more}`,
    );
  }
}

function found(text: string, pattern: RegExp): string {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`${pattern} is not in:\n${text}`);
  return value;
}

/** Nothing that runs in a lab may write over the learner's screen. */
const spies = () =>
  (['log', 'info', 'warn', 'error'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  );
let written: ReturnType<typeof spies>;
beforeEach(() => {
  written = spies();
});
afterEach(() => {
  for (const spy of written) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe('the right way', () => {
  test('at the prompt', async () => {
    const locks = await Locks.open();
    const sid = await locks.logIn(await locks.visit());
    await locks.type(`POST /logout -b sid=${sid}`);
    expect(await locks.type(`GET /orders -b sid=${sid}`)).toContain('Location: /login');
    expect(locks.explored.done).toEqual(['new-id', 'logout']);

    const token = await locks.token();
    const order = found(await locks.type(`decode ${token}`), /"order":(\d+)/);
    expect(await locks.show('api', `/orders/${order}`, token)).toContain('The Art of Locks');
    expect(await locks.show('api', '/admin', token)).toContain('HTTP/1.1 403');
    expect(await locks.show('api', '/admin', await locks.forge(token, 'role=admin'))).toContain(
      'error_description="the signature does not fit"',
    );
    const unsigned = await locks.forge(token, 'role=admin alg=none');
    expect(await locks.show('weak', '/admin', unsigned)).toContain('takings');
    expect(await locks.show('api', '/admin', unsigned)).toContain('this algorithm is not allowed here');
    const short = await locks.token('-d lifetime=3');
    locks.ahead = 3000;
    expect(await locks.show('api', '/admin', short)).toContain('the token has expired');
    locks.ahead = 0;
    expect(locks.explored.done).toEqual(ALL.slice(0, 6));

    const { code, verifier } = await locks.code();
    const access = found(await locks.exchange(code, verifier), /"access_token":"([^"]+)"/);
    expect(await locks.type(`GET ${locks.at('orders')}/orders`)).not.toContain('error=');
    expect(await locks.show('orders', '/orders', access)).toContain('HTTP/1.1 200');
    expect(await locks.show('orders', '/orders', access, 'POST')).toContain(
      'error="insufficient_scope", scope="orders:write"',
    );
    expect(await locks.exchange(code, verifier)).toContain('"error":"invalid_grant"');
    expect(await locks.show('orders', '/orders', access)).toContain('error="invalid_token"');
    expect(locks.explored.done).toEqual(ALL);
    expect(locks.explored.exploration.summary).toContain('The `orders` API had to ask about tokens 3 times.');
  });

  test('as the hints for the prompt say it, with short names for long values', async () => {
    const locks = await Locks.open();
    for (const { text } of locks.explored.exploration.tasks) {
      const hint = text.hints.find((each) => each.startsWith('At the prompt'))!;
      for (const [, line] of hint.matchAll(/^`([^`]+)`$/gm)) {
        const order = line!.includes('NUMBER')
          ? found(await locks.type('decode {jwt}'), /"order":(\d+)/)
          : '';
        await locks.type(line!.replace('NUMBER', order));
        if (line!.includes('lifetime=3')) locks.ahead = 3000;
      }
      expect(locks.why(text.id), text.id).toBe('done');
      locks.ahead = 0;
    }
    expect(await locks.type('names')).toContain(`{callback} ${locks.at('diary')}/callback`);
  });

  test('with curl', async () => {
    const locks = await Locks.open();
    const { explored } = locks;
    const folder = mkdtempSync(join(tmpdir(), 'auth-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const jar = ['-b', join(folder, 'jar'), '-c', join(folder, 'jar')];
    const form = ['-d', 'user=theo', '-d', 'password=dog-ear'];
    const curl = async (...args: string[]) => (await explored.curl('-i', ...args)).out;
    const bearer = (token: string) => ['-H', `Authorization: Bearer ${token}`];

    await curl(...jar, `${locks.at('shop')}/`);
    const sid = found(await curl(...jar, ...form, `${locks.at('shop')}/login`), /Set-Cookie: sid=([^;]+)/);
    await curl('-X', 'POST', '-b', `sid=${sid}`, `${locks.at('shop')}/logout`);
    await curl('-b', `sid=${sid}`, `${locks.at('shop')}/orders`);

    const token = found(await curl(...form, `${locks.at('api')}/login`), /"access_token":"([^"]+)"/);
    const [head, payload, seal] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const admin = Buffer.from(JSON.stringify({ ...claims, role: 'admin' })).toString('base64url');
    const nobody = Buffer.from('{"alg":"none"}').toString('base64url');
    await curl(...bearer(token), `${locks.at('api')}/orders/${claims.order}`);
    await curl(...bearer(`${head}.${admin}.${seal}`), `${locks.at('api')}/admin`);
    await curl(...bearer(`${nobody}.${admin}.`), `${locks.at('weak')}/admin`);
    await curl(...bearer(`${nobody}.${admin}.`), `${locks.at('api')}/admin`);
    locks.ahead = 601_000;
    await curl(...bearer(token), `${locks.at('api')}/admin`);
    locks.ahead = 0;

    // As a browser does it: every redirect is followed with the cookies, up to the page of the diary.
    const { verifier, challenge, state } = await locks.pkce();
    const link = await locks.type(`link ${challenge} ${state}`);
    const start = await curl('-L', ...jar, link);
    const action = found(start, /action="([^"]+)"/);
    const end = await curl('-L', ...jar, ...form, '-d', 'allow=yes', locks.at('login') + action);
    expect(end).toContain(`state: <code>${state}</code>`);
    const exchange = [
      ...['-d', 'grant_type=authorization_code', '-d', 'client_id=diary', '-d', `code_verifier=${verifier}`],
      ...['-d', `redirect_uri=${locks.at('diary')}/callback`],
      ...['-d', `code=${found(end, /code: <code>([^<]+)/)}`, `${locks.at('login')}/token`],
    ];
    const access = found(await curl(...exchange), /"access_token":"([^"]+)"/);
    const orders = `${locks.at('orders')}/orders`;
    await curl(orders);
    await curl(...bearer(access), orders);
    await curl('-X', 'POST', ...bearer(access), orders);
    await curl(...exchange);
    await curl(...bearer(access), orders);
    expect(explored.done).toEqual(ALL);
  });
});

test('the bundle gives tokens a time to live: oidc-provider looks it up by the names of its classes', async () => {
  const bundle = new URL('../../dist/labs/auth.js', import.meta.url);
  const locks = await Locks.open((await import(bundle.href)).default);
  const { code, verifier } = await locks.code();
  const told = await locks.exchange(code, verifier);
  expect(told).toContain('"expires_in":600');
  const access = found(told, /"access_token":"([^"]+)"/);
  expect(await locks.show('orders', '/orders', access)).toContain('HTTP/1.1 200');
});

describe('wrong ways with the session', () => {
  test.each<[string, (locks: Locks) => Promise<unknown>, RegExp]>([
    ['nothing', async () => {}, /^open: a visit that is given.*\| no request to shop yet \|/],
    ['only a visit', (l) => l.visit(), /^open: .*\| a session ID from a visit, and no login since/],
    [
      'a login without the cookie',
      async (l) => [await l.visit(), await l.type(`POST /login ${USER}`)],
      /^failed: .*\| a login without a cookie/,
    ],
    ['an ID of the learner', (l) => l.logIn('mine'), /^failed: .*never gave out.*OWASP/],
    [
      'a wrong password',
      async (l) => l.type(`POST /login -b sid=${await l.visit()} -d user=theo -d password=cat`),
      /^open: a login that succeeds \| a POST to \/login, answered 403/,
    ],
  ])('new-id: %s', async (_, act, why) => {
    const locks = await Locks.open();
    await act(locks);
    expect(locks.why('new-id')).toMatch(why);
  });

  test.each<[string, (locks: Locks, sid: string) => Promise<unknown>, RegExp]>([
    [
      'nothing',
      async () => {},
      /^open: a POST to \/logout with the session ID \| a login that still goes on/,
    ],
    [
      'by GET',
      (l, sid) => l.type(`GET /logout -b sid=${sid}`),
      /^failed: .*answered 405: a link must not.*9110 §9.2.1/,
    ],
    [
      'without the ID',
      (l) => l.type('POST /logout'),
      /^failed: .*\| a POST to \/logout without a session ID/,
    ],
    ['with another ID', (l) => l.type('POST /logout -b sid=other'), /^failed: .*nobody is logged in/],
    ['without proof', (l, sid) => l.type(`POST /logout -b sid=${sid}`), /^open: .*no proof yet/],
    [
      'proof without a cookie',
      async (l, sid) => [await l.type(`POST /logout -b sid=${sid}`), await l.type('GET /orders')],
      /^open: .*without a cookie: that proves nothing/,
    ],
    [
      'proof with another ID',
      async (l, sid) => [await l.type(`POST /logout -b sid=${sid}`), await l.type('GET /orders -b sid=x')],
      /^open: .*with another session ID/,
    ],
    ['proof before the logout', (l, sid) => l.type(`GET /orders -b sid=${sid}`), /^open: .*still goes on/],
  ])('logout: %s', async (_, act, why) => {
    const locks = await Locks.open();
    await act(locks, await locks.logIn(await locks.visit()));
    expect(locks.why('logout')).toMatch(why);
  });

  test('what the shop answers', async () => {
    const locks = await Locks.open();
    expect(await locks.type('GET /')).toMatch(/Set-Cookie: sid=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax/);
    expect(await locks.type('GET /orders')).toContain('HTTP/1.1 303');
    expect(await locks.type('DELETE /orders')).toContain('Allow: GET, HEAD');
    const old = await locks.visit();
    await locks.logIn(old);
    expect(await locks.type(`GET /orders -b sid=${old}`)).toContain('Location: /login');
  });
});

describe('wrong ways with the JWT', () => {
  test.each<[string, string, (locks: Locks, token: string) => Promise<unknown>, RegExp]>([
    ['read', 'nothing asked', async () => {}, /^open: .*\| a token, and no order asked for/],
    [
      'read',
      'a guess',
      (l, t) => l.show('api', '/orders/1', t),
      /^failed: .*answered 404: that number is not in/,
    ],
    ['read', 'no token', (l) => l.type(`GET ${l.at('api')}/orders/12345`), /^open: .*no token came with it/],
    ['read', 'a broken token', (l) => l.show('api', '/orders/12345', 'x'), /^open: .*answered 401/],
    ['change', 'nothing asked', async () => {}, /^open: .*\| no request to \/admin yet/],
    ['change', 'as issued', (l, t) => l.show('api', '/admin', t), /^open: .*good, but not allowed \(403\)/],
    [
      'change',
      'another role',
      async (l, t) => l.show('api', '/admin', await l.forge(t, 'role=staff')),
      /^open: .*whose role is "staff"/,
    ],
    [
      'change',
      'shown to weak',
      async (l, t) => l.show('weak', '/admin', await l.forge(t, 'role=admin')),
      /^open: .*shown to weak and not to api/,
    ],
    [
      'change',
      'alg none',
      async (l, t) => l.show('api', '/admin', await l.forge(t, 'role=admin alg=none')),
      /^open: .*that is the next task/,
    ],
    [
      'change',
      'another signature',
      async (l, t) => l.show('api', '/admin', `${await l.forge(t, 'role=admin')}x`),
      /^open: .*signature was changed as well/,
    ],
    ['change', 'no JWT', (l) => l.show('api', '/admin', 'x.y.z'), /^open: .*a token that is no JWT any more/],
    ['none', 'nothing asked', async () => {}, /^open: .*\| no request to weak yet/],
    [
      'none',
      'signed',
      async (l, t) => l.show('weak', '/admin', await l.forge(t, 'role=admin')),
      /^open: .*a token with "alg":"HS256": a GET to \/admin, answered 401/,
    ],
    [
      'none',
      'the role as it was',
      async (l, t) => l.show('weak', '/admin', await l.forge(t, 'alg=none')),
      /^open: .*with the role "customer"/,
    ],
    [
      'none',
      'another path',
      async (l, t) => l.show('weak', '/orders/1', await l.forge(t, 'role=admin alg=none')),
      /^open: .*\| a GET to \/orders\/1/,
    ],
    [
      'none',
      'expired',
      async (l, t) => l.show('weak', '/admin', await l.forge(t, 'role=admin alg=none exp=1')),
      /^open: .*even weak looks at exp/,
    ],
    [
      'none',
      'only weak',
      async (l, t) => l.show('weak', '/admin', await l.forge(t, 'role=admin alg=none')),
      /^open: the very same token, shown to api \| weak has let it in/,
    ],
    [
      'none',
      'only api',
      async (l, t) => l.show('api', '/admin', await l.forge(t, 'role=admin alg=none')),
      /^open: .*shown to api first: it holds/,
    ],
    [
      'none',
      'two tokens',
      async (l, t) => [
        await l.show('weak', '/admin', await l.forge(t, 'role=admin alg=none')),
        await l.show('api', '/admin', await l.forge(t, 'role=admin alg=none x=1')),
      ],
      /^open: the very same token, shown to api \| another unsigned token/,
    ],
    ['expire', 'never shown', async () => {}, /^open: .*\| a token that has not been shown yet/],
    [
      'expire',
      'too early',
      (l, t) => l.show('api', '/admin', t),
      /^open: .*answered 403, (600|599) seconds before its exp/,
    ],
    [
      'expire',
      'exp changed',
      async (l, t) => l.show('api', '/admin', await l.forge(t, 'exp=1')),
      /^failed: .*a token that was changed/,
    ],
  ])('%s: %s', async (id, _, act, why) => {
    const locks = await Locks.open();
    await act(locks, await locks.token());
    expect(locks.why(id)).toMatch(why);
  });

  test('no login yet', async () => {
    const locks = await Locks.open();
    await locks.type(`POST ${locks.at('api')}/login -d user=theo -d password=cat`);
    for (const id of ['read', 'change', 'expire']) {
      expect(locks.why(id)).toMatch(/^open: a login at api.*\| a POST to \/login, answered 403/);
    }
  });
});

describe('wrong ways with OAuth', () => {
  const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
  const link = (l: Locks) => l.type(`link ${CHALLENGE} s1`);

  test.each<[string, (locks: Locks) => Promise<unknown>, RegExp]>([
    ['nothing', async () => {}, /^open: a GET of \/auth at login \| no request to login yet/],
    [
      'only the start',
      async (l) => l.type(`GET ${await link(l)}`),
      /^open: a login at the address in Location/,
    ],
    [
      'no challenge',
      async (l) =>
        l.type(
          `GET ${(await link(l)).replace(/&code_challenge=[^&]+/, '').replace(/&code_challenge_method=[^&]+/, '')}`,
        ),
      /^failed: .*\| invalid_request: Authorization Server policy requires PKCE/,
    ],
    [
      'plain',
      async (l) => l.type(`GET ${(await link(l)).replace('S256', 'plain')}`),
      /^failed: .*\| invalid_request: not supported value of code_challenge_method/,
    ],
    [
      'another redirect_uri',
      async (l) => l.type(`GET ${(await link(l)).replace('callback', 'callback2')}`),
      /^failed: .*invalid_redirect_uri/,
    ],
    [
      'another client',
      async (l) => l.type(`GET ${(await link(l)).replace('diary', 'me')}`),
      /^failed: .*answered 400 \(invalid_client/,
    ],
    [
      'no cookie at the form',
      async (l) => {
        const path = found(await l.type(`GET ${await link(l)}`), /Location: (\S+)/);
        await l.type(`POST ${l.at('login')}${path} ${USER} -d allow=yes`);
      },
      /^failed: .*the cookie "interaction" was not sent/,
    ],
    [
      'a wrong password',
      async (l) => {
        const id = found(await l.type(`GET ${await link(l)}`), /interaction\/(\S+)/);
        await l.type(
          `POST ${l.at('login')}/interaction/${id} -b interaction=${id} -d user=theo -d allow=yes`,
        );
      },
      /^failed: .*answered 403: not logged in/,
    ],
    [
      'the form not followed',
      async (l) => {
        const id = found(await l.type(`GET ${await link(l)}`), /interaction\/(\S+)/);
        await l.type(`POST ${l.at('login')}/interaction/${id} -b interaction=${id} ${USER} -d allow=yes`);
      },
      /^open: a GET of the address in Location, with the cookie "resume"/,
    ],
    [
      'no cookie at the end',
      async (l) => {
        const id = found(await l.type(`GET ${await link(l)}`), /interaction\/(\S+)/);
        await l.type(`POST ${l.at('login')}/interaction/${id} -b interaction=${id} ${USER} -d allow=yes`);
        await l.type(`GET ${l.at('login')}/auth/${id}`);
      },
      /^failed: .*answered 400 \(invalid_request: authorization request has expired/,
    ],
    [
      'denied',
      async (l) => l.allow(await link(l), '-d allow=no'),
      /^failed: .*\| access_denied: the user said no/,
    ],
    [
      'no state',
      async (l) => l.allow((await link(l)).replace(/&state=[^&]+/, '')),
      /^failed: .*a code without a state/,
    ],
  ])('code: %s', async (_, act, why) => {
    const locks = await Locks.open();
    await act(locks);
    expect(locks.why('code')).toMatch(why);
  });

  test.each<[string, (locks: Locks, code: string, verifier: string) => Promise<unknown>, RegExp]>([
    ['nothing', async () => {}, /^open: .*a code that nobody has exchanged yet/],
    [
      'another verifier',
      (l, code) => l.exchange(code, 'x'.repeat(43)),
      /^failed: .*the verifier does not fit.*7636 §4.6/,
    ],
    ['no verifier', (l, code) => l.exchange(code, undefined), /^failed: .*a real code, but no code_verifier/],
    [
      'an invented code',
      (l, _, verifier) => l.exchange('abc', verifier),
      /^failed: .*answered 400 \(invalid_grant/,
    ],
    [
      'the verifier too short',
      (l, code) => l.exchange(code, 'short'),
      /^failed: .*answered 400 \(invalid_request/,
    ],
    [
      'by GET',
      (l, code) => l.type(`GET ${l.at('login')}/token?code=${code}`),
      /^failed: .*a GET to \/token, answered 40/,
    ],
  ])('exchange: %s', async (_, act, why) => {
    const locks = await Locks.open();
    const { code, verifier } = await locks.code();
    await act(locks, code, verifier);
    expect(locks.why('exchange')).toMatch(why);
  });

  test('a code that was refused for its verifier can still be exchanged', async () => {
    const locks = await Locks.open();
    const { code, verifier } = await locks.code();
    await locks.exchange(code, 'x'.repeat(43));
    await locks.exchange(code, verifier);
    expect(locks.why('exchange')).toBe('done');
  });

  test('a code that is older than ten minutes is refused', async () => {
    const locks = await Locks.open();
    const { code, verifier } = await locks.code();
    locks.ahead = 601_000;
    expect(await locks.exchange(code, verifier)).toContain('invalid_grant');
  });

  const access = async (l: Locks, scopes = '') => {
    const { code, verifier } = await l.code(scopes);
    const told = await l.exchange(code, verifier);
    return { code, verifier, token: found(told, /"access_token":"([^"]+)"/) };
  };

  test.each<[string, (locks: Locks) => Promise<unknown>, RegExp]>([
    ['nothing', async () => {}, /^open: .*\| no request to orders yet/],
    [
      'only without a token',
      (l) => l.type(`GET ${l.at('orders')}/orders`),
      /^open: a GET of \/orders with the access/,
    ],
    [
      'only with',
      async (l) => l.show('orders', '/orders', (await access(l)).token),
      /^open: a request to \/orders without/,
    ],
    ['an unknown token', (l) => l.show('orders', '/orders', 'abc'), /^open: a token that is active/],
    [
      'a token that may write',
      async (l) => l.show('orders', '/orders', (await access(l, 'orders:read orders:write')).token, 'POST'),
      /^failed: .*answered 201: its scope has orders:write/,
    ],
    [
      'no POST',
      async (l) => [
        await l.type(`GET ${l.at('orders')}/orders`),
        await l.show('orders', '/orders', (await access(l)).token),
      ],
      /^open: a POST to \/orders with the same token/,
    ],
  ])('scope: %s', async (_, act, why) => {
    const locks = await Locks.open();
    await act(locks);
    expect(locks.why('scope')).toMatch(why);
  });

  test.each<
    [string, (l: Locks, first: { code: string; verifier: string; token: string }) => Promise<unknown>, RegExp]
  >([
    ['one use', async () => {}, /^open: .*\| one exchange of a code/],
    ['another code', (l) => l.exchange('abc', 'x'.repeat(43)), /^open: .*that code was never exchanged/],
    [
      'another verifier',
      (l, { code }) => l.exchange(code, 'x'.repeat(43)),
      /^open: the same request as the first time .*refused for another reason/,
    ],
    [
      'no look at the token',
      (l, { code, verifier }) => l.exchange(code, verifier),
      /^open: the access token of that code.*\| the second use was refused/,
    ],
    [
      'a look without the token',
      async (l, { code, verifier }) => [
        await l.exchange(code, verifier),
        await l.type(`GET ${l.at('orders')}/orders`),
      ],
      /^open: .*without a token/,
    ],
    [
      'another token',
      async (l, { code, verifier }) => [
        await l.exchange(code, verifier),
        await l.show('orders', '/orders', 'another'),
      ],
      /^open: .*with another token/,
    ],
  ])('reuse: %s', async (_, act, why) => {
    const locks = await Locks.open();
    await act(locks, await access(locks));
    expect(locks.why('reuse')).toMatch(why);
  });

  test('the name in Host is checked, also by the authorization server', async () => {
    const locks = await Locks.open();
    expect(await locks.type(`GET ${locks.at('login')}/jwks Host:evil.example`)).toContain('HTTP/1.1 421');
  });
});

test('the words say what is wrong with what was typed', async () => {
  const locks = await Locks.open();
  expect(await locks.type('decode abc')).toBe('That is no signed JWT: three parts with dots between them.');
  expect(await locks.type('forge abc role=admin')).toBe(
    'That is no signed JWT: three parts with dots between them.',
  );
  expect(await locks.type(`forge ${await locks.token()} admin`)).toContain('"admin" is no change.');
  expect(await locks.type('link abc')).toContain('link <challenge> <state>');
});

test('leaves nothing running', async () => {
  const locks = await Locks.open();
  await locks.code();
  const ports = locks.explored.exploration.doors.map(({ address }) => Number(new URL(address).port));
  await locks.explored.exploration.close();
  for (const port of ports) {
    const refused = new Promise((resolve) => {
      connect({ host: '127.0.0.1', port }).once('error', (error: NodeJS.ErrnoException) =>
        resolve(error.code),
      );
    });
    expect(await refused).toBe('ECONNREFUSED');
  }
});
