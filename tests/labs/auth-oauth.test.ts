import { describe, expect, test } from 'vitest';
import { demandSilence, found, Locks, USER } from './auth-locks.ts';

demandSilence();

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
