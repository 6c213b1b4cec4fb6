import type { Door } from '../../src/lab/lab.ts';
import { exchanges, field, type WireEvent } from '../../src/lab/wire.ts';
import { cookieSet } from './cookies.ts';
import { SID } from './shop.ts';
import { sentBack } from './tasks/oauth.ts';
import { answered, issued, pathOf } from './tasks/seen.ts';

/** The last value of each kind that came over the wire, by its short name at the prompt, and the addresses of the doors. */
export function namesOf(
  events: readonly WireEvent[],
  doors: readonly Door[],
): Record<string, string | undefined> {
  const login = exchanges(events, 'login');
  const last = <T>(all: readonly (T | undefined)[]) => all.findLast((each) => each !== undefined);
  return {
    ...Object.fromEntries(doors.map(({ name, address }) => [name, address])),
    sid: last(exchanges(events, 'shop').map((each) => cookieSet(each, SID))),
    jwt: [...issued(events).keys()].at(-1),
    id: last(
      login.map((each) => /^\/interaction\/([\w-]+)$/.exec(field(each.answerFields, 'location') ?? '')?.[1]),
    ),
    code: last(login.map((each) => sentBack(each)?.get('code') ?? undefined)),
    token: last(
      login.filter((each) => pathOf(each) === '/token').map((each) => answered(each, 'access_token')),
    ),
  };
}
