/** What happened on the wire of a lab: the only thing that tasks are judged by. */
export type WireEvent = HttpExchange | DnsExchange | Connection | Handshake | Said;

interface Base {
  /** Counts from 1 in the order of arrival. */
  n: number;
  /** When it was over, in milliseconds since 1970. */
  at: number;
  /** Name of the door that it came through. */
  door: string;
}

/** Header fields as they stood on the wire, in order, with repeated ones repeated. */
export type Fields = readonly (readonly [name: string, value: string])[];

/** One request and what was answered to it. */
export interface HttpExchange extends Base {
  kind: 'http';
  method: string;
  /** The request target as it was sent: `/books?page=2`. */
  target: string;
  fields: Fields;
  /** The first `KEPT` bytes of the request's content, as UTF-8. */
  body: string;
  /** Absent when the connection was closed without an answer. */
  status?: number;
  reason?: string;
  answerFields: Fields;
  answer: string;
  /** Bytes of content in each direction, also of what was not kept. */
  bytes: { in: number; out: number };
}

export interface DnsExchange extends Base {
  kind: 'dns';
  over: 'udp' | 'tcp';
  name: string;
  /** `A`, `AAAA`, `MX`… */
  type: string;
  /** `NOERROR`, `NXDOMAIN`… */
  code: string;
  /** Whether the answer came from the resolver's memory. */
  cached?: boolean;
  /** Whether the answer was too long for UDP, so that only this was said. */
  truncated?: boolean;
  records: { name: string; type: string; ttl: number; data: string }[];
}

/** A TCP connection that was accepted, or tried by the built-in client. */
export interface Connection extends Base {
  kind: 'connection';
  outcome: 'accepted' | 'refused' | 'closed';
  port: number;
}

/** The start of TLS. */
export interface Handshake extends Base {
  kind: 'handshake';
  outcome: 'agreed' | 'failed';
  /** What the other side complained of, in OpenSSL's or Node's words. */
  problem?: string;
  serverName?: string;
}

/** Something else that counts: what the learner named at the prompt, or a change inside a server. */
export interface Said extends Base {
  kind: 'said';
  topic: string;
  data: Readonly<Record<string, unknown>>;
}

/** Bytes of a content that are kept for looking at; more is counted, not kept. */
export const KEPT = 16 * 1024;
/** Events that are kept; the oldest go first. */
const MOST_EVENTS = 2000;

type New<E> = E extends WireEvent ? Omit<E, 'n' | 'at'> : never;
/** An event that has not been numbered yet. */
export type NewWireEvent = New<WireEvent>;

/** The log of one run of a lab. */
export class WireLog {
  private readonly kept: WireEvent[] = [];
  private readonly listeners = new Set<(event: WireEvent) => void>();
  private count = 0;

  /** `now` answers milliseconds since 1970. */
  constructor(private readonly now: () => number = Date.now) {}

  add(event: NewWireEvent): WireEvent {
    const numbered = { ...event, n: ++this.count, at: this.now() } as WireEvent;
    this.kept.push(numbered);
    if (this.kept.length > MOST_EVENTS) this.kept.shift();
    for (const listener of [...this.listeners]) listener(numbered);
    return numbered;
  }

  /** All events, oldest first. */
  get events(): readonly WireEvent[] {
    return this.kept;
  }

  /** Calls `listener` with every event from now on. Answers how to end that. */
  onEvent(listener: (event: WireEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The HTTP exchanges among events, those through one door when it is named. */
export function exchanges(events: readonly WireEvent[], door?: string): HttpExchange[] {
  return events.filter(
    (event): event is HttpExchange => event.kind === 'http' && (door === undefined || event.door === door),
  );
}

/** The value of a header field, names compared without case; values of a repeated one joined by commas. */
export function field(fields: Fields, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const values = fields.filter(([each]) => each.toLowerCase() === wanted).map(([, value]) => value);
  return values.length > 0 ? values.join(', ') : undefined;
}

/** Node's flat list of field names and values as pairs. */
export function pairs(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, n) => [flat[2 * n]!, flat[2 * n + 1]!]);
}
