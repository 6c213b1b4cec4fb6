import { STATUS_CODES } from 'node:http';
import type { WireEvent } from './wire.ts';

/** One event in a line: which door, what came in, what went out. */
export function summariseEvent(event: WireEvent): string {
  switch (event.kind) {
    case 'http': {
      const { door, method, target, status, reason, bytes } = event;
      const asked = `${door}: ${method} ${target}`;
      if (status === undefined) return `${asked}, closed without an answer`;
      return `${asked}, answered ${status} ${reason || (STATUS_CODES[status] ?? '')}, ${bytes.out} bytes`;
    }
    case 'dns': {
      const { door, over, name, type, code, cached, records } = event;
      const answers = records.map(({ ttl, data }) => `${data} (TTL ${ttl})`).join(', ');
      const from = cached ? ' from the cache' : '';
      return `${door}: ${name} ${type} over ${over.toUpperCase()}, ${code}${from}${answers ? `, ${answers}` : ''}`;
    }
    case 'connection':
      return `${event.door}: connection to port ${event.port} ${event.outcome}`;
    case 'handshake':
      return `${event.door}: TLS ${event.outcome}${event.problem ? ` (${event.problem})` : ''}`;
    case 'said':
      return `${event.door}: ${event.topic} ${Object.values(event.data).join(' ')}`.trimEnd();
  }
}
