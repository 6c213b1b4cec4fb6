import { exchanges, type HttpExchange, type WireEvent } from '../../../src/lab/wire.ts';
import { bearerOf } from '../bearer.ts';
import { readToken, type TokenText } from '../token-text.ts';

/** An exchange in a few words: `a POST to /login, answered 303`. */
export function told({ method, target, status }: HttpExchange): string {
  const path = target.split('?')[0]!;
  const where = path.length > 30 ? `${path.slice(0, 29)}…` : path;
  const article = /^[AEIOU]/.test(method) ? 'an' : 'a';
  return `${article} ${method} to ${where}, ${status === undefined ? 'not answered' : `answered ${status}`}`;
}

/** The last exchange through a door in words, or that there was none. */
export function lastOf(events: readonly WireEvent[], door: string): string {
  const last = exchanges(events, door).at(-1);
  return last ? told(last) : `no request to ${door} yet`;
}

export function pathOf({ target }: HttpExchange): string {
  return target.split('?')[0]!;
}

/** A field of an answer in JSON, if it is a text. */
export function answered({ answer }: HttpExchange, name: string): string | undefined {
  try {
    const value = JSON.parse(answer)?.[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the token endpoint or the error page of the authorization server complained of. */
export function complaint(exchange: HttpExchange): string {
  const error = answered(exchange, 'error');
  const more = answered(exchange, 'error_description');
  return error === undefined ? '' : ` (${error}${more === undefined ? '' : `: ${more}`})`;
}

/** A request with a bearer token that has the form of a JWT. */
export interface Shown {
  exchange: HttpExchange;
  token: string;
  read: TokenText;
}

/** The requests through a door that showed a JWT. */
export function shown(events: readonly WireEvent[], door: string): Shown[] {
  return exchanges(events, door).flatMap((exchange) => {
    const token = bearerOf(exchange);
    const read = token === undefined ? undefined : readToken(token);
    return token !== undefined && read ? [{ exchange, token, read }] : [];
  });
}

/** The JWTs that a login at `api` or `weak` gave out, by their text. */
export function issued(events: readonly WireEvent[]): Map<string, TokenText> {
  const tokens = new Map<string, TokenText>();
  for (const exchange of exchanges(events)) {
    if ((exchange.door !== 'api' && exchange.door !== 'weak') || pathOf(exchange) !== '/login') continue;
    const token = answered(exchange, 'access_token');
    const read = token === undefined ? undefined : readToken(token);
    if (token !== undefined && read) tokens.set(token, read);
  }
  return tokens;
}
