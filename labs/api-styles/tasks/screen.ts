import { exchanges, type HttpExchange, type WireEvent } from '../../../src/lab/wire.ts';
import { parseBody } from './graphql-ways.ts';

/** What the screen shows, and by which numbers it is found. */
export interface Screen {
  book: number;
  author: number;
  title: string;
  name: string;
}

/** The two requests by which a screen came through the REST door: the book, and right after it its author. */
export function byRest(events: readonly WireEvent[], { book, author }: Screen): HttpExchange[] | undefined {
  const asked = exchanges(events, 'rest');
  const got = (each: HttpExchange | undefined, target: string) =>
    each?.method === 'GET' && each.status === 200 && each.target === target;
  const n = asked.findIndex(
    (each, n) => got(each, `/books/${book}`) && got(asked[n + 1], `/authors/${author}`),
  );
  return n === -1 ? undefined : asked.slice(n, n + 2);
}

/** The one request by which it came through the GraphQL door. */
export function byGraphql(events: readonly WireEvent[], screen: Screen): HttpExchange | undefined {
  return exchanges(events, 'graphql').find((each) => {
    const { book } = (parseBody(each.answer)?.data ?? {}) as {
      book?: { title?: string; author?: { name?: string } };
    };
    return each.method === 'POST' && book?.title === screen.title && book.author?.name === screen.name;
  });
}

/** … and through the SOAP door. */
export function bySoap(events: readonly WireEvent[], { title, name }: Screen): HttpExchange | undefined {
  return exchanges(events, 'soap').find(
    ({ status, answer }) =>
      status === 200 && answer.includes(`<m:title>${title}<`) && answer.includes(`<m:author>${name}<`),
  );
}

export function tell({ method, target, status }: HttpExchange): string {
  return `a ${method} ${method === 'POST' ? 'to' : 'of'} ${target.split('?')[0]}, answered ${status ?? 'not at all'}`;
}
