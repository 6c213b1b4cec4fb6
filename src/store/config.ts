import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { backUpConfig } from './backup.ts';
import { reason, StoreError } from './error.ts';
import { whileLocked } from './lock.ts';
import { type Position, readPosition } from './position.ts';
import { type SettingName, type Settings, settingsFrom } from './settings.ts';
import type { PackedSnapshot } from './snapshot.ts';

interface Stored {
  version: number;
  settings?: Partial<Settings>;
  position?: Position;
  snapshot?: PackedSnapshot;
}

/** Format of `config.json`. Files without a number are those of before numbers were given. */
const VERSION = 1;

/**
 * `config.json`: everything that is convenient to keep and can be lost without losing an answer. Without a folder it
 * is kept in memory only.
 */
export class Config {
  private stored: Stored = { version: VERSION };

  /**
   * `found` is what the file holds, if that is known already. Throws StoreError when the file cannot be read, or is newer
   * than this program.
   */
  constructor(
    private readonly folder: string | undefined,
    now: Date,
    found?: object,
  ) {
    if (folder === undefined) return;
    try {
      this.stored = (found as Stored | undefined) ?? this.latest();
    } catch (error) {
      throw new StoreError(
        `The settings in ${folder} cannot be read: ${reason(error)}. Name another folder with --data-dir.`,
        error,
      );
    }
    const { version } = this.stored;
    if (typeof version === 'number' && version > VERSION) {
      throw new StoreError(
        `${join(folder, 'config.json')} was written by a newer backend-tutor. Update this one, or name another --data-dir.`,
      );
    }
    if (version !== VERSION && Object.keys(this.stored).length > 0) {
      backUpConfig(folder, now);
      this.change((stored) => stored);
    }
  }

  get settings(): Settings {
    return settingsFrom(this.stored.settings);
  }

  get position(): Position | undefined {
    return readPosition(this.stored.position);
  }

  get snapshot(): unknown {
    return this.stored.snapshot;
  }

  /** Throws StoreError when it cannot be written. */
  set(name: SettingName, value: string | number): void {
    this.change((stored) => ({ ...stored, settings: { ...stored.settings, [name]: value } }));
  }

  /** Throws StoreError when it cannot be written. */
  savePosition(position: Position): void {
    this.change((stored) => ({ ...stored, position }));
  }

  /** Forgets the place to resume at, if it is in `module` (in any, when absent), and the snapshot. */
  forgetPosition(module?: string): void {
    this.change(({ position, snapshot: _, ...rest }) => {
      const keep = position && module !== undefined && position.module !== module;
      return { ...rest, ...(keep && { position }) };
    });
  }

  saveSnapshot(snapshot: PackedSnapshot): void {
    this.change((stored) => ({ ...stored, snapshot }));
  }

  /** Other processes may have written since, and may be about to: it begins from what they wrote, one at a time. */
  private change(make: (stored: Stored) => Stored): void {
    const { folder } = this;
    if (folder === undefined) {
      this.stored = make(this.stored);
      return;
    }
    whileLocked(join(folder, 'config.json'), () => {
      try {
        this.stored = this.latest();
      } catch {
        // What this process knows is better than nothing.
      }
      this.stored = { ...make(this.stored), version: VERSION };
      write(folder, this.stored);
    });
  }

  /** What is in the file now. Throws when it cannot be read. */
  private latest(): Stored {
    try {
      return { ...JSON.parse(readFileSync(join(this.folder!, 'config.json'), 'utf8')) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return {} as Stored;
    }
  }
}

/** Replaces the file as a whole. Throws StoreError when that is impossible. */
function write(folder: string, stored: Stored): void {
  try {
    // Where writing is not permitted, conf would try again and again for a second.
    accessSync(folder, constants.W_OK);
    const conf = new Conf<Stored>({
      cwd: folder,
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      clearInvalidConfig: true,
    });
    conf.store = stored;
  } catch (error) {
    throw new StoreError(`${join(folder, 'config.json')} could not be written: ${reason(error)}.`, error);
  }
}
