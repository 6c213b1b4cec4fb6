import { exchange } from '../../../src/lab/client/http.ts';
import { openHttpDoor, type Reply } from '../../../src/lab/http-door.ts';
import type { Door, Stage } from '../../../src/lab/lab.ts';
import { LOOPBACK } from '../../../src/lab/listen.ts';
import { badToken, bearerOf, noToken, tooLittle } from '../bearer.ts';
import type { AuthorizationServer } from './login.ts';

const REALM = 'orders';
const METHODS: Record<string, string> = { GET: 'orders:read', POST: 'orders:write' };

/** The resource server: it cannot read the tokens that it is shown, so it asks the authorization server about each. */
export function openOrders(stage: Stage, { introspect }: AuthorizationServer): Promise<Door> {
  return openHttpDoor(stage, {
    name: 'orders',
    what: 'lock 3: the API that the token is for',
    async handle(request): Promise<Reply> {
      const { method, path } = request;
      if (path !== '/orders') return { status: 404, body: 'Here is only /orders.\n' };
      const needed = METHODS[method === 'HEAD' ? 'GET' : method];
      if (needed === undefined)
        return { status: 405, headers: { Allow: 'GET, HEAD, POST' }, body: 'Here: GET or POST.\n' };
      const token = bearerOf(request);
      if (token === undefined) return noToken(REALM);
      const { active, scope = '', sub } = await ask(introspect, token);
      if (!active) return badToken(REALM, 'the authorization server says that this token is not active');
      if (!scope.split(' ').includes(needed))
        return tooLittle(REALM, `This needs the scope ${needed}.`, needed);
      return method === 'POST'
        ? { status: 201, headers: { Location: '/orders' }, body: { ordered: 'The Art of Locks', for: sub } }
        : { status: 200, body: [{ title: 'The Art of Locks', for: sub }] };
    },
  });
}

/** Token introspection, RFC 7662 §2. */
async function ask(
  { url, authorization }: AuthorizationServer['introspect'],
  token: string,
): Promise<{ active: boolean; scope?: string; sub?: string }> {
  const { body } = await exchange({
    url,
    address: LOOPBACK,
    method: 'POST',
    fields: [
      ['Authorization', authorization],
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ],
    body: new URLSearchParams({ token }).toString(),
  });
  return JSON.parse(body.toString('utf8'));
}
