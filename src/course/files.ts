import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Problem } from './problem.ts';

/** Larger than any hand-written file; a bigger one is refused unread, so that no course can stall the program. */
export const MOST_BYTES = { md: 64 * 1024, yaml: 2 * 1024 * 1024 };

/** Reads the files of one folder and nothing outside it, whatever links say. */
export class CourseFiles {
  readonly problems: Problem[] = [];
  private readonly root: string;

  /** Throws the file system's error when `dir` does not exist. */
  constructor(readonly dir: string) {
    this.root = realpathSync(dir);
  }

  /** The text of a file, or undefined after noting why it cannot be had. */
  read(path: string): string | undefined {
    try {
      const real = realpathSync(join(this.dir, path));
      if (this.isOutside(real)) {
        return this.refuse(path, 'This link leads out of the course folder. Put the file itself here.');
      }
      const stat = statSync(real);
      if (!stat.isFile()) return this.refuse(path, 'This is no file. Put a text file in its place.');
      const { size } = stat;
      const most = path.endsWith('.md') ? MOST_BYTES.md : MOST_BYTES.yaml;
      if (size > most) {
        return this.refuse(path, `The file has ${size} bytes; at most ${most} are read. Split it.`);
      }
      return new TextDecoder('utf-8').decode(readFileSync(real));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why =
        code === 'ENOENT' ? 'The file is missing. Create it.' : `The file cannot be read (${code}).`;
      return this.refuse(path, why);
    }
  }

  /** Names in a folder, sorted; an empty list when the course has no such folder. */
  list(path: string): string[] {
    try {
      const real = realpathSync(join(this.dir, path));
      return this.isOutside(real) ? [] : readdirSync(real).sort();
    } catch {
      return [];
    }
  }

  private isOutside(real: string): boolean {
    return relative(this.root, real).split(sep)[0] === '..';
  }

  private refuse(file: string, message: string): undefined {
    this.problems.push({ file, line: 1, column: 1, message });
    return undefined;
  }
}
