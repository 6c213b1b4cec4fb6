import type { Judge, Judged } from '../../../../src/lab/build/judge.ts';
import { ask, demandIn, READ, WRITE } from '../ask.ts';
import { AUDIENCE, issuerOf } from '../issuer.ts';

/** Good tokens get in, in all the ways in which a token can be good. */
export async function good(judge: Judge): Promise<void> {
  const issuer = issuerOf(judge);
  const open = await judge.request({ method: 'GET', path: '/' });
  judge.demand(open.status === 200, {
    expected: '200 to GET / without a token, which is open to everybody',
    got: `${open.status}`,
    rule: 'README of the lab',
  });

  const list = await demandIn(judge, issuer.token(READ), 'a good token', 'RFC 9068 §4');
  demandList(judge, list);
  const title = `The Art of Locks, volume ${1 + Math.floor(judge.random() * 1e6)}`;
  const made = await ask(judge, issuer.token(`${READ} ${WRITE}`), { method: 'POST', body: { title } });
  judge.demand(made.status === 201, {
    expected: '201 to a POST of an order with a good token for orders:write',
    got: `${made.status}`,
    rule: 'README of the lab',
  });
  const after = await demandIn(judge, issuer.token(READ), 'a good token', 'RFC 9068 §4');
  judge.demand(after.text.includes(title), {
    expected: 'the order that was posted, in the list',
    got: 'a list without it',
    rule: 'README of the lab',
  });

  await demandIn(
    judge,
    issuer.token(READ, { key: issuer.keys[1] }),
    'a token signed with the other key of the key set',
    'RFC 7515 §4.1.4: kid tells which key',
  );
  const several = { claims: { aud: ['https://other.shop.test', AUDIENCE] } };
  await demandIn(
    judge,
    issuer.token(READ, several),
    'a token for several audiences, yours among them',
    'RFC 7519 §4.1.3',
  );
  const long = { header: { typ: 'application/at+jwt' } };
  await demandIn(judge, issuer.token(READ, long), 'a token whose typ is application/at+jwt', 'RFC 9068 §4');
  const small = await judge.request({
    method: 'GET',
    path: '/orders',
    headers: { Authorization: `bearer ${issuer.token(READ)}` },
  });
  judge.demand(small.status === 200, {
    expected: '200 to a good token behind "bearer" in small letters',
    got: `${small.status}`,
    rule: 'RFC 9110 §11.1: the scheme is case-insensitive',
  });
}

function demandList(judge: Judge, list: Judged): void {
  judge.demand(Array.isArray(list.json()), {
    expected: 'the orders as an array in JSON',
    got: list.text.slice(0, 60),
    rule: 'README of the lab',
  });
}
