import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startServer } from '../../src/lab/build/server.ts';
import { groupLives } from '../../src/lab/build/tree.ts';
import { reach } from './reach.ts';

/** A server whose first thread has ended: it is a zombie without an environment, and still answers. */
const HEADLESS = `
import ctypes, os, platform, socket, threading
server = socket.create_server(('127.0.0.1', int(os.environ['PORT'])))
def serve():
    while True:
        server.accept()[0].close()
threading.Thread(target=serve).start()
# The system call exit ends one thread, exit_group all of them (_exit(2)).
ctypes.CDLL(None).syscall({'x86_64': 60, 'aarch64': 93}[platform.machine()], 0)
`;

it.skipIf(platform !== 'linux' || !hasPython())(
  'a server lives as long as one of its threads does, and then its port is free',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ending-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'server.py'), HEADLESS);
    const { signal } = new AbortController();
    const server = await startServer({ command: 'exec python3 server.py', folder, env, signal });
    onTestFinished(() => void server.stop());
    await vi.waitFor(() => expect(reach(server.port)).resolves.toBe('open'), 10_000);
    expect(groupLives(server.pid)).toBe(true);
    await server.stop();
    expect(groupLives(server.pid)).toBe(false);
    expect(await reach(server.port)).toBe('ECONNREFUSED');
  },
);

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
