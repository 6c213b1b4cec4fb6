import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Lab } from './lab.ts';
import type { LabSummary, LabText } from './manifest.ts';

/** The labs that come with the program, compiled into `dist/labs`. */
export interface Shelf {
  labs: LabSummary[];
  /** Loads one, with its code. Throws RangeError for an id that is not in `labs`. */
  open(id: string): Promise<{ text: LabText; code: Lab }>;
}

/** Opens the shelf; without labs when the package has none. `packageDir` is the installed package. */
export function openShelf(packageDir: URL): Shelf {
  const folder = fileURLToPath(new URL('dist/labs', packageDir));
  let labs: LabSummary[];
  try {
    labs = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  } catch {
    labs = [];
  }
  return {
    labs,
    async open(id) {
      if (!labs.some((lab) => lab.id === id)) throw new RangeError(`There is no lab "${id}".`);
      const text: LabText = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'));
      const { default: code } = await import(pathToFileURL(join(folder, `${id}.js`)).href);
      return { text, code };
    },
  };
}
