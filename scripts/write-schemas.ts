import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FILE_KINDS, type FileKind, jsonSchema } from '../src/course/json-schema.ts';

/** Writes the JSON Schemas of all file kinds into `folder`, and leaves alone those that have not changed. */
export function writeSchemas(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const kind of Object.keys(FILE_KINDS) as FileKind[]) {
    const path = join(folder, `${kind}.json`);
    const text = `${JSON.stringify(jsonSchema(kind), null, 2)}\n`;
    if (read(path) !== text) writeFileSync(path, text);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
