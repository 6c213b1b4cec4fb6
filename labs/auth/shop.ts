import { randomBytes } from 'node:crypto';
import { openHttpDoor, type Reply, type Request } from '../../src/lab/http-door.ts';
import type { Door, Stage } from '../../src/lab/lab.ts';
import { cookieOf } from './cookies.ts';
import { LOGIN_FIELDS, PAGE_FIELDS, page } from './pages.ts';
import { isForm, knows, NO_FORM, UNKNOWN } from './people.ts';

/** The cookie that carries the session ID. */
export const SID = 'sid';
/** Sessions that are kept; the oldest go first. */
const MOST_SESSIONS = 1000;

/** What the shop remembers of a visitor: nothing but who logged in, if anybody has. */
interface Session {
  user?: string;
}

/** The first lock: a server that keeps sessions, and gives out nothing but their IDs. */
export function openShop(stage: Stage): Promise<Door> {
  const sessions = new Map<string, Session>();
  return openHttpDoor(stage, {
    name: 'shop',
    what: 'lock 1: the shop, with session IDs in cookies',
    handle: (request) => answer(request, sessions),
  });
}

function answer(request: Request, sessions: Map<string, Session>): Reply {
  const id = cookieOf(request, SID);
  const session = id === undefined ? undefined : sessions.get(id);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  switch (`${method} ${request.path}`) {
    case 'GET /':
      return {
        status: 200,
        headers: { ...PAGE_FIELDS, ...(session ? {} : begin(sessions, {})) },
        body: page('The shop', `<p>Hello, ${session?.user ?? 'stranger'}.</p>\n${links}`),
      };
    case 'GET /login':
      return {
        status: 200,
        headers: { ...PAGE_FIELDS, ...(session ? {} : begin(sessions, {})) },
        body: page(
          'Log in',
          `<form method="post" action="/login">\n${LOGIN_FIELDS}\n<button>Log in</button></form>`,
        ),
      };
    case 'POST /login': {
      if (!isForm(request)) return { status: 415, body: `${NO_FORM}\n` };
      if (!knows(new URLSearchParams(request.text)))
        return { status: 403, headers: PAGE_FIELDS, body: page('Log in', `<p>${UNKNOWN}</p>`) };
      // Whoever has planted or seen the old ID must not come in with it (OWASP: session fixation).
      if (id !== undefined) sessions.delete(id);
      return { status: 303, headers: { Location: '/orders', ...begin(sessions, { user: 'theo' }) } };
    }
    case 'GET /orders':
      if (!session?.user)
        return { status: 303, headers: { Location: '/login', 'Cache-Control': 'no-store' } };
      return {
        status: 200,
        headers: PAGE_FIELDS,
        body: page(
          'Orders of theo',
          '<p>1 × The Art of Locks</p>\n<form method="post" action="/logout"><button>Log out</button></form>',
        ),
      };
    case 'POST /logout':
      if (id !== undefined) sessions.delete(id);
      return {
        status: 303,
        headers: { Location: '/', 'Set-Cookie': `${SID}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax` },
      };
  }
  const allow = METHODS[request.path];
  return allow
    ? { status: 405, headers: { Allow: allow }, body: `Here: ${allow}.\n` }
    : { status: 404, body: 'No such page in the shop.\n' };
}

const METHODS: Record<string, string> = {
  '/': 'GET, HEAD',
  '/login': 'GET, HEAD, POST',
  '/orders': 'GET, HEAD',
  '/logout': 'POST',
};

const links = '<p><a href="/login">Log in</a> or see <a href="/orders">your orders</a>.</p>';

/** Begins a session under a new ID of 128 random bits. A shop on the web adds `Secure`; this one has no TLS. */
function begin(sessions: Map<string, Session>, session: Session): Record<string, string> {
  const id = randomBytes(16).toString('base64url');
  const [oldest] = sessions.keys();
  if (sessions.size >= MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
  sessions.set(id, session);
  return { 'Set-Cookie': `${SID}=${id}; Path=/; HttpOnly; SameSite=Lax` };
}
