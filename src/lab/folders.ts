import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill, pid } from 'node:process';

const NAME = 'backend-tutor-lab-';

/**
 * Makes a temporary folder for a lab. Its name tells whose it is, so that those of programs that were killed, and could
 * not remove them, are removed now.
 */
export function makeFolder(): string {
  sweep();
  return mkdtempSync(join(tmpdir(), `${NAME}${pid}-`));
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, owner] = new RegExp(`^${NAME}(\\d+)-`).exec(name) ?? [];
    if (owner === undefined || lives(Number(owner))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Somebody else's: it stays.
    }
  }
}

function lives(owner: number): boolean {
  try {
    kill(owner, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
