import type { Judge } from '../../../src/lab/build/judge.ts';
import { DONE_CODES, demandBook, demandStatus, fresh, given, newBook, PUT_CODES, tagAt } from './kit.ts';
import { bare } from './raw.ts';

const NONE = 'RFC 9110 §13.1.2';
const MATCH = 'RFC 9110 §13.1.1';

/** `If-None-Match` on GET saves a download. */
export async function etag(judge: Judge): Promise<void> {
  const { path } = await given(judge);
  const tag = await tagAt(judge, path);
  const again = await tagAt(judge, path);
  const stays = {
    expected: `the same tag, ${tag}, as long as nothing changes`,
    got: again,
    rule: 'RFC 9110 §8.8.1',
  };
  judge.demand(again === tag, stays);
  for (const sent of [tag, `"x", ${tag}`, `W/${tag}`, '*']) {
    const answer = await bare(judge, 'GET', path, { 'If-None-Match': sent });
    demandStatus(judge, answer, 304, `304 to If-None-Match: ${sent}`, NONE);
    const { length } = answer.body;
    const silent = { expected: 'no content in a 304', got: `${length} bytes`, rule: 'RFC 9110 §15.4.5' };
    judge.demand(length === 0, silent, answer);
    const told = answer.header('etag');
    const same = { expected: `ETag: ${tag} in the 304 too`, got: told ?? 'none', rule: 'RFC 9110 §15.4.5' };
    judge.demand(told === tag, same, answer);
  }
  const other = await judge.request({ method: 'GET', path, headers: { 'If-None-Match': '"x"' } });
  demandStatus(judge, other, 200, '200 to a tag of another version', NONE);
  const changed = await judge.request({ method: 'PUT', path, body: newBook(judge) });
  demandStatus(judge, changed, DONE_CODES, '200 or 204 to a PUT that replaces', 'RFC 9110 §9.3.4');
  const next = await tagAt(judge, path);
  const moves = {
    expected: 'another tag for another version',
    got: `still ${next}`,
    rule: 'RFC 9110 §8.8.1',
  };
  judge.demand(next !== tag, moves);
}

/** `If-Match` and `If-None-Match` on a change save somebody's work. */
export async function ifMatch(judge: Judge): Promise<void> {
  const { path, book } = await given(judge);
  const old = await tagAt(judge, path);
  const mine = { ...book, price: 1 };
  const save = async (sent: string, expected: string) => {
    const answer = await judge.request({ method: 'PUT', path, headers: { 'If-Match': sent }, body: mine });
    demandStatus(judge, answer, PUT_CODES, expected, MATCH);
  };
  await save(old, '200 or 204 when If-Match names the present tag');
  await save(`"x", ${await tagAt(judge, path)}`, '200 or 204 when one of the tags in If-Match fits');
  const refuse = async (method: string, headers: Record<string, string>, expected: string, rule: string) => {
    const body = method === 'PUT' ? { body: { ...book, price: 2 } } : {};
    const answer = await judge.request({ method, path, headers, ...body });
    demandStatus(judge, answer, 412, expected, rule);
    await demandBook(judge, path, mine, 'a book that a 412 has left as it was', 'RFC 9110 §15.5.13');
  };
  await refuse('PUT', { 'If-Match': old }, '412 to an old tag: else a change is lost in silence', MATCH);
  await refuse('DELETE', { 'If-Match': old }, '412 to a DELETE with an old tag', MATCH);
  const weak = `W/${await tagAt(judge, path)}`;
  await refuse('PUT', { 'If-Match': weak }, '412 to a weak tag: If-Match compares strongly', MATCH);
  await refuse(
    'PUT',
    { 'If-None-Match': '*' },
    '412: If-None-Match: * means “only if nothing is there”',
    NONE,
  );
  const empty = `/books/${fresh(judge)}`;
  const absent = await judge.request({
    method: 'PUT',
    path: empty,
    headers: { 'If-Match': '*' },
    body: book,
  });
  demandStatus(judge, absent, 412, '412 to If-Match: * where nothing is', MATCH);
  const made = await judge.request({
    method: 'PUT',
    path: empty,
    headers: { 'If-None-Match': '*' },
    body: book,
  });
  demandStatus(judge, made, PUT_CODES, '201 to If-None-Match: * where nothing is', NONE);
}
