import type { Reply, Request } from '../../src/lab/http-door.ts';

/** What answers a method at a path; `parts` are the pattern's groups. */
export type Answer = (request: Request, parts: string[]) => Reply | Promise<Reply>;

/** A path as a pattern, and its methods. */
export type Route = [path: RegExp, methods: Record<string, Answer>];

/** Finds who answers a request: 404 for an unknown path, 405 with `Allow` for another method (RFC 9110 §15.5.6). */
export function dispatch(routes: readonly Route[], request: Request): Reply | Promise<Reply> {
  // A page on the web must not be able to make this machine run a program (and could not read the answer either).
  const isFromPage = /^(cross-site|same-site)$/.test(request.header('sec-fetch-site') ?? '');
  if (isFromPage && !['GET', 'HEAD'].includes(request.method))
    return { status: 403, body: 'Not for pages of other sites.\n' };
  for (const [path, methods] of routes) {
    const found = path.exec(request.path);
    if (!found) continue;
    const answer =
      methods[request.method] ?? (request.method === 'HEAD' ? methods.GET : undefined) ?? methods['*'];
    if (answer) return answer(request, found.slice(1));
    const allow = Object.keys(methods).join(', ');
    return { status: 405, headers: { Allow: allow }, body: `Here: ${allow}.\n` };
  }
  return { status: 404, body: 'There is nothing at this address. GET / tells what there is.\n' };
}

export function problem(status: number, text: string): Reply {
  return { status, body: `${text}\n` };
}
