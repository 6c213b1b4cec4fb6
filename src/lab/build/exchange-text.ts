import type { Judged } from './judge.ts';

/** Characters of a content that are shown. */
const SHOWN = 1000;

/** One exchange as it was on the wire, the answer below the request. */
export function exchangeText({ request, status, reason, fields, text }: Judged): {
  sent: string;
  received: string;
} {
  const head = (start: string, all: readonly (readonly [string, string])[]) =>
    [start, ...all.map(([name, value]) => `${name}: ${value}`)].join('\n');
  return {
    sent: head(`${request.method} ${request.target} HTTP/1.1`, request.fields) + content(request.body),
    // Where no answer came, only the reason stands.
    received: status === 0 ? reason : head(`HTTP/1.1 ${status} ${reason}`.trim(), fields) + content(text),
  };
}

function content(text: string): string {
  if (text === '') return '';
  const more = text.length > SHOWN ? `\n… ${text.length - SHOWN} more characters` : '';
  return `\n\n${text.slice(0, SHOWN).trimEnd()}${more}`;
}
