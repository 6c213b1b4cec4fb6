import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LearnerEvent, NewEvent } from '../learner/event.ts';
import { timeFor } from '../learner/event-time.ts';
import { count, replay } from '../learner/replay.ts';
import { emptyState, type LearnerState } from '../learner/state.ts';
import { holdsJsonObject, makeWay } from './aside.ts';
import { backUpLog } from './backup.ts';
import { Config } from './config.ts';
import { Fingerprints } from './fingerprints.ts';
import { makeFolder } from './folder.ts';
import { Log } from './log.ts';
import { clockNotice, damageNotice } from './notices.ts';
import { packSnapshot, unpackSnapshot } from './snapshot.ts';

/** A new snapshot is worth writing after this many events. */
const SNAPSHOT_EVERY = 200;
/** Events written at once by `merge`. */
const MERGED_AT_ONCE = 10_000;

/** Told the share of the log that has been read, from 0 to 1, while a long one is read. */
export type OnProgress = (share: number) => void;

/**
 * The learner's data. `record` returns only when the event is on the disk. `state` is what all events add up to,
 * those of other processes included, as of the last `record` or `refresh`.
 */
export class Store {
  readonly config: Config;
  state: LearnerState = emptyState();
  /** Sentences about what was found broken and set aside, or is odd otherwise. */
  readonly notices: string[] = [];
  /** How many events are in memory only, after `stopSaving`. */
  unsaved = 0;
  private readonly log: Log | undefined;
  private prints = new Fingerprints();
  private last = '';
  private sinceSnapshot = 0;
  private saving: boolean;
  private damaged = 0;

  /**
   * Opens or makes the data folder; without one, everything stays in memory. Throws StoreError when it cannot be used.
   */
  constructor(
    readonly folder: string | undefined,
    private readonly now: () => Date,
    private readonly onProgress?: OnProgress,
  ) {
    this.saving = folder !== undefined;
    if (folder === undefined) {
      this.config = new Config(undefined, now());
      return;
    }
    makeFolder(folder);
    const path = join(folder, 'answers.jsonl');
    let settings: object | undefined;
    const areSound = (path: string) =>
      holdsJsonObject(path, (object) => {
        settings = object;
      });
    this.note(makeWay(join(folder, 'config.json'), 'The settings', areSound));
    this.note(makeWay(path, 'Your answers'));
    this.config = new Config(folder, now(), settings);
    this.log = new Log(path);
    this.resume();
    this.read(true);
    if (this.damaged > 0) this.reportDamage();
    this.close();
    this.note(clockNotice(Object.values(this.state.latest).sort().at(-1), now()));
  }

  /** Writes an event to the log, synced, then counts it. Throws StoreError, having counted nothing, if it cannot. */
  record(event: NewEvent): LearnerEvent {
    const whole = {
      v: 1,
      id: randomUUID(),
      at: timeFor(this.state, event, this.now()),
      ...event,
    } as LearnerEvent;
    if (!this.saving) {
      this.unsaved++;
      count(this.state, whole);
      return whole;
    }
    this.log!.append([whole]);
    this.refresh();
    return whole;
  }

  /** Counts what has been written to the log since, by this process or another. */
  refresh(): void {
    if (this.saving) this.read(false);
  }

  /** Goes on in memory: what is recorded from now on is lost at the end of the process. */
  stopSaving(): void {
    this.saving = false;
  }

  /** Whether what is recorded is kept. */
  get isSaving(): boolean {
    return this.saving;
  }

  /** Keeps a snapshot when that saves time at the next start. Never throws: a snapshot is a convenience. */
  close(): void {
    if (this.saving && this.sinceSnapshot >= SNAPSHOT_EVERY) this.saveSnapshot();
  }

  /** Copies the log into `backups/` and returns the copy's path; undefined when there is nothing to keep. */
  backUp(): string | undefined {
    return this.folder === undefined ? undefined : backUpLog(this.folder, this.now());
  }

  /** All events of the log as of the last look, each once, in the order of the log. */
  events(): LearnerEvent[] {
    const events: LearnerEvent[] = [];
    this.eachAgain((event) => events.push(event));
    return events;
  }

  /**
   * Adds the events that are not here yet, after a backup. Answers how many there were and where the backup is. Throws
   * StoreError when the disk refuses; events that were written by then count, and doing it again adds the rest. Another
   * process that adds the same meanwhile does no harm: an event that stands in the log twice counts once.
   */
  merge(events: readonly LearnerEvent[]): { added: number; backup?: string } {
    this.refresh();
    const known = new Fingerprints();
    this.eachAgain(({ id }) => known.add(id));
    const added = events.filter(({ id }) => known.add(id));
    if (added.length === 0) return { added: 0 };
    const backup = this.backUp();
    for (let from = 0; from < added.length; from += MERGED_AT_ONCE) {
      this.log!.append(added.slice(from, from + MERGED_AT_ONCE));
    }
    this.refresh();
    return { added: added.length, ...(backup !== undefined && { backup }) };
  }

  private saveSnapshot(): void {
    try {
      const { log, last, state } = this;
      this.config.saveSnapshot(
        packSnapshot({ offset: log!.offset, last, recent: this.prints.recent(), state }),
      );
      this.sinceSnapshot = 0;
    } catch {
      // The log holds everything; the next start reads it.
    }
  }

  private resume(): void {
    let snapshot: ReturnType<typeof unpackSnapshot>;
    try {
      snapshot = unpackSnapshot(this.config.snapshot);
    } catch {
      return;
    }
    if (!snapshot || !this.log!.endsAt(snapshot.offset, snapshot.last)) return;
    this.state = snapshot.state;
    this.prints = new Fingerprints(snapshot.recent);
    this.log!.offset = snapshot.offset;
    this.last = snapshot.last;
  }

  private read(final: boolean): void {
    // Later looks come in the middle of a screen, where no bar has a place.
    const progress = final ? this.onProgress : undefined;
    let late = false;
    this.log!.readOn(
      {
        event: (event) => {
          this.last = event.id;
          this.sinceSnapshot++;
          // Once it is certain that all is counted again, only the resets need be known.
          if (this.prints.add(event.id) && (!late || event.kind === 'reset')) {
            late = !count(this.state, event) || late;
          }
        },
        damage: (text) => this.keepDamage(text),
        progress,
      },
      final,
    );
    if (late) this.state = replay((take) => this.eachAgain(take, this.prints, progress), this.state.resets);
  }

  /** Hands over all events that were read, each once; their ids are in `prints` afterwards. */
  private eachAgain(
    take: (event: LearnerEvent) => void,
    prints = new Fingerprints(),
    progress?: OnProgress,
  ): void {
    prints.clear();
    const event = (found: LearnerEvent) => {
      if (prints.add(found.id)) take(found);
    };
    this.log?.readAgain({ event, damage: () => {}, progress });
  }

  /** Keeps a copy of what could not be read beside the log, which itself is never rewritten. */
  private keepDamage(text: string): void {
    this.damaged++;
    try {
      appendFileSync(join(this.folder!, 'answers.damaged.txt'), `${text}\n`, { mode: 0o600 });
    } catch {
      // It is still in the log.
    }
  }

  private reportDamage(): void {
    this.note(damageNotice(this.damaged, join(this.folder!, 'answers.damaged.txt')));
    // The next start begins after the damage and does not tell it again.
    if (this.last !== '') this.saveSnapshot();
  }

  private note(notice: string | undefined): void {
    if (notice !== undefined) this.notices.push(notice);
  }
}
