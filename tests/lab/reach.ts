import { createConnection } from 'node:net';

/** Connects to a port of 127.0.0.1 and lets go: `open`, or the code of the error. */
export function reach(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => {
      socket.destroy();
      resolve('open');
    });
    socket.on('error', (error) => resolve((error as { code?: string }).code ?? error.message));
  });
}
