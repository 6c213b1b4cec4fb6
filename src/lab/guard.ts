import type { IncomingMessage } from 'node:http';
import { LOOPBACK } from './listen.ts';

/**
 * Why a request is not let in, or undefined. A page on the web can make a browser send requests to this machine: under a
 * name that was made to point here (DNS rebinding; told by `Host`), or plainly across sites (told by `Origin`, RFC 6454 §7,
 * and by `Sec-Fetch-Site`, W3C Fetch Metadata). Neither may reach a lab. `names` are a lab's own names.
 */
export function whyNot(
  { headers, rawHeaders, url = '' }: IncomingMessage,
  names: readonly string[],
): { status: number; body: string } | undefined {
  // RFC 9112 §3.2: whoever reads the other one of two would be talked to under another name.
  if (rawHeaders.filter((each, index) => index % 2 === 0 && /^host$/i.test(each)).length > 1)
    return { status: 400, body: 'A request has one Host field.\n' };
  // In absolute form the target names the host, and the field does not count (RFC 9112 §3.2.2).
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1];
  if (!isForUs(headers.host, names) || (authority !== undefined && !isForUs(authority, names))) {
    const ours = [LOOPBACK, 'localhost', ...names].join(', ');
    return { status: 421, body: `This server answers for ${ours} only.\n` };
  }
  return isOfAnotherSite(headers, names)
    ? { status: 403, body: 'This server is not for pages of other sites.\n' }
    : undefined;
}

/** Whether a `Host` field names this machine, or one of a lab's own names. */
export function isForUs(host: string | undefined, names: readonly string[]): boolean {
  if (host === undefined) return true;
  const [, name] = /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(host.toLowerCase()) ?? [];
  return name !== undefined && ['127.0.0.1', 'localhost', '[::1]', ...names].includes(name);
}

/** Whether a page from elsewhere makes the request. To follow a link to here is no harm, so that is none. */
function isOfAnotherSite(headers: IncomingMessage['headers'], names: readonly string[]): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  if (origin === undefined) return site === 'cross-site' && mode !== 'navigate';
  // A page that tells nobody where it is from has `null` for an origin.
  if (!URL.canParse(origin)) return site !== 'same-origin';
  return !isForUs(new URL(origin).host, names);
}
