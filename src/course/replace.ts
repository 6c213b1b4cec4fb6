import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file beside its place and renames it, so that nobody ever sees half of it. Private to the user. */
export function replaceFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}
