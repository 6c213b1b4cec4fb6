import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Package, Registry } from './registry.ts';

/** A folder with a `package.json` in which the real npm works, with a registry of our own and a home of its own. */
export class Project {
  readonly #dir = mkdtempSync(join(tmpdir(), 'exchange-npm-'));
  readonly #registry: Registry;

  private constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** Plays with a fresh project whose registry knows these packages, and cleans up. */
  static async use(packages: Package[], play: (project: Project) => Promise<void>): Promise<void> {
    const project = new Project(await new Registry(packages).start());
    try {
      await play(project);
    } finally {
      project.#registry.stop();
      rmSync(project.#dir, { recursive: true, force: true });
    }
  }

  /** What the registry knows from now on. */
  knows(packages: Package[], latest?: Record<string, string>): void {
    this.#registry.stock(packages, latest);
  }

  /** Writes `package.json`. */
  wants(dependencies: Record<string, string>): void {
    const manifest = { name: 'shop', version: '1.0.0', dependencies };
    writeFileSync(join(this.#dir, 'package.json'), JSON.stringify(manifest));
  }

  /** Runs npm. @returns what it printed, errors included. */
  npm(...args: string[]): Promise<string> {
    const flags = ['--no-audit', '--no-fund', '--no-update-notifier', '--fetch-retries=0', '--unicode'];
    const registry = `--registry=http://127.0.0.1:${this.#registry.port}/`;
    // Nothing of the user's own settings: another home, and no npm_config variables.
    const env = { PATH: process.env.PATH ?? '', HOME: this.#dir };
    return new Promise((done) => {
      execFile('npm', [...args, ...flags, registry], { cwd: this.#dir, env }, (_, out, err) =>
        done(out + err),
      );
    });
  }

  /** The tree that `npm ls --all` prints, without the line of the project itself. */
  async tree(): Promise<string> {
    return (await this.npm('ls', '--all')).trimEnd().split('\n').slice(1).join('\n');
  }

  /** Requests that have reached the registry so far. */
  get log(): string[] {
    return this.#registry.log;
  }

  /** The lock file: folder → version and hash. */
  lock(): Record<string, { version: string; integrity: string }> {
    const { packages } = JSON.parse(readFileSync(join(this.#dir, 'package-lock.json'), 'utf8'));
    const { '': _, ...installed } = packages;
    return installed;
  }

  /** Throws away what npm has stored of packages, so that it must ask again. */
  forget(): void {
    for (const name of ['.npm', 'node_modules'])
      rmSync(join(this.#dir, name), { recursive: true, force: true });
  }
}
