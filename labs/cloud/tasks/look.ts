import { notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import { exchanges, field, type HttpExchange, type WireEvent } from '../../../src/lab/wire.ts';
import { type Cloud, NAMES } from '../grid.ts';
import { SETUP } from '../setup.ts';

export const NIST = 'NIST SP 800-145 §2';

/** Under which path the guestbook of a cloud answers. */
const WEB: Record<Cloud, RegExp> = {
  iron: /^\/machines\/[^/]+\/web\/$/,
  bench: /^\/apps\/guestbook\/web\/$/,
  desk: /^\/guestbooks\/[^/]+\/$/,
};

/** What passed through the doors, oldest first. */
export function seen(events: readonly WireEvent[]): HttpExchange[] {
  return exchanges(events);
}

/** The same without what the word `setup` did for the learner. */
export function own(events: readonly WireEvent[]): HttpExchange[] {
  return seen(events).filter((each) => field(each.fields, SETUP) === undefined);
}

export function pathOf({ target }: HttpExchange): string {
  return target.replace(/^https?:\/\/[^/]*/i, '').split('?')[0]!;
}

export function worked({ status = 0 }: HttpExchange): boolean {
  return status >= 200 && status < 300;
}

/** Whether it has to do with the page of a cloud's guestbook. */
export function isWeb(exchange: HttpExchange, cloud: Cloud): boolean {
  return exchange.door === cloud && WEB[cloud].test(pathOf(exchange));
}

export function isSigning(exchange: HttpExchange, cloud: Cloud): boolean {
  return exchange.method === 'POST' && isWeb(exchange, cloud) && worked(exchange);
}

export function isReading(exchange: HttpExchange, cloud: Cloud): boolean {
  return exchange.method === 'GET' && isWeb(exchange, cloud) && worked(exchange);
}

/** Whether it is that request at that door, whatever was answered. */
export function isAsk(exchange: HttpExchange, door: string, method: string, path: RegExp): boolean {
  return exchange.door === door && exchange.method === method && path.test(pathOf(exchange));
}

/** `a PUT to /apps/guestbook/code at bench, answered 422`. */
export function describe({ door, method, target, status }: HttpExchange): string {
  const start = `${/^[AEIO]/.test(method) ? 'an' : 'a'} ${method} to ${target} at ${door}`;
  return status === undefined ? `${start}, without an answer` : `${start}, answered ${status}`;
}

/** The first line of what was answered. */
export function said({ answer }: HttpExchange): string {
  return answer.trim().split('\n')[0]!.slice(0, 160);
}

/** Somebody tried to do what is the provider's work. */
export function meddling(
  exchange: HttpExchange | undefined,
  cloud: Cloud,
  yours: string,
): Verdict | undefined {
  if (exchange?.status !== 403) return undefined;
  return wrong(yours, `${describe(exchange)}: that layer is the business of ${NAMES[cloud]}`, NIST);
}

/** The newest thing that happened at a door, or nothing. */
export function lastAt(all: readonly HttpExchange[], door: string): HttpExchange | undefined {
  return all.findLast((each) => each.door === door);
}

/** Not yet, with the newest thing at a door as what was seen. */
export function waiting(expected: string, last: HttpExchange | undefined, rule = 'the task'): Verdict {
  if (!last) return notYet(expected, 'no request there yet', rule);
  const detail = worked(last) ? '' : `: “${said(last)}”`;
  return notYet(expected, describe(last) + detail, rule);
}
