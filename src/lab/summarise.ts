import { STATUS_CODES } from 'node:http';
import type { DnsExchange, WireEvent } from './wire.ts';

/** Characters of a record that are shown. */
const SHOWN = 60;

/** One event in a line: which door, what came in, what went out. */
export function summariseEvent(event: WireEvent): string {
  switch (event.kind) {
    case 'http': {
      const { door, method, target, status, reason, bytes } = event;
      const asked = `${door}: ${method} ${onOneLine(target)}`;
      if (status === undefined) return `${asked}, closed without an answer`;
      return `${asked}, answered ${status} ${reason || (STATUS_CODES[status] ?? '')}, ${bytes.out} bytes`;
    }
    case 'dns': {
      const { door, over, name, type, code, cached } = event;
      const answers = recordsOf(event);
      const from = cached ? ' from the cache' : '';
      return `${door}: ${onOneLine(name)} ${type} over ${over.toUpperCase()}, ${code}${from}${answers ? `, ${answers}` : ''}`;
    }
    case 'connection':
      return `${event.door}: connection to port ${event.port} ${event.outcome}`;
    case 'handshake':
      return `${event.door}: TLS ${event.outcome}${event.problem ? ` (${event.problem})` : ''}`;
    case 'said':
      return `${event.door}: ${event.topic} ${Object.values(event.data).join(' ')}`.trimEnd();
  }
}

/** What an answer comes to: its record, whom to ask instead, or that there is none. */
function recordsOf({ type, code, truncated, records }: DnsExchange): string {
  if (truncated) return 'cut short (flag tc)';
  const [first] = records;
  if (!first) return '';
  const more = records.length > 1 ? ` and ${records.length - 1} more` : '';
  const time = `(TTL ${first.ttl})`;
  if (first.type === 'SOA' && type !== 'SOA') {
    return `${code === 'NXDOMAIN' ? 'no such name' : 'no record of this type'} ${time}`;
  }
  const data = first.data.length > SHOWN ? `${first.data.slice(0, SHOWN - 1)}…` : first.data;
  if (first.type === 'NS' && type !== 'NS') return `ask ${data} ${time}${more}`;
  return `${data} ${time}${more}`;
}

/** Characters of what a client chose that are shown. */
const CHOSEN = 300;

/** What a client chose, so that it cannot pass for lines of ours, nor fill the screen. */
function onOneLine(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ');
  return line.length > CHOSEN ? `${line.slice(0, CHOSEN)}…` : line;
}
