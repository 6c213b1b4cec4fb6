import { exchanges, field, type HttpExchange, type WireEvent } from '../../../src/lab/wire.ts';

export const DOOR = 'shop';

/** What passed through the shop's door, oldest first. */
export function seen(events: readonly WireEvent[]): HttpExchange[] {
  return exchanges(events, DOOR);
}

/** The path of a request, without query and without a host. */
export function pathOf({ target }: HttpExchange): string {
  return target.replace(/^https?:\/\/[^/]*/i, '').split('?')[0]!;
}

/** Whether a request was carried out: answered with 2xx, or applied before its answer got lost. */
export function worked({ status }: HttpExchange): boolean {
  return status === undefined || (status >= 200 && status < 300);
}

export function isLost({ status }: HttpExchange): boolean {
  return status === undefined;
}

export function isChange({ method }: HttpExchange): boolean {
  return ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method);
}

/** The same request once more, as far as its method, target and content go. */
export function isRepeat(first: HttpExchange, later: HttpExchange): boolean {
  return (
    later.n > first.n &&
    later.method === first.method &&
    pathOf(later) === pathOf(first) &&
    later.body === first.body
  );
}

/** `a PUT to /books/x7, answered 204`. */
export function describe(exchange: HttpExchange): string {
  const { method, target, status, reason } = exchange;
  const start = `${/^[AEIO]/.test(method) ? 'an' : 'a'} ${method} to ${target}`;
  if (status === undefined) return `${start}, whose answer was lost`;
  return `${start}, answered ${status}${reason ? ` ${reason}` : ''}`;
}

/** A header field of the request. */
export function asked(exchange: HttpExchange, name: string): string | undefined {
  return field(exchange.fields, name);
}

/** A header field of the answer. */
export function answered(exchange: HttpExchange, name: string): string | undefined {
  return field(exchange.answerFields, name);
}

/** Content as JSON, or undefined when it is none. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function object(text: string): Record<string, unknown> | undefined {
  const value = json(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** The books in an answer to `GET /cellar` or `GET /books`. */
export function listed(exchange: HttpExchange): { href: string; title: unknown }[] {
  const books = object(exchange.answer)?.books;
  return Array.isArray(books) ? books : [];
}
