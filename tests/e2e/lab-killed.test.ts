import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BIN, NODE, temporaryHome } from './terminal.ts';

test.skipIf(process.platform === 'win32')(
  'a program that is killed takes the learner’s server with it',
  async () => {
    const { home, remove } = temporaryHome();
    onTestFinished(remove);
    const pids = join(home, 'pids');
    writeFileSync(
      join(home, 'server.js'),
      `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    process.on('SIGTERM', () => {});
    require('node:net').createServer(() => {}).listen(process.env.PORT, '127.0.0.1', () => {
      require('node:fs').writeFileSync('pids', JSON.stringify([process.ppid, process.pid, child.pid]));
    });`,
    );
    writeFileSync(join(home, 'lab.json'), '{"start": "node server.js"}');
    const program = spawn(NODE, [BIN, 'lab', 'http-methods', '--check', home], {
      env: { PATH: process.env.PATH, HOME: home, BACKEND_TUTOR_HOME: join(home, 'data') },
      stdio: 'ignore',
    });
    onTestFinished(() => void program.kill('SIGKILL'));
    await expect.poll(() => existsSync(pids) && readFileSync(pids, 'utf8'), { timeout: 10_000 }).toBeTruthy();
    const started: number[] = JSON.parse(readFileSync(pids, 'utf8'));
    expect(started.map(lives)).toEqual([true, true, true]);
    program.kill('SIGKILL');
    await expect.poll(() => started.map(lives), { timeout: 10_000 }).toEqual([false, false, false]);
  },
);

/** Whether a process runs; one that has ended and was not waited for does not. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(existsSync('/proc') ? readFileSync(`/proc/${pid}/stat`, 'latin1') : '');
  } catch {
    return false;
  }
}
