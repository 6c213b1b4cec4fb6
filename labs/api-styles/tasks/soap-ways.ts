import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import { exchanges, type HttpExchange, type WireEvent } from '../../../src/lab/wire.ts';
import { tell } from './screen.ts';

const FORBIDDEN = /<!DOCTYPE/i;

/** The code of a fault in an answer, without its prefix. */
function codeOf({ answer }: HttpExchange): string | undefined {
  return /<env:Code><env:Value>env:(\w+)</.exec(answer)?.[1];
}

/** The reason of a fault in an answer. */
export function reasonOf({ answer }: HttpExchange): string | undefined {
  return /<env:Text[^>]*>([^<]*)</.exec(answer)?.[1];
}

function posts(events: readonly WireEvent[]): HttpExchange[] {
  return exchanges(events, 'soap').filter(({ method }) => method === 'POST');
}

/** Send something wrong, and get a Sender fault. */
export function senderFault(events: readonly WireEvent[]): Verdict {
  const rule = 'SOAP 1.2 Part 1 §5.4.6, and Part 2 §7, Table 20: Sender travels with 400';
  const expected = 'a message without a DTD that is answered with the fault code Sender and 400';
  const asked = posts(events).filter(({ body }) => !FORBIDDEN.test(body));
  if (asked.some((each) => codeOf(each) === 'Sender' && each.status === 400)) return DONE;
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'no message to soap yet', rule);
  const code = codeOf(last);
  if (code === 'Receiver') {
    return notYet(expected, 'the fault code Receiver: the message was fine, and the library failed', rule);
  }
  if (code) return notYet(expected, `the fault code ${code} with ${last.status}`, rule);
  if (last.status === 415) {
    return notYet(expected, `${tell(last)}: turned away by HTTP, before it was looked at as SOAP`, rule);
  }
  return notYet(expected, `${tell(last)}: nothing was wrong with it`, rule);
}

/** Send a header block that must be understood, and is not. */
export function notUnderstood(events: readonly WireEvent[]): Verdict {
  const rule =
    'SOAP 1.2 Part 1 §2.4 and §5.2.3: a mandatory block for this node that it does not know stops all';
  const expected =
    'a good request with a header block marked env:mustUnderstand="true", answered MustUnderstand and 500';
  const asked = posts(events);
  if (asked.some((each) => codeOf(each) === 'MustUnderstand' && each.status === 500)) return DONE;
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'no message to soap yet', rule);
  const mark = /([\w.-]+:)?mustUnderstand\s*=\s*["']\s*(\w*)/.exec(last.body);
  const code = codeOf(last);
  if (code) return notYet(expected, `the fault code ${code}: ${reasonOf(last)}`, rule);
  if (last.status !== 200) return notYet(expected, tell(last), rule);
  if (!mark)
    return notYet(expected, 'a message without such a mark: unknown blocks without it are passed over', rule);
  if (/^(false|0)$/.test(mark[2]!)) return notYet(expected, 'a block that may be passed over, and was', rule);
  if (!mark[1])
    return notYet(expected, "a mark without the envelope's prefix, which is no mark of SOAP", rule);
  if (/role\s*=/.test(last.body)) {
    return notYet(
      expected,
      'a block with a role: it is for another receiver, so this one left it alone',
      rule,
    );
  }
  return notYet(expected, 'a mark that does not stand on a header block', rule);
}

/** Try to have a file read by an external entity, and be refused. */
export function entityRefused(secret: string) {
  return (events: readonly WireEvent[]): Verdict => {
    const rule = 'SOAP 1.2 Part 1 §5: no DTD in a message; OWASP XXE Prevention Cheat Sheet: DTDs off';
    const expected =
      'a message whose DTD has an external entity (SYSTEM and a URL), refused with Sender and 400';
    const asked = posts(events).filter(({ body }) => FORBIDDEN.test(body));
    if (exchanges(events).some(({ answer }) => answer.includes(secret))) {
      return wrong('an answer without a word of the file', 'the file, in an answer', rule);
    }
    const external = asked.filter(({ body }) => /<!ENTITY\s+(%\s+)?\S+\s+(SYSTEM|PUBLIC)\s/.test(body));
    if (external.some((each) => codeOf(each) === 'Sender' && each.status === 400)) return DONE;
    const last = asked.at(-1);
    if (external.length > 0) return notYet(expected, tell(external.at(-1)!), rule);
    if (last) return notYet(expected, 'a DTD, but in it no ENTITY with SYSTEM and a URL', rule);
    if (posts(events).some(({ body }) => /&\w+;/.test(body))) {
      return notYet(expected, 'an entity that is used, but that no DTD defines', rule);
    }
    return notYet(expected, 'no message with a DTD to soap yet', rule);
  };
}
