import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ALL, demandSilence, found, Locks } from './auth-locks.ts';

demandSilence();

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
