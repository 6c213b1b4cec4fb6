import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import { exchanges, field, type WireEvent } from '../../../src/lab/wire.ts';
import { bearerOf } from '../bearer.ts';
import { issued, lastOf, pathOf, shown, told } from './seen.ts';

const NO_LOGIN = 'a login at api, which answers with a token';

/** The order whose number stands nowhere but in the token. */
export function read(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 7519 §3: the claims are only encoded in base64url';
  if (issued(events).size === 0) return notYet(NO_LOGIN, lastOf(events, 'api'), 'the task');
  const expected = 'a GET of /orders/ and the number in the claim "order", with the token';
  const asked = exchanges(events, 'api').filter((each) => pathOf(each).startsWith('/orders/'));
  if (asked.some(({ status }) => status === 200)) return DONE;
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'a token, and no order asked for', rule);
  if (bearerOf(last) === undefined) {
    const isBare = field(last.fields, 'authorization') !== undefined;
    const why = isBare ? 'Authorization does not begin with Bearer and a token' : 'no token came with it';
    return notYet(expected, `${told(last)}: ${why}`, 'RFC 6750 §2.1');
  }
  if (last.status === 404) return wrong(expected, `${told(last)}: that number is not in the token`, rule);
  return notYet(expected, told(last), rule);
}

/** A payload that says admin, under the signature of the real token. */
export function change(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 7515 §5.2: the signature must fit header and payload as they were sent';
  const expected =
    'a GET of /admin at api with a token whose role was changed to admin and whose signature was kept';
  const tokens = issued(events);
  if (tokens.size === 0) return notYet(NO_LOGIN, lastOf(events, 'api'), 'the task');
  const signatures = new Set([...tokens.values()].map(({ parts }) => parts[2]));
  let got: Verdict | undefined;
  for (const door of ['weak', 'api']) {
    for (const { exchange, token, read: text } of shown(events, door)) {
      if (pathOf(exchange) !== '/admin') continue;
      if (tokens.has(token)) {
        got = notYet(
          expected,
          `the token as it was issued: good, but not allowed (${exchange.status})`,
          'RFC 6750 §3.1',
        );
      } else if (text.header.alg === 'none') {
        got = notYet(expected, 'a token that says "alg":"none": that is the next task', rule);
      } else if (!signatures.has(text.parts[2])) {
        got = notYet(expected, 'a token whose signature was changed as well', rule);
      } else if (text.payload.role !== 'admin') {
        got = notYet(
          expected,
          `a changed token whose role is ${JSON.stringify(text.payload.role)}`,
          'the task',
        );
      } else if (door === 'weak') {
        got = notYet(expected, 'the changed token, shown to weak and not to api', 'the task');
      } else if (exchange.status === 401) return DONE;
    }
  }
  if (got) return got;
  const last = exchanges(events, 'api')
    .filter((each) => pathOf(each) === '/admin')
    .at(-1);
  const unread = last && bearerOf(last) !== undefined ? ' with a token that is no JWT any more' : '';
  return notYet(expected, last ? `${told(last)}${unread}` : 'no request to /admin yet', rule);
}

/** One token without a signature: let in by weak, refused by api. */
export function none(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 8725 §3.1: the verifier fixes the algorithms';
  const unsigned = shown(events, 'weak').filter(({ read: { header } }) => header.alg === 'none');
  const opened = unsigned.filter(
    ({ exchange, read: { payload } }) =>
      exchange.status === 200 && pathOf(exchange) === '/admin' && payload.role === 'admin',
  );
  const atApi = exchanges(events, 'api').filter((each) => each.status === 401);
  if (opened.some(({ token }) => atApi.some((each) => bearerOf(each) === token))) return DONE;
  if (opened.length > 0) {
    const tried = shown(events, 'api').some(({ read: { header } }) => header.alg === 'none');
    const got = tried ? 'another unsigned token shown to api' : 'weak has let it in, api has not seen it yet';
    return notYet('the very same token, shown to api', got, rule);
  }
  const expected = 'a GET of /admin at weak with an unsigned token: "alg":"none", role admin';
  const last = unsigned.at(-1);
  if (last) {
    const { payload } = last.read;
    if (pathOf(last.exchange) !== '/admin') return notYet(expected, told(last.exchange), 'the task');
    if (payload.role !== 'admin')
      return notYet(expected, `an unsigned token with the role ${JSON.stringify(payload.role)}`, 'the task');
    return notYet(expected, `${told(last.exchange)}: even weak looks at exp`, 'RFC 7519 §4.1.4');
  }
  const signed = shown(events, 'weak').at(-1);
  if (signed) {
    const alg = JSON.stringify(signed.read.header.alg);
    return notYet(expected, `a token with "alg":${alg}: ${told(signed.exchange)}`, rule);
  }
  if (shown(events, 'api').some(({ read: { header } }) => header.alg === 'none'))
    return notYet(expected, 'an unsigned token, shown to api first: it holds', rule);
  return notYet(expected, lastOf(events, 'weak'), rule);
}

/** A token as it was issued, shown on or after its `exp`. */
export function expire(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 7519 §4.1.4: not on or after exp';
  const expected = 'a token as it was issued, shown to api when its time is over';
  const tokens = issued(events);
  if (tokens.size === 0) return notYet(NO_LOGIN, lastOf(events, 'api'), 'the task');
  let got: Verdict | undefined;
  for (const { exchange, token, read: text } of shown(events, 'api')) {
    const left = Math.ceil(Number(text.payload.exp) - exchange.at / 1000);
    const challenge = field(exchange.answerFields, 'www-authenticate') ?? '';
    if (tokens.has(token) && exchange.status === 401 && challenge.includes('expired')) return DONE;
    got = tokens.has(token)
      ? notYet(expected, `${told(exchange)}, ${left} seconds before its exp`, rule)
      : wrong(expected, 'a token that was changed: it is refused for its signature, whatever its exp', rule);
  }
  return got ?? notYet(expected, 'a token that has not been shown yet', rule);
}
