import type { HttpExchange } from '../../../src/lab/wire.ts';
import { asked, isLost, isRepeat, listed, object, pathOf } from './look.ts';

/** What remains to be done after every repetition. */
export const LOOK = 'then a look at GET /cellar';

/** A change in the cellar whose answer was lost, and what came after it. */
export interface Attempt {
  lost: HttpExchange;
  /** The same request again, with an answer. */
  repeat: HttpExchange | undefined;
  /** The first look at the list after the repetition. */
  look: HttpExchange | undefined;
}

/** What went down the cable. */
export function inCellar(all: readonly HttpExchange[]): HttpExchange[] {
  return all.filter((each) => /^\/cellar(\/|$)/.test(pathOf(each)));
}

/** All changes by `method` whose answers were lost, oldest first. */
export function attempts(all: readonly HttpExchange[], method: string): Attempt[] {
  const cellar = inCellar(all);
  return cellar
    .filter((each) => each.method === method && isLost(each))
    .map((lost) => {
      const repeat = cellar.find((each) => isRepeat(lost, each) && !isLost(each));
      const look = repeat && cellar.find((each) => isLook(each) && each.n > repeat.n);
      return { lost, repeat, look };
    });
}

/** A look at the list of what is in the cellar. */
export function isLook(exchange: HttpExchange): boolean {
  return exchange.method === 'GET' && pathOf(exchange) === '/cellar' && exchange.status === 200;
}

/** How many books of that title are in a list. */
export function copies(look: HttpExchange, title: unknown): number {
  return listed(look).filter((book) => book.title === title).length;
}

/** `2 copies of “Emma”`. */
export function count(number: number, title: unknown): string {
  return `${number} ${number === 1 ? 'copy' : 'copies'} of “${title}”`;
}

export function titleOf({ body }: HttpExchange): unknown {
  return object(body)?.title;
}

export function keyOf(exchange: HttpExchange): string | undefined {
  return asked(exchange, 'idempotency-key');
}

/** Whether a repeated POST has left two books of its title. */
export function isDoubled(lost: HttpExchange, repeat?: HttpExchange, look?: HttpExchange): boolean {
  const twice = repeat?.status === 201 && keyOf(repeat) === undefined;
  return twice && look !== undefined && copies(look, titleOf(lost)) >= 2;
}
