import type { Server } from 'node:net';
import type { Closing } from './closing.ts';

export const LOOPBACK = '127.0.0.1';

/** Most connections at a time that a server of a lab accepts. */
const MOST_CONNECTIONS = 200;

/** Starts a server on a free port of 127.0.0.1 (or `host`, which must be a loopback address) and answers the port. */
export async function listen(
  server: Server,
  closing: Closing,
  { host = LOOPBACK, port = 0 }: { host?: string; port?: number } = {},
): Promise<number> {
  if (!isLoopback(host)) throw new Error(`${host} is no loopback address.`);
  const sockets = new Set<{ destroy(): void }>();
  server.maxConnections = MOST_CONNECTIONS;
  server.on('connection', (socket) => {
    sockets.add(socket);
    // A connection that breaks is none of the server's business.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  closing.add(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        if (server.listening) server.close(() => resolve());
        else resolve();
      }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Whether an address is on this machine: 127.0.0.0/8 or ::1. */
export function isLoopback(address: string): boolean {
  return (
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address) || address === '::1' || address === '::ffff:127.0.0.1'
  );
}
