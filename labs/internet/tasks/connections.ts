import { DONE, notYet, type Verdict } from '../../../src/lab/verdict.ts';
import {
  exchanges,
  field,
  type Handshake,
  type HttpExchange,
  type WireEvent,
} from '../../../src/lab/wire.ts';

/** Be heard at the bell, and be refused at the empty port. */
export function refusedAt(empty: number) {
  return (events: readonly WireEvent[]): Verdict => {
    const rule = 'RFC 9293 §3.5.2: a SYN to a port where nobody listens is answered with a reset';
    const expected = `a connection to the bell, and a refused one to empty, port ${empty}`;
    const heard = events.some((each) => each.kind === 'connection' && each.door === 'bell');
    const tried = events.filter((each) => each.kind === 'connection' && each.outcome === 'refused');
    const exits = events.flatMap((each) =>
      each.kind === 'said' && each.topic === 'exit' ? [Number(each.data.exit)] : [],
    );
    const refused =
      tried.some((each) => each.kind === 'connection' && each.port === empty) || exits.includes(7);
    if (heard && refused) return DONE;
    if (refused)
      return notYet(expected, 'a refused connection; now hear the difference at the bell', 'the task');
    const [other] = tried;
    if (other?.kind === 'connection') {
      return notYet(
        expected,
        `a refused connection to port ${other.port}, which is not the empty one`,
        'the task',
      );
    }
    const exit = exits.at(-1);
    if (exit !== undefined)
      return notYet(expected, `curl's exit code ${exit}: ${EXITS[exit] ?? OTHER_EXIT}`, EXIT_RULE);
    return heard
      ? notYet(
          expected,
          'a connection to the bell. A refused one reaches no server, so try it at this prompt, or tell the desk curl’s exit code',
          rule,
        )
      : notYet(expected, 'no connection to the bell, and none refused', rule);
  };
}

const EXIT_RULE = 'curl(1), EXIT CODES: 7 is "Failed to connect to host"';
const OTHER_EXIT = 'not the one for a refused connection';
const EXITS: Record<number, string> = {
  0: 'all went well, so somebody answered',
  1: 'curl does not know that scheme',
  3: 'the URL is malformed',
  6: 'the name could not be resolved, so no connection was tried',
  28: 'it took too long, which is silence and no refusal',
  35: 'TLS failed, so TCP had worked',
  52: 'connected, but nothing came back',
  56: 'the connection broke after it was open',
  60: 'the certificate is not trusted, so TCP had worked',
};

/** Meet the certificate without trusting the lab's authority. */
export function untrusted(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 9110 §4.3.4: a client must check the certificate, and end the connection or warn';
  const expected =
    'a TLS handshake with secure that your client gives up, as it does not trust the certificate';
  const failed = handshakes(events).filter(({ outcome }) => outcome === 'failed');
  // What clients send (RFC 9846 §6.2), in OpenSSL's words, or nothing, as Node does.
  if (failed.some(({ problem = '' }) => DISTRUST.test(problem))) return DONE;
  const last = [...failed, ...exchanges(events, 'secure')].sort((a, b) => a.n - b.n).at(-1);
  if (!last) return notYet(expected, 'no handshake with secure yet', rule);
  if (last.kind === 'http') {
    return notYet(
      expected,
      'a request over HTTPS: your client trusted the certificate, or was told not to look (-k)',
      rule,
    );
  }
  return /http request/i.test(last.problem ?? '')
    ? notYet(expected, 'HTTP without TLS, sent to the port for HTTPS; the URL must begin with https', rule)
    : notYet(expected, `a handshake that failed otherwise: ${last.problem}`, rule);
}

const DISTRUST = /unknown ca|bad certificate|certificate unknown|unsupported certificate|hung up/i;

/** Fetch the shop by HTTPS, by its name. */
export function trusted(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 9110 §4.3.4: the certificate must be valid for the host of the URL';
  const expected = 'a GET by HTTPS from shop.test, answered 200';
  const asked = exchanges(events, 'secure');
  const name = (each: HttpExchange) => (field(each.fields, 'host') ?? '').toLowerCase().replace(/:\d+$/, '');
  const good = asked.findLast(
    (each) => each.method === 'GET' && each.status === 200 && name(each) === 'shop.test',
  );
  if (good) {
    const agreed = handshakes(events).filter(({ n, outcome }) => n < good.n && outcome === 'agreed');
    if (agreed.some(({ serverName }) => serverName === 'shop.test')) return DONE;
    return notYet(
      expected,
      'a Host field with shop.test, in a TLS session that was not for that name; put the name into the URL',
      'RFC 6066 §3: the client tells the name before the server shows its certificate',
    );
  }
  const last = asked.at(-1);
  if (last && name(last) !== 'shop.test') {
    return notYet(expected, `a ${last.method} by HTTPS from ${name(last) || 'no host'}`, 'the task');
  }
  if (last) return notYet(expected, tell(last), 'the task');
  return handshakes(events).some(({ outcome }) => outcome === 'failed')
    ? notYet(expected, 'only handshakes that failed; name the authority by --cacert', rule)
    : notYet(expected, 'no request by HTTPS yet', 'the task');
}

/** Ask for what is not there. */
export function missing(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 9110 §15.5.5: 404 says that the server found nothing there, or will not tell';
  const expected = 'a GET that shop or secure answers with 404';
  const asked = exchanges(events).filter(({ door }) => door === 'shop' || door === 'secure');
  if (asked.some(({ method, status }) => status === 404 && method === 'GET')) return DONE;
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'no request to the shop yet', rule);
  if (last.status === 421) {
    return notYet(expected, `${tell(last)}: this host is not served here`, 'RFC 9110 §15.5.20');
  }
  if (last.status === 405)
    return notYet(
      expected,
      `${tell(last)}: that path exists, but not for ${last.method}`,
      'RFC 9110 §15.5.6',
    );
  return notYet(expected, tell(last), rule);
}

function handshakes(events: readonly WireEvent[]): Handshake[] {
  return events.filter((each): each is Handshake => each.kind === 'handshake' && each.door === 'secure');
}

function tell({ method, target, status }: HttpExchange): string {
  return `a ${method} of ${target}, answered ${status ?? 'not at all'}`;
}
