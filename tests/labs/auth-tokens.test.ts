import { describe, expect, test } from 'vitest';
import { demandSilence, Locks, USER } from './auth-locks.ts';

demandSilence();

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
    [
      'as JSON',
      (l) => l.type('POST /login {"user":"theo","password":"dog-ear"}'),
      /^open: a login that succeeds .*answered 415: its content is no form/,
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
    [
      'read',
      'a token without the word Bearer',
      (l, t) => l.type(`GET ${l.at('api')}/orders/12345 Authorization:${t}`),
      /^open: .*does not begin with Bearer/,
    ],
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
