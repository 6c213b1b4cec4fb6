import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';

/** Listens on a free port of this computer. @returns the port. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** What passed a tap: all bytes of the client, all bytes of the server. */
export interface Tap {
  port: number;
  client: () => Buffer;
  server: () => Buffer;
  close: () => void;
}

/** Stands between a client and the server on `to`, and keeps every byte that passes. */
export async function tap(to: number): Promise<Tap> {
  const sent: Buffer[] = [];
  const answered: Buffer[] = [];
  const between = createServer((client) => {
    const server = connect(to, '127.0.0.1');
    client.on('data', (bytes: Buffer) => sent.push(bytes));
    server.on('data', (bytes: Buffer) => answered.push(bytes));
    client.pipe(server).pipe(client);
    // A side that breaks off is part of some exchanges.
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  });
  const port = await listen(between);
  return {
    port,
    client: () => Buffer.concat(sent),
    server: () => Buffer.concat(answered),
    close: () => between.close(),
  };
}
