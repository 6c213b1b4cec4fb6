import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import lab from '../../labs/auth/lab.ts';
import { runChecks, type Target } from '../../src/lab/build/run.ts';
import { HAS_PYTHON, labText, runnable } from './kit.ts';

const LAB = fileURLToPath(new URL('../../labs/auth/', import.meta.url));
const text = labText('auth').build!;

/** Which check each broken server must fail, and what it must be told. */
const BROKEN: Record<string, [check: string, says: RegExp]> = {
  'first-key': ['good', /200 to a token signed with the other key .* \| 401 \| RFC 7515 §4\.1\.4/],
  'aud-text-only': [
    'good',
    /200 to a token for several audiences, yours among them \| 401 \| RFC 7519 §4\.1\.3/,
  ],
  'missing-403': ['missing', /401 to a GET of \/orders without a token \| 403 \| RFC 6750 §3\.1/],
  'no-error-code': [
    'challenge',
    /error="invalid_token" in the 401 to a bad token \| WWW-Authenticate: Bearer realm="orders" \| RFC 6750/,
  ],
  'no-challenge': [
    'challenge',
    /WWW-Authenticate .* in the 401 \| no WWW-Authenticate field \| RFC 9110 §15\.5\.2/,
  ],
  'error-without-token': [
    'challenge',
    /no error code where no token was sent \| .*error="invalid_token" \| RFC 6750/,
  ],
  'garbage-500': ['garbage', /401 \(or 400\) to a word that is no token \| 500 \|/],
  'garbage-crash': ['garbage', /survives every request \| one that ended with exit code 1/],
  'no-signature': [
    'tampered',
    /claims were changed under the old signature \| 200: it was let in \| RFC 7515 §5\.2/,
  ],
  'key-from-token': ['tampered', /brings its own key along \| 200: it was let in \| RFC 8725/],
  none: ['algorithm', /unsigned token with "alg":"none" \| 200: it was let in \| RFC 8725 §3\.1/],
  'public-key-as-secret': ['algorithm', /HS256, its secret being the public key \| 200: it was let in/],
  'no-exp': ['time', /expired ten minutes ago \| 200: it was let in \| RFC 7519 §4\.1\.4/],
  'exp-optional': ['time', /a token without exp \| 200: it was let in \| RFC 9068 §2\.2/],
  'no-nbf': ['time', /nbf is ten minutes ahead \| 200: it was let in \| RFC 7519 §4\.1\.5/],
  'no-aud': [
    'audience',
    /a token for another audience \("aud":"https:.*"\) \| 200: it was let in \| RFC 9068 §4/,
  ],
  'aud-begins': ['audience', /audience only begins like yours \(.*\) \| 200: it was let in/],
  'no-iss': ['issuer', /names another issuer \(.*\) \| 200: it was let in \| RFC 9068 §4/],
  'iss-begins': ['issuer', /issuer only begins like yours \(.*\) \| 200: it was let in/],
  'no-typ': ['type', /no access token \("typ":"JWT"\) \| 200: it was let in \| RFC 9068 §4/],
  'scope-401': ['scope', /403 to a POST with a token for orders:read only \| 401 \| RFC 6750/],
  'no-scope': ['scope', /403 to a POST with a token for orders:read only \| 201 \|/],
  'scope-contains': ['scope', /names only contain orders:write \| 201 \|/],
  'silent-403': ['scope', /error="insufficient_scope" in the 403 \| no WWW-Authenticate field/],
  'acts-first': ['scope', /no trace of an order that was refused \| .*before the token was looked at/],
  'token-in-query': ['query', /stands in the address only \| 200: it was let in \| .*RFC 9700/],
};

async function check(target: Target) {
  const results = await runChecks(text, lab.build!, target, { signal: new AbortController().signal });
  return results.map(({ task, state, unmet, why }) => ({
    id: task.id,
    state,
    says: unmet ? `${unmet.expected} | ${unmet.got} | ${unmet.rule}` : (why ?? ''),
  }));
}

const inFolder = (...path: string[]) => check({ folder: join(LAB, ...path), env });
const failed = (results: Awaited<ReturnType<typeof check>>) =>
  results.filter(({ state }) => state !== 'passed');

test.each(runnable(['correct-js', 'correct-py']))('%s passes', async (name) => {
  expect(failed(await inFolder('solutions', name))).toEqual([]);
});

test.runIf(HAS_PYTHON)('a proxy in the environment does not hide the key set', async () => {
  const proxied = { ...env, http_proxy: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' };
  expect(failed(await check({ folder: join(LAB, 'solutions/correct-py'), env: proxied }))).toEqual([]);
});

test.concurrent.each(Object.keys(BROKEN))('broken-%s fails for its own reason', async (name) => {
  const [id, says] = BROKEN[name]!;
  const results = failed(await inFolder('solutions', `broken-${name}`));
  expect(results.map((each) => each.id)).toEqual([id]);
  expect(results[0]!.says).toMatch(says);
});

test('every broken solution is one of these', () => {
  const folders = readdirSync(join(LAB, 'solutions')).filter((name) => /^broken-/.test(name));
  expect(folders.sort()).toEqual(
    Object.keys(BROKEN)
      .map((name) => `broken-${name}`)
      .sort(),
  );
});

test.each(runnable(['javascript', 'python']))('the starter in %s lets everybody in', async (language) => {
  const folder = mkdtempSync(join(tmpdir(), 'auth-starter-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(LAB, 'starter', language), folder, { recursive: true });
  const results = await check({ folder, env });
  const passed = results.filter(({ state }) => state === 'passed').map(({ id }) => id);
  expect(passed).toEqual(['good']);
});

test('a server that runs already is not judged: it cannot know the issuer', async () => {
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const results = await check({ url });
  expect(new Set(results.map(({ state, says }) => `${state}: ${says}`))).toEqual(
    new Set(['skipped: your server must be told the issuer of this run: use --check with its folder']),
  );
});
