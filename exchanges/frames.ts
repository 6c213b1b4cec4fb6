import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { listen, tap } from './tap.ts';

const EMPTY_LINE = '\r\n\r\n';

/** Bytes as the course writes them: hexadecimal, two digits each, with spaces. */
export const hex = (bytes: Buffer): string => bytes.toString('hex').replace(/..(?=.)/g, '$& ');
/** What follows the handshake. */
const frames = (bytes: Buffer): Buffer => bytes.subarray(bytes.indexOf(EMPTY_LINE) + EMPTY_LINE.length);

/** An HTTP server that speaks WebSocket too. */
export function webSocketServer(): { http: ReturnType<typeof createServer>; sockets: WebSocketServer } {
  const http = createServer((_, response) => {
    response.statusCode = 426;
    response.end();
  });
  return { http, sockets: new WebSocketServer({ server: http }) };
}

/**
 * One message over a real WebSocket.
 * @param mask the four bytes of the masking key, in hexadecimal; without it the server is the sender.
 * @returns the bytes of the frame.
 */
export async function frame(message: string | Buffer, mask?: string): Promise<Buffer> {
  const { http, sockets } = webSocketServer();
  const line = await tap(await listen(http));
  if (!mask) sockets.on('connection', (socket) => socket.send(message));
  const client = new WebSocket(`ws://127.0.0.1:${line.port}/`, {
    perMessageDeflate: false,
    ...(mask ? { generateMask: (key: Buffer) => void key.set(Buffer.from(mask, 'hex')) } : {}),
  });
  if (mask) {
    const arrived = new Promise((done) => sockets.on('connection', (socket) => socket.once('message', done)));
    await once(client, 'open');
    client.send(message);
    await arrived;
  } else await once(client, 'message');
  const bytes = frames(mask ? line.client() : line.server());
  client.terminate();
  sockets.close();
  http.close();
  line.close();
  return bytes;
}

/** What a WebSocket server sends after these bytes of a client. */
export async function answerTo(bytes: Buffer): Promise<Buffer> {
  const { http, sockets } = webSocketServer();
  // The broken frame is the point; the library reports it here too.
  sockets.on('connection', (socket) => socket.on('error', () => {}));
  const socket = connect(await listen(http), '127.0.0.1');
  let seen = Buffer.alloc(0);
  let asked = false;
  socket.on('data', (part: Buffer) => {
    seen = Buffer.concat([seen, part]);
    if (seen.includes(EMPTY_LINE) && !asked) {
      asked = true;
      socket.end(bytes);
    }
  });
  socket.write(
    'GET /live HTTP/1.1\r\nHost: shop.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Key: bWluYSBzZWxscyBib29rcw==\r\nSec-WebSocket-Version: 13${EMPTY_LINE}`,
  );
  await once(socket, 'close');
  sockets.close();
  http.close();
  return frames(seen);
}
