import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import { exchanges, field, type HttpExchange, type WireEvent } from '../../../src/lab/wire.ts';
import { bearerOf } from '../bearer.ts';
import { answered, complaint, lastOf, pathOf, told } from './seen.ts';

/** A code sent back to the client together with its state. The server gives none without an S256 challenge. */
export function code(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 6749 §4.1.1, RFC 7636 §4.3';
  const expected = 'a code and your state, sent back to the diary';
  let got = notYet('a GET of /auth at login', lastOf(events, 'login'), rule);
  for (const exchange of exchanges(events, 'login')) {
    const path = pathOf(exchange);
    const back = sentBack(exchange);
    if (back?.get('code')) {
      if (back.get('state')) return DONE;
      const why = 'a code without a state: the client could not tell whose flow it belongs to';
      got = wrong(expected, why, 'RFC 6749 §10.12');
    } else if (back) {
      const why = `${back.get('error')}: ${back.get('error_description') ?? 'no code was given'}`;
      got = wrong(expected, why, rule);
    } else if (path.startsWith('/interaction/')) got = atForm(exchange, expected);
    else if (path === '/auth' || path.startsWith('/auth/')) {
      const { status = 0 } = exchange;
      got =
        status >= 300 && status < 400
          ? notYet('a login at the address in Location, with the cookies', told(exchange), 'the task')
          : wrong(expected, told(exchange) + complaint(exchange), rule);
    }
  }
  return got;
}

function atForm(exchange: HttpExchange, expected: string): Verdict {
  const { method, status } = exchange;
  if (status === 400)
    return wrong(expected, `${told(exchange)}: the cookie "interaction" was not sent`, 'RFC 6265 §4.2');
  if (method === 'POST' && status === 303)
    return notYet('a GET of the address in Location, with the cookie "resume"', told(exchange), 'the task');
  const next = 'a POST of user, password and allow=yes to the same address';
  return method === 'POST'
    ? wrong(next, `${told(exchange)}: not logged in`, 'the task')
    : notYet(next, told(exchange), 'the task');
}

/** The code and the verifier for a token. */
export function exchange(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 6749 §4.1.3, RFC 7636 §4.5';
  const expected = 'a POST to /token with the code, its redirect_uri and the verifier, answered 200';
  const asked = exchanges(events, 'login').filter((each) => pathOf(each) === '/token');
  if (asked.some(gave)) return DONE;
  const last = asked.at(-1);
  if (!last) {
    const got = codes(events).size > 0 ? 'a code that nobody has exchanged yet' : 'no code yet';
    return notYet(expected, got, rule);
  }
  const form = new URLSearchParams(last.body);
  if (answered(last, 'error') === 'invalid_grant' && codes(events).has(form.get('code') ?? '')) {
    const flaw = form.has('code_verifier')
      ? 'the verifier does not fit the challenge, or redirect_uri is another one'
      : 'no code_verifier';
    return wrong(expected, `a real code, but ${flaw} (invalid_grant)`, 'RFC 7636 §4.6');
  }
  return wrong(expected, told(last) + complaint(last), rule);
}

/** One token: read is allowed, write is not, and without a token nothing is. */
export function scope(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 6750 §3.1';
  const asked = exchanges(events, 'orders').filter((each) => pathOf(each) === '/orders');
  const bare = asked.some((each) => each.status === 401 && bearerOf(each) === undefined);
  const read = asked.filter((each) => each.method === 'GET' && each.status === 200).map(bearerOf);
  const refused = asked.filter((each) => each.method === 'POST' && each.status === 403).map(bearerOf);
  const both = read.some((token) => refused.includes(token));
  if (bare && both) return DONE;
  const last = asked.at(-1);
  const got = last ? told(last) : lastOf(events, 'orders');
  if (last?.method === 'POST' && last.status === 201)
    return wrong(
      '403 to a POST with a token for orders:read only',
      `${got}: its scope has orders:write`,
      rule,
    );
  if (last?.status === 401 && bearerOf(last) !== undefined && !both)
    return notYet('a token that is active', `${got}: nobody knows this token, or it is dead`, rule);
  if (!bare) return notYet('a request to /orders without a token', got, rule);
  if (read.length === 0) return notYet('a GET of /orders with the access token', got, rule);
  return notYet('a POST to /orders with the same token', got, rule);
}

/** A code that was exchanged, sent again; and then the token of the first time, dead. */
export function reuse(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 6749 §4.1.2';
  const first = new Map<string, { token: string; verifier: string | null }>();
  let revoked: string | undefined;
  let got = notYet('a POST to /token with a code that was exchanged before', 'no code exchanged yet', rule);
  for (const each of exchanges(events)) {
    if (each.door === 'orders' && revoked !== undefined) {
      if (bearerOf(each) === revoked && each.status === 401) return DONE;
      got = notYet(
        'the access token of the first exchange, shown to orders once more',
        `${told(each)}, ${bearerOf(each) === undefined ? 'without a token' : 'with another token'}`,
        rule,
      );
    }
    if (each.door !== 'login' || pathOf(each) !== '/token') continue;
    const form = new URLSearchParams(each.body);
    const sent = form.get('code') ?? '';
    const used = first.get(sent);
    if (gave(each)) {
      first.set(sent, { token: answered(each, 'access_token')!, verifier: form.get('code_verifier') });
      got = notYet('a POST to /token with the same code again', 'one exchange of a code', rule);
    } else if (!used) {
      got = notYet(
        'a code that was exchanged before',
        `${told(each)}: that code was never exchanged, so this is no second use`,
        rule,
      );
    } else if (answered(each, 'error') === 'invalid_grant' && form.get('code_verifier') === used.verifier) {
      // With another verifier it is refused before anybody looks whether the code was used.
      revoked = used.token;
      got = notYet(
        'the access token of that code, shown to orders',
        'the second use was refused (invalid_grant)',
        rule,
      );
    } else {
      const why = `${told(each)}${complaint(each)}: refused for another reason than the second use`;
      got = notYet('the same request as the first time', why, rule);
    }
  }
  return got;
}

/** The parameters with which the authorization server sends the browser back to the client. */
export function sentBack(exchange: HttpExchange): URLSearchParams | undefined {
  const location = field(exchange.answerFields, 'location') ?? '';
  if (!URL.canParse(location)) return undefined;
  const url = new URL(location);
  return url.pathname === '/callback' ? url.searchParams : undefined;
}

function codes(events: readonly WireEvent[]): Set<string> {
  return new Set(exchanges(events, 'login').flatMap((each) => sentBack(each)?.get('code') ?? []));
}

function gave(exchange: HttpExchange): boolean {
  return exchange.status === 200 && answered(exchange, 'access_token') !== undefined;
}
