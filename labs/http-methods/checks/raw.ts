import type { Judge, Judged } from '../../../src/lab/build/judge.ts';
import { field } from '../../../src/lab/wire.ts';

/**
 * A request without content over a bare connection, so that also content shows up that a client library would hide: behind
 * the head of an answer to HEAD, of a 204 or of a 304.
 */
export async function bare(
  judge: Judge,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Judged> {
  const { host } = new URL(judge.url);
  const fields: [string, string][] = [['Host', host], ...Object.entries(headers), ['Connection', 'close']];
  const lines = [`${method} ${path} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`)];
  const text = await judge.raw(`${lines.join('\r\n')}\r\n\r\n`);
  return read(text, { method, target: path, fields, body: '' });
}

function read(text: string, request: Judged['request']): Judged {
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...head] = (end === -1 ? text : text.slice(0, end)).split('\r\n');
  const [, status = '0', reason = ''] = /^HTTP\/1\.\d (\d{3}) ?(.*)$/.exec(start) ?? [];
  const fields = head.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const content = end === -1 ? '' : text.slice(end + 4);
  return {
    request,
    status: Number(status),
    reason: status === '0' ? '(no answer in HTTP)' : reason,
    fields,
    header: (name) => field(fields, name),
    body: Buffer.from(content),
    text: content,
    json: () => JSON.parse(content),
  };
}
