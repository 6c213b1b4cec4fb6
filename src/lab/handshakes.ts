import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';
import type { Handshake } from './wire.ts';

export type Heard = Pick<Handshake, 'outcome' | 'problem' | 'serverName'>;

/**
 * Tells how each TLS handshake with a server ended. A client that does not trust the certificate either sends an alert
 * (RFC 9846 §6.2: `unknown_ca`), or completes the handshake, looks at the certificate, and hangs up without a request,
 * as Node's own client does. So `agreed` is told with the first request, and `failed` where none comes.
 */
export function hearHandshakes(server: Server, tell: (heard: Heard) => void): void {
  const asked = new WeakSet<object>();
  server.on('tlsClientError', (error: Error & { code?: string; reason?: string }) => {
    const problem = error.reason ?? (error.code === 'ECONNRESET' ? HUNG_UP : error.message);
    tell({ outcome: 'failed', problem });
  });
  server.on('secureConnection', (socket) => {
    socket.once('close', () => {
      if (!asked.has(socket)) tell({ outcome: 'failed', problem: HUNG_UP, ...named(socket) });
    });
  });
  server.on('request', ({ socket }: IncomingMessage) => {
    if (asked.has(socket)) return;
    asked.add(socket);
    tell({ outcome: 'agreed', ...named(socket) });
  });
}

const HUNG_UP = 'the client hung up without a request';

/** The name that the client asked for in its first message (server name indication), if it did. */
function named(socket: object): { serverName?: string } {
  const { servername } = socket as { servername?: string | false | null };
  return servername ? { serverName: servername } : {};
}
