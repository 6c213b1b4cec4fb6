import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import { exchanges, type HttpExchange, type WireEvent } from '../../../src/lab/wire.ts';
import { errorsOf, operationOf, parseBody } from './graphql-ways.ts';
import { tell } from './screen.ts';

/** Get data and errors in one answer. */
export function partial(events: readonly WireEvent[]): Verdict {
  const rule = 'GraphQL (September 2025) §7.1.6: an execution error leaves null, and its path says where';
  const expected = 'an answer with data that is not null, and beside it errors with a path';
  const asked = exchanges(events, 'graphql');
  const hurt = (each: HttpExchange) =>
    parseBody(each.answer)?.data && errorsOf(each).some(({ path }) => Array.isArray(path));
  if (asked.some(hurt)) return DONE;
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'no request to graphql yet', rule);
  const [error] = errorsOf(last);
  if (!error) return notYet(expected, `${tell(last)}: data, and no errors`, rule);
  if (parseBody(last.answer)?.data === null) {
    return notYet(expected, 'data that is null as a whole: the null climbed to the top', rule);
  }
  return notYet(
    expected,
    `errors without data (${last.status}), so nothing was executed: ${error.message}`,
    'GraphQL (September 2025) §7.1.6: a request error has no data',
  );
}

/** Send a mutation by GET, and read the refusal. */
export function unsafeRefused(events: readonly WireEvent[]): Verdict {
  const rule =
    'GraphQL over HTTP (draft), section GET: a mutation must not run; 405 is recommended. RFC 9110 §9.2.1';
  const expected = 'a GET of /graphql whose query is a mutation, answered 405';
  const asked = exchanges(events, 'graphql');
  const gets = asked.filter(({ method }) => method === 'GET');
  const mutations = gets.filter((each) => operationOf(each)?.operation === 'mutation');
  if (mutations.some(({ status }) => status === 405)) return DONE;
  if (mutations.some(({ status = 0 }) => status < 300))
    return wrong(expected, 'a mutation by GET that ran', rule);
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'no request to graphql yet', rule);
  const operation = operationOf(last)?.operation;
  if (last.method === 'POST' && operation === 'mutation') {
    return notYet(expected, `a mutation by POST, answered ${last.status}, as it should be sent`, rule);
  }
  if (last.method !== 'GET') return notYet(expected, tell(last), rule);
  if (operation)
    return notYet(expected, `a ${operation} by GET, answered ${last.status}: reading by GET is fine`, rule);
  const [error] = errorsOf(last);
  return notYet(expected, `a GET that could not be read as GraphQL: ${error?.message ?? last.status}`, rule);
}

/** Ask deeper than the server allows. */
export function tooDeep(events: readonly WireEvent[]): Verdict {
  const rule = 'OWASP GraphQL Cheat Sheet, DoS Prevention; the limit is this server’s own';
  const expected = 'a query of six or more fields inside each other, refused before anything ran';
  const asked = exchanges(events, 'graphql');
  const refused = (each: HttpExchange, word: string) =>
    errorsOf(each).some(({ message }) => message?.startsWith('The query ') && message.includes(word));
  if (asked.some((each) => refused(each, 'fields deep'))) return DONE;
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'no request to graphql yet', rule);
  if (refused(last, 'fields; this'))
    return notYet(expected, 'a query that is too broad, which is another limit', rule);
  const [error] = errorsOf(last);
  if (error && parseBody(last.answer)?.data === undefined) {
    return notYet(expected, `another refusal (${last.status}): ${error.message}`, rule);
  }
  return notYet(expected, `${tell(last)}: it was not deep enough`, rule);
}
