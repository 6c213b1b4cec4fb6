import { notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { HttpExchange } from '../../../src/lab/wire.ts';
import { asked, describe } from './look.ts';

/** Why the shop refused a request that meant well, or undefined when it did not. A slip of the keyboard is no failure. */
export function refusal(exchange: HttpExchange): Verdict | undefined {
  const got = describe(exchange);
  const type = asked(exchange, 'content-type');
  switch (exchange.status) {
    case 400:
      return notYet('content that is well-formed JSON', got, 'RFC 9110 §15.5.1');
    case 405:
      return wrong('a method that this resource offers; see Allow in the answer', got, 'RFC 9110 §15.5.6');
    case 412:
      return notYet('a condition that holds, or none', got, 'RFC 9110 §15.5.13');
    case 415:
      return exchange.method === 'PATCH'
        ? wrong(
            'Content-Type: application/merge-patch+json, which says how to read the patch',
            `${got}; its content was ${type ?? 'of no type'}`,
            'RFC 5789 §2.2',
          )
        : wrong(
            'Content-Type: application/json',
            `${got}; its content was ${type ?? 'of no type'}`,
            'RFC 9110 §15.5.16',
          );
    case 422:
      return notYet('content that keeps the rules of the shop', got, 'RFC 9110 §15.5.21');
    case 501:
      return wrong('a method that the shop knows', got, 'RFC 9110 §15.6.2');
    case 404:
      return notYet('an address where something is', got, 'RFC 9110 §15.5.5');
    default:
      return undefined;
  }
}

/** The same where the task is about something else, so that it is told and does not count as a failure. */
export function obstacle(exchange: HttpExchange): Verdict | undefined {
  const found = refusal(exchange);
  return found && found.state !== 'done' ? notYet(found.expected, found.got, found.rule) : undefined;
}
