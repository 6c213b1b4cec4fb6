import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import lab from '../../labs/http-methods/lab.ts';
import { runChecks } from '../../src/lab/build/run.ts';
import { Explored, labText, runnable } from './kit.ts';

const LAB = fileURLToPath(new URL('../../labs/http-methods/', import.meta.url));

/** Which check each broken server must fail, and what it must be told. */
const BROKEN: Record<string, [check: string, says: RegExp]> = {
  'no-location': ['create', /201 Created .* \| 200 OK to POST \/books \| RFC 9110 §9\.3\.3/],
  'wrong-location': ['create', /an address on your server in Location.* \| Location: http:.*§10\.2\.2/],
  characters: ['read', /in bytes, not in characters \| Content-Length: \d+ for \d+ bytes .*§8\.6/],
  'unknown-200': ['read', /404 where nothing is \| 200 OK .*§15\.5\.5/],
  'no-href': ['read', /with its href, \/books\/\w+ \| href missing \| the task/],
  'head-content': ['head', /no content in the answer to HEAD \| \d+ bytes .*§9\.3\.2/],
  'head-fields': ['head', /Content-Type: application\/json, as to GET \| none .*§9\.3\.2/],
  'put-always-204': ['put', /201 to a PUT where nothing was \| 204 .*§9\.3\.4/],
  'put-merges': ['put', /PUT replaces the whole state \| a book with author "Ada" .*§9\.3\.4/],
  'put-appends': ['repeat', /one book after three equal PUTs \| 3 .*§9\.2\.2/],
  'post-forgets': ['repeat', /two books after two equal POSTs.* \| 1 /],
  'delete-another': ['remove', /the other books where they were.* \| 404 .*§9\.2\.2/],
  'delete-fails': ['remove', /404 \(or 204\) to the same DELETE again \| 500 .*§9\.2\.2/],
  'no-304': ['etag', /304 to If-None-Match: "\w+" \| 200 OK .*§13\.1\.2/],
  'stuck-tag': ['etag', /another tag for another version \| still .*§8\.8\.1/],
  'bare-tag': ['etag', /a tag between quotation marks \| ETag: \w+ .*§8\.8\.3/],
  'lost-update': ['if-match', /else a change is lost in silence \| 204 No Content to PUT .*§13\.1\.1/],
  'one-tag': ['if-match', /when one of the tags in If-Match fits \| 412 .*§13\.1\.1/],
  'delete-unconditional': ['if-match', /412 to a DELETE with an old tag \| 204 .*§13\.1\.1/],
  '412-but-stored': ['if-match', /a 412 has left as it was \| a book with price 2 .*§15\.5\.13/],
  overwrites: ['if-match', /only if nothing is there” \| 204 .*§13\.1\.2/],
  'no-allow': ['methods', /Allow, which a 405 must have \| none .*§15\.5\.6/],
  'allow-lies': ['methods', /Allow with GET, POST and without DELETE \| Allow: GET.*§10\.2\.1/],
  '404-for-405': ['methods', /405: the method is known.* \| 404 .*§15\.5\.6/],
  'any-type': ['content-types', /415 to content that calls itself text\/plain \| 201 .*§15\.5\.16/],
  'strict-type': ['content-types', /charset=utf-8 is JSON too \| 415 .*§8\.3\.1/],
  'malformed-500': ['malformed', /400 to broken JSON: the request is at fault.* \| 500 .*§15\.5\.1/],
  'malformed-crash': ['malformed', /survives every request \| one that ended with exit code 3/],
  'no-422': ['rules', /422 to a price below 0.* \| 201 .*§15\.5\.21/],
  'null-500': ['rules', /422 to null.* \| 500 .*§15\.5\.21/],
  'path-crash': ['survive', /survives every request \| one that ended .*URIError/s],
  'crash-when-left': ['survive', /survives every request \| one that ended with exit code 4/],
};

/** A broken tag cannot be named in If-Match, and a tag that stays the same cannot be outdated. */
const ALSO: Record<string, string[]> = { 'bare-tag': ['if-match'], 'stuck-tag': ['if-match'] };

async function check(at: string) {
  const text = labText('http-methods').build!;
  const target = at.startsWith('http') ? { url: at } : { folder: at, env };
  const results = await runChecks(text, lab.build!, target, { signal: new AbortController().signal });
  return results.map(({ task, state, unmet }) => ({
    id: task.id,
    state,
    says: unmet ? `${unmet.expected} | ${unmet.got} | ${unmet.rule}` : '',
  }));
}

const failed = (results: Awaited<ReturnType<typeof check>>) =>
  results.filter(({ state }) => state !== 'passed');

test.each(runnable(['correct-js', 'correct-py', 'correct-otherwise']))('%s passes', async (name) => {
  expect(failed(await check(join(LAB, 'solutions', name)))).toEqual([]);
});

test.concurrent.each(Object.keys(BROKEN))('broken-%s fails for its own reason', async (name) => {
  const [id, says] = BROKEN[name]!;
  const results = failed(await check(join(LAB, 'solutions', `broken-${name}`)));
  expect(results.map((each) => each.id)).toEqual([id, ...(ALSO[name] ?? [])]);
  expect(results[0]!.says).toMatch(says);
});

test('every broken solution is one of these', () => {
  const folders = readdirSync(join(LAB, 'solutions')).filter((name) => /^broken-/.test(name));
  expect(folders).toEqual(
    Object.keys(BROKEN)
      .map((name) => `broken-${name}`)
      .sort(),
  );
});

test.each(runnable(['javascript', 'python']))(
  'the %s starter runs anywhere, and passes nothing',
  async (language) => {
    const folder = mkdtempSync(join(tmpdir(), 'starter-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(join(LAB, 'starter', language), folder, { recursive: true });
    const results = await check(folder);
    expect(results.filter(({ state }) => state === 'passed')).toEqual([]);
    expect(results[0]!.says).toMatch(/201 Created .* \| 501 Not Implemented/);
  },
);

test('the bookshop to be explored keeps the same rules, but believes that a book may lack a price', async () => {
  const shop = await Explored.open('http-methods', lab);
  const results = failed(await check(shop.at('shop')));
  expect(results.map(({ id }) => id)).toEqual(['rules']);
  expect(results[0]!.says).toMatch(/422 to a book without a price/);
});
