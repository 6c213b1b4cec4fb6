import type { WireEvent } from '../../src/lab/wire.ts';

/** What the learner's own questions and requests came to, step by step. */
export function summary(events: readonly WireEvent[]): string {
  const dns = events.filter((each) => each.kind === 'dns');
  const asked = dns.filter(({ door }) => door === 'resolver');
  const remembered = asked.filter(({ cached }) => cached);
  const walks = dns.filter(({ door }) => door.startsWith('resolver >'));
  const count = (test: (each: WireEvent) => boolean) => events.filter(test).length;
  const tcp = count((each) => each.kind === 'connection' && each.outcome === 'accepted');
  const refused = count((each) => each.kind === 'connection' && each.outcome === 'refused');
  const agreed = count((each) => each.kind === 'handshake' && each.outcome === 'agreed');
  const failed = count((each) => each.kind === 'handshake' && each.outcome === 'failed');
  const answered = events.filter((each) => each.kind === 'http' && each.door !== 'desk');
  const notFound = answered.filter((each) => each.kind === 'http' && each.status === 404);
  const nx = count(
    (each) => each.kind === 'dns' && !each.door.startsWith('resolver >') && each.code === 'NXDOMAIN',
  );
  return `What you met in this run, step by step:

| step | came through | failed |
|---|---|---|
| name lookup | ${asked.length} asked | ${nx} NXDOMAIN |
| TCP | ${tcp} at the bell | ${refused} refused |
| TLS | ${agreed} agreed | ${failed} given up |
| HTTP | ${answered.length - notFound.length} other | ${notFound.length} × 404 |

Of ${asked.length} questions to the resolver, ${remembered.length} came from its memory. For the others it asked the zones’ servers ${walks.length} times.

A refused connection is counted only when it was tried at this prompt: no server ever saw the others.

**Keep:** Find the last step that worked; the fault is in the next one.
`;
}
