import type { Request } from '../../src/lab/http-door.ts';

/** The only customer that the servers of this lab know. */
const THEO = { user: 'theo', password: 'dog-ear' };

/** Whether a form carries the right name and password. */
export function knows(form: URLSearchParams): boolean {
  return form.get('user') === THEO.user && form.get('password') === THEO.password;
}

/** Whether a request's content is what a login form sends. */
export function isForm({ header }: Pick<Request, 'header'>): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(header('content-type') ?? '');
}

/** What a login without a form is told. */
export const NO_FORM = 'Send a form, of the type application/x-www-form-urlencoded: user=…&password=…';

/** What a failed login is told: not which of the two was wrong (OWASP Authentication Cheat Sheet). */
export const UNKNOWN = 'User or password is wrong.';
