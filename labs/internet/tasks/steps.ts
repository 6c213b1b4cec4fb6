import { DONE, notYet, type Verdict, wrong } from '../../../src/lab/verdict.ts';
import type { WireEvent } from '../../../src/lab/wire.ts';
import { FAILURES, type Failure, STEPS, type Step } from '../naming.ts';

/** Why another step cannot have produced a failure. */
const WHY: Record<Failure, { right: string; rule: string }> = {
  nxdomain: {
    right: 'the step whose servers say which names exist; nothing had been connected yet',
    rule: 'RFC 1035 §4.1.1: NXDOMAIN is a response code of DNS',
  },
  refused: {
    right: 'the step that opens connections; the name had an address, and no byte was exchanged',
    rule: 'RFC 9293 §3.5.2: the reset in answer to a SYN',
  },
  untrusted: {
    right: 'the step that proves who the server is; the connection was open, and no request had left',
    rule: 'RFC 9846 §6.2: unknown_ca is an alert of TLS',
  },
  404: {
    right: 'the step in which a server answers a request; all the steps before it had worked',
    rule: 'RFC 9110 §15.5.5: 404 is a status code of HTTP',
  },
};

/** Name the step that each failure came from; the last word on each counts. */
export function named(events: readonly WireEvent[]): Verdict {
  const said = new Map<Failure, Step>();
  for (const each of events) {
    if (each.kind !== 'said' || each.topic !== 'named') continue;
    const { failure, step } = each.data as { failure: Failure; step: Step };
    said.delete(failure);
    said.set(failure, step);
  }
  const off = [...said].findLast(([failure, step]) => FAILURES[failure] !== step);
  if (off) {
    const [failure, step] = off;
    return wrong(
      `for ${failure}, ${WHY[failure].right}`,
      `${failure} put to ${STEPS[step]}`,
      WHY[failure].rule,
    );
  }
  const open = (Object.keys(FAILURES) as Failure[]).filter((failure) => !said.has(failure));
  if (open.length === 0) return DONE;
  const got =
    said.size === 0 ? 'nothing named yet' : `${said.size} of 4 named; still open: ${open.join(', ')}`;
  return notYet('a step for each of nxdomain, refused, untrusted and 404', got, 'the task');
}
