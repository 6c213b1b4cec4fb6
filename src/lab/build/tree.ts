import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { kill, platform } from 'node:process';

/** The environment variable by which everything that a lab started is known again. */
export const MARK = 'BACKEND_TUTOR_LAB';

/** Sends a signal to a process and the whole group that it leads. */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
  if (platform === 'win32') {
    execFile('taskkill', ['/pid', String(pid), '/T', '/F'], () => {});
    return;
  }
  attempt(() => kill(-pid, name));
}

/** A process of a lab. */
export interface Marked {
  pid: number;
  /** Id of the process that leads its group. */
  group: number;
  /** When it began, in ticks since the machine did: with the id, this tells it from all others. */
  began: string;
}

/**
 * Processes that carry a mark and have not ended, also such as have left their group. Only Linux lets us look; elsewhere
 * nothing is found, and the group has to do.
 */
export function marked(mark: string): Marked[] {
  const wanted = `${MARK}=${mark}`;
  return processes()
    .filter((pid) => readQuietly(`/proc/${pid}/environ`).split('\0').includes(wanted))
    .flatMap((pid) => statusOf(pid) ?? []);
}

/** Those and their descendants: a child may have been given an environment without the mark. */
export function family(mark: string): Marked[] {
  const found = new Map(marked(mark).map((each) => [each.pid, each]));
  const others = found.size > 0 ? processes().flatMap((pid) => statusOf(pid) ?? []) : [];
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const each of others) if (found.has(each.parent)) found.set(each.pid, each);
  }
  return [...found.values()];
}

/** Those that have not ended. */
export function living(known: Marked[]): Marked[] {
  return known.filter(({ pid, began }) => statusOf(pid)?.began === began);
}

function statusOf(pid: number): (Marked & { parent: number }) | undefined {
  const stat = readQuietly(`/proc/${pid}/stat`);
  // The name in parentheses may hold anything; behind it stand state, parent and group; further on the number of threads and
  // the start (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent, group] = fields;
  // Where only the first thread has ended, the others still hold the ports.
  if (!group || (state === 'Z' && Number(fields[17]) <= 1)) return undefined;
  return { pid, parent: Number(parent), group: Number(group), began: fields[19] ?? '' };
}

/**
 * Whether anything of the group that a process leads is left. One that has ended but was not waited for is not. The mark
 * would not tell: an environment is gone a moment before the ports are.
 */
export function groupLives(pid: number): boolean {
  if (platform === 'linux') return processes().some((each) => statusOf(each)?.group === pid);
  try {
    kill(platform === 'win32' ? pid : -pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

export function killAll(pids: number[]): void {
  for (const pid of pids) attempt(() => kill(pid, 'SIGKILL'));
}

/** TCP ports on which processes with a mark listen; empty where the system does not tell. */
export function listeningPorts(mark: string): number[] {
  const sockets = new Set(marked(mark).flatMap(({ pid }) => openSockets(pid)));
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => readQuietly(path).split('\n').slice(1));
  const ports = rows.flatMap((row) => {
    const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
    // State 0A is LISTEN; the port stands behind the colon in hexadecimal (proc(5)).
    if (state !== '0A' || !sockets.has(inode ?? '')) return [];
    return [Number.parseInt(local!.split(':')[1]!, 16)];
  });
  return [...new Set(ports)];
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function openSockets(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlink(`/proc/${pid}/fd/${name}`)) ?? [];
      return inode ?? [];
    });
  } catch {
    return [];
  }
}

function readlink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** A process that has ended meanwhile needs no signal. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {}
}
