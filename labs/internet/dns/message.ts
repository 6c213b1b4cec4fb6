import { createHmac } from 'node:crypto';
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  type DecodedPacket,
  decode,
  encode,
  type OptAnswer,
  type Packet,
  type Question,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
} from 'dns-packet';

/** The codes of a response that this lab uses (RFC 1035 §4.1.1; BADVERS is of RFC 6891 §6.1.3). */
const CODES = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, BADVERS: 16 };
export type Code = keyof typeof CODES;

/** What a name server has to say to one question. */
export interface Reply {
  code: Code;
  /** Whether the server is the authority for it. */
  authoritative?: boolean;
  /** Whether the server does the legwork for others. */
  recursive?: boolean;
  answers?: Answer[];
  authorities?: Answer[];
  additionals?: Answer[];
  /** Whether it came from the server's memory. */
  cached?: boolean;
}

/** The most that is sent in one UDP message: what passes nearly everywhere unfragmented (DNS flag day 2020). */
const MOST_BY_UDP = 1232;
/** … and to a client that does not say what it takes (RFC 1035 §4.2.1). */
const LEAST_BY_UDP = 512;
const COOKIE = 10;

/** A query as it is read: the question to be answered, or the code by which it is turned away. */
export type Read = { query: DecodedPacket; question?: Question; refuse?: Code } | undefined;

/** Reads a message. Answers undefined for what deserves no answer: a response, or too little to have an id. */
export function readQuery(bytes: Buffer): Read {
  if (bytes.length < 12 || bytes[2]! & 0x80) return undefined;
  const query = decoded(bytes);
  if (!query) {
    const bare = { type: 'query', id: bytes.readUInt16BE(0), flags: 0, questions: [] } as unknown;
    return { query: bare as DecodedPacket, refuse: 'FORMERR' };
  }
  const [question, ...more] = query.questions ?? [];
  const options = optionsOf(query);
  if ((query as { opcode?: string }).opcode !== 'QUERY') return { query, refuse: 'NOTIMP' };
  if (!question || more.length > 0 || (options && badCookie(options))) return { query, refuse: 'FORMERR' };
  if (options && options.ednsVersion !== 0) return { query, question, refuse: 'BADVERS' };
  // Other classes than the Internet's, and copies of whole zones, are for nobody here.
  if (question.class !== 'IN' || /^[AI]XFR$/.test(question.type))
    return { query, question, refuse: 'REFUSED' };
  return { query, question };
}

/** A message, unless it is malformed, or asks for a name that could not be said back octet by octet. */
function decoded(bytes: Buffer): DecodedPacket | undefined {
  // The shortest question has 5 octets, the shortest record 11. What promises more than it holds is not read at all: the
  // decoder believes the counts, and would be busy with thousands of records that are not there.
  const [questions = 0, ...records] = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at));
  const least = 12 + 5 * questions + 11 * records.reduce((sum, count) => sum + count, 0);
  if (bytes.length < least) return undefined;
  try {
    const query = decode(bytes);
    const again = encode({ type: 'query', questions: query.questions ?? [] }).subarray(12);
    return again.equals(bytes.subarray(12, 12 + again.length)) ? query : undefined;
  } catch {
    return undefined;
  }
}

/** The response to a query as bytes; when they are too many for UDP, one that says only that. */
export function writeReply(query: DecodedPacket, reply: Reply, over: 'udp' | 'tcp', secret: Buffer) {
  const options = optionsOf(query);
  const code = CODES[reply.code];
  const response: Packet = {
    type: 'response',
    id: query.id ?? 0,
    flags:
      ((query.flags ?? 0) & (0x7800 | RECURSION_DESIRED)) |
      (reply.authoritative ? AUTHORITATIVE_ANSWER : 0) |
      (reply.recursive ? RECURSION_AVAILABLE : 0) |
      (code & 15),
    questions: query.questions ?? [],
    answers: reply.answers ?? [],
    authorities: reply.authorities ?? [],
    additionals: [...(reply.additionals ?? []), ...(options ? [optionsFor(options, code >> 4, secret)] : [])],
  };
  const most = options ? Math.min(MOST_BY_UDP, Math.max(LEAST_BY_UDP, options.udpPayloadSize)) : LEAST_BY_UDP;
  const bytes = encode(response);
  if (over === 'tcp' || bytes.length <= most) return { bytes, truncated: false };
  const cut: Packet = {
    ...response,
    flags: response.flags! | TRUNCATED_RESPONSE,
    answers: [],
    authorities: [],
    additionals: options ? [optionsFor(options, code >> 4, secret)] : [],
  };
  return { bytes: encode(cut), truncated: true };
}

function optionsOf(query: DecodedPacket): OptAnswer | undefined {
  return query.additionals?.find((each): each is OptAnswer => each.type === 'OPT');
}

/** RFC 6891 §6.1.1: who asks with options is answered with options. */
function optionsFor(asked: OptAnswer, extendedRcode: number, secret: Buffer): Answer {
  const cookie = cookieOf(asked)?.subarray(0, 8);
  // RFC 7873 §5.2: the client's cookie comes back with one of ours behind it.
  const ours = cookie && createHmac('sha256', secret).update(cookie).digest().subarray(0, 8);
  const options = cookie && ours ? [{ code: COOKIE, data: Buffer.concat([cookie, ours]) }] : [];
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: MOST_BY_UDP,
    extendedRcode,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: options as OptAnswer['options'],
  };
}

function cookieOf({ options }: OptAnswer): Buffer | undefined {
  return options.find(({ code }) => (code as number) === COOKIE)?.data;
}

/** RFC 7873 §4: 8 octets of the client's, then none or 8 to 32 of the server's. */
function badCookie(options: OptAnswer): boolean {
  const cookie = cookieOf(options);
  return cookie !== undefined && cookie.length !== 8 && !(cookie.length >= 16 && cookie.length <= 40);
}

/** Names are the same whatever the case of their letters (RFC 4343); without the last dot. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** The data of a record as people write it. */
export function dataText({ data }: { data?: unknown }): string {
  if (typeof data === 'string') return data;
  if (Buffer.isBuffer(data)) return JSON.stringify(data.toString('utf8'));
  if (Array.isArray(data)) return data.map((each) => dataText({ data: each })).join(' ');
  return data && typeof data === 'object' ? Object.values(data).join(' ') : '';
}
