import { connect, createServer } from 'node:net';
import type { Door, Stage } from '../../src/lab/lab.ts';
import { LOOPBACK, listen } from '../../src/lab/listen.ts';

/** A line that is longer ends the connection. */
const LONGEST_LINE = 4096;

/** A server that speaks nothing but TCP: it greets, and says each line back. */
export async function openBell(stage: Stage): Promise<Door & { port: number }> {
  const name = 'bell';
  const server = createServer((socket) => {
    stage.log.add({ kind: 'connection', door: name, outcome: 'accepted', port: socket.localPort ?? 0 });
    socket.setTimeout(60_000, () => socket.destroy());
    socket.write('Ding! Somebody listens here. I say back what you say.\r\n');
    let line = '';
    socket.setEncoding('utf8');
    socket.on('drain', () => socket.resume());
    socket.on('data', (text) => {
      let hears = true;
      line += text;
      for (let end = line.indexOf('\n'); end !== -1; end = line.indexOf('\n')) {
        hears = socket.write(`Ding! ${line.slice(0, end).trim()}\r\n`);
        line = line.slice(end + 1);
      }
      // Whoever does not listen is not listened to: what was not taken would pile up here.
      if (!hears) socket.pause();
      if (line.length > LONGEST_LINE) socket.destroy();
    });
  });
  const port = await listen(server, stage.closing);
  return { name, port, address: `${LOOPBACK}:${port}`, what: 'TCP only: a bell at the counter' };
}

/**
 * A port on which nobody listens, and on which nobody can begin to while the lab runs: it is the near end of a
 * connection that the lab keeps open to itself.
 */
export async function openEmptyPort(stage: Stage): Promise<Door & { port: number }> {
  const far = await listen(createServer(), stage.closing);
  const near = connect({ host: LOOPBACK, port: far });
  stage.closing.add(() => near.destroy());
  await new Promise<void>((resolve, reject) => near.once('connect', resolve).once('error', reject));
  near.on('error', () => undefined);
  const port = near.localPort!;
  return { name: 'empty', port, address: `${LOOPBACK}:${port}`, what: 'a port where nobody listens' };
}
