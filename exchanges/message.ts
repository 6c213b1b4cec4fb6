/** A request as a program gives it to its client; the client adds the framing. */
export interface Ask {
  method: string;
  target: string;
  fields: Record<string, string>;
  body?: string;
}

/** How much of a message is shown. What is left out is left out for the learner's sake, and named here. */
export interface Shown {
  /** Fields that are left out. Standard: what Node.js adds about the connection. */
  leaveOut?: readonly string[];
  /** Stands for the moment of recording in `Date`. */
  at?: string;
}

/** What Node.js says about the connection, in requests and in responses. */
export const CONNECTION = ['Connection', 'Keep-Alive'] as const;
/** The same and the date, for lessons that come before or do without it. */
export const CONNECTION_AND_DATE = [...CONNECTION, 'Date'] as const;

/** The bytes of one message as text: fields left out and date replaced as told, CRLF shown as line ends. */
export function show(bytes: Buffer, { leaveOut = CONNECTION, at }: Shown = {}): string {
  const text = bytes.toString('utf8');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`no whole message passed: ${JSON.stringify(text)}`);
  const dropped = new Set(leaveOut.map((name) => name.toLowerCase()));
  const head = text
    .slice(0, end)
    .split('\r\n')
    .filter((line, index) => index === 0 || !dropped.has(line.split(':')[0]!.toLowerCase()))
    .map((line) => (at && /^date: /i.test(line) ? `${line.slice(0, 6)}${at}` : line));
  return [...head, '', text.slice(end + 4).replaceAll('\r\n', '\n')].join('\n').replace(/\n\n$/, '\n');
}

/** Reads the text of a block: first line, fields in order, body (undefined when nothing follows the empty line). */
export function parse(text: string): { first: string; fields: [string, string][]; body?: string } {
  const lines = text.split('\n');
  const end = lines.indexOf('');
  const head = end < 0 ? lines : lines.slice(0, end);
  const fields = head.slice(1).map((line): [string, string] => {
    const colon = line.indexOf(': ');
    if (colon < 0) throw new Error(`not a field: ${line}`);
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  const body = end < 0 ? '' : lines.slice(end + 1).join('\n');
  return { first: head[0]!, fields, ...(body === '' ? {} : { body }) };
}

/** The request of a block, without the length, which the client has to find out. */
export function parseAsk(text: string): Ask {
  const { first, fields, body } = parse(text);
  const [method, target] = first.split(' ') as [string, string];
  const kept = fields.filter(([name]) => name.toLowerCase() !== 'content-length');
  return { method, target, fields: Object.fromEntries(kept), ...(body === undefined ? {} : { body }) };
}
