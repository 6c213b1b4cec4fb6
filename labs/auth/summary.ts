import { exchanges, type WireEvent } from '../../src/lab/wire.ts';

/** Markdown: the three credentials side by side, and how often the learner was refused. */
export function summary(events: readonly WireEvent[]): string {
  const own = exchanges(events).filter(
    // The API's own questions to the authorization server were not the learner's.
    ({ target }) => !target.startsWith('/token/introspection'),
  );
  const asked = exchanges(events).length - own.length;
  const count = (status: number) => own.filter((each) => each.status === status).length;
  return `Three locks, three keys:

| key | readable? | dead when |
|---|---|---|
| session ID | no | you log out |
| JWT | yes | \`exp\` has come |
| opaque token | no | it is revoked |

You sent ${own.length} requests. ${count(401)} were refused with 401, ${count(403)} with 403 and ${count(400)} with 400.
The \`orders\` API had to ask about tokens ${asked} times. The \`api\` door asked nobody: it had the signature.

Two things were simpler here than on the web. There was no TLS, so the cookie could not carry \`Secure\`. And you played the diary yourself: a real one compares \`state\` before it does anything with a code.`;
}
