import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import { exchanges, type WireEvent } from '../../../src/lab/wire.ts';
import { cookieOf, cookieSet } from '../cookies.ts';
import { SID } from '../shop.ts';
import { lastOf, pathOf, told } from './seen.ts';

const OWASP = 'OWASP Session Management Cheat Sheet';

/** A visit, then a login that sends the ID of the visit and gets another one. */
export function newId(events: readonly WireEvent[]): Verdict {
  const rule = `${OWASP}: renew the session ID after any privilege level change`;
  const given = new Set<string>();
  let got: Verdict | undefined;
  for (const exchange of exchanges(events, 'shop')) {
    const sent = cookieOf(exchange, SID);
    const set = cookieSet(exchange, SID);
    if (exchange.method === 'POST' && pathOf(exchange) === '/login') {
      const expected = 'a login that sends the session ID of an earlier visit';
      if (exchange.status !== 303) {
        const why = exchange.status === 415 ? 'its content is no form' : 'nobody was logged in';
        got = notYet('a login that succeeds', `${told(exchange)}: ${why}`, 'the task');
      } else if (sent === undefined) {
        got = wrong(expected, 'a login without a cookie: there was no ID that could change', rule);
      } else if (!given.has(sent)) {
        got = wrong(expected, 'a login with a session ID that the shop never gave out', rule);
      } else if (set !== undefined && set !== sent) return DONE;
    }
    if (set !== undefined) given.add(set);
  }
  if (got) return got;
  return given.size > 0
    ? notYet('a POST to /login with that session ID', 'a session ID from a visit, and no login since', rule)
    : notYet('a visit that is given a session ID', lastOf(events, 'shop'), rule);
}

/** A logout under a session ID, and the same ID once more afterwards, refused. */
export function logout(events: readonly WireEvent[]): Verdict {
  const rule = `${OWASP}: session expiration`;
  const loggedIn = new Set<string>();
  const ended = new Set<string>();
  let got: Verdict | undefined;
  for (const exchange of exchanges(events, 'shop')) {
    const { method, status } = exchange;
    const path = pathOf(exchange);
    const sent = cookieOf(exchange, SID);
    if (method === 'POST' && path === '/login' && status === 303) {
      const set = cookieSet(exchange, SID);
      if (set !== undefined) loggedIn.add(set);
      // Whoever logs in anew gives the ID that was sent away.
      if (sent !== undefined) loggedIn.delete(sent);
    } else if (path === '/logout' && method !== 'POST') {
      got = wrong(
        'a POST to /logout',
        `${told(exchange)}: a link must not log anybody out`,
        'RFC 9110 §9.2.1',
      );
    } else if (path === '/logout') {
      if (sent !== undefined && loggedIn.delete(sent)) {
        ended.add(sent);
        got = undefined;
      } else {
        const why =
          sent === undefined ? 'without a session ID' : 'with an ID under which nobody is logged in';
        got = wrong('a POST to /logout with the session ID of a login', `a POST to /logout ${why}`, rule);
      }
    } else if (path === '/orders' && status === 303 && ended.size > 0) {
      if (sent !== undefined && ended.has(sent)) return DONE;
      const why = sent === undefined ? 'without a cookie' : 'with another session ID';
      got = notYet(
        'a GET of /orders with the very ID that was logged out',
        `a GET of /orders ${why}: that proves nothing about the old one`,
        rule,
      );
    }
  }
  if (got) return got;
  if (ended.size > 0)
    return notYet(
      'a GET of /orders with the ID that was logged out',
      'a logout, and no proof yet that the ID is dead',
      rule,
    );
  return loggedIn.size > 0
    ? notYet('a POST to /logout with the session ID', 'a login that still goes on', rule)
    : notYet('a login, and then a POST to /logout', lastOf(events, 'shop'), rule);
}
