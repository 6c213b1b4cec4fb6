/** The only customer that the servers of this lab know. */
const THEO = { user: 'theo', password: 'dog-ear' };

/** Whether a form carries the right name and password. */
export function knows(form: URLSearchParams): boolean {
  return form.get('user') === THEO.user && form.get('password') === THEO.password;
}

/** What a failed login is told: not which of the two was wrong (OWASP Authentication Cheat Sheet). */
export const UNKNOWN = 'User or password is wrong.';
