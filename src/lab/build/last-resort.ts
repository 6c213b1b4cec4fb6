import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { platform } from 'node:process';

/**
 * Sees to it that a process group ends with this program, also when the program is killed and can do nothing itself: a shell
 * waits at the other end of a pipe, and the system closes the pipe whatever happens. Answers how to call that off, once the
 * group has ended. On Windows there is no such shell.
 */
export function endWithUs(group: number): () => void {
  if (platform === 'win32' || group <= 0) return () => {};
  const shell: ChildProcess = spawn('/bin/sh', ['-c', 'read -r _; kill -s KILL -- "-$0"', String(group)], {
    // Signals from the terminal are for the program; the shell must outlive it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a shell the group ends on all the other ways out.
  shell.on('error', () => {});
  shell.stdin?.on('error', () => {});
  shell.unref();
  (shell.stdin as Socket | null)?.unref();
  return () => void shell.kill('SIGKILL');
}
