import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRepeatedly } from '../tests/e2e/kill.ts';
import type { Row } from './report.ts';

const ROUNDS = 2000;

/** What is left of the answers that were confirmed before a SIGKILL. */
export async function killing(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'backend-tutor-bench-'));
  try {
    const { rounds, confirmed, kept, failures } = await killRepeatedly(folder, ROUNDS, `${Date.now()}`);
    for (const failure of failures) console.error(failure);
    return [
      {
        name: `${rounds} kills`,
        value: `${confirmed} answers confirmed, ${kept} on the disk`,
        limit: 'none lost',
        holds: failures.length === 0,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
