import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { summarise } from '../src/lab/manifest.ts';
import { readLab } from '../src/lab/read-lab.ts';

/**
 * Writes the texts of the labs of a package as JSON into `folder`, with an index, in the order of the course's modules, and
 * puts their starters beside them.
 */
export function compileLabs(root: string, labs: string[], folder: string): void {
  const source = join(root, 'labs');
  const { modules }: { modules: string[] } = parse(readFileSync(join(root, 'lessons/course.yaml'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  const texts = labs
    .map((id) => readLab(readFileSync(join(source, id, 'lab.yaml'), 'utf8'), id))
    .sort((a, b) => modules.indexOf(a.module) - modules.indexOf(b.module));
  for (const text of texts) writeFileSync(join(folder, `${text.id}.json`), JSON.stringify(text));
  for (const { id } of texts) {
    const starter = join(source, id, 'starter');
    if (existsSync(starter)) cpSync(starter, join(folder, id, 'starter'), { recursive: true });
  }
  writeFileSync(join(folder, 'index.json'), JSON.stringify(texts.map(summarise)));
}
