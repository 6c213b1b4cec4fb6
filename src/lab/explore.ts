import { Client, type ClientLine } from './client/client.ts';
import type { Explore, Scene, Stage } from './lab.ts';
import type { LabPart, TaskText } from './manifest.ts';
import { openStage, type StageOptions } from './stage.ts';
import { notYet, type Verdict } from './verdict.ts';
import type { WireEvent } from './wire.ts';

export interface TaskState {
  text: TaskText;
  verdict: Verdict;
  /** How many hints have been given. */
  hints: number;
}

/** What changes while a lab is explored. */
export interface ExploreListener {
  /** Something came over the wire. */
  wire(event: WireEvent): void;
  /** A task was fulfilled, or the task at hand went wrong in a way that has not been told yet. */
  task(task: TaskState): void;
}

/** One exploration of a lab: servers that run, tasks that are ticked off by what comes over the wire. */
export class Exploration {
  readonly tasks: TaskState[];
  private stage!: Stage;
  private scene!: Scene;
  private client!: Client;
  /** What has been told of wrong ways, by task. */
  private readonly told = new Map<string, Set<string>>();

  private constructor(
    part: LabPart,
    private readonly code: Explore,
    private readonly listener: ExploreListener,
    private readonly options: StageOptions,
  ) {
    const verdict = notYet('', 'nothing yet', '');
    this.tasks = part.tasks.map((text) => ({ text, verdict, hints: 0 }));
  }

  /** Starts the servers. Close the exploration however it ends. `done` are ids of tasks fulfilled another time. */
  static async open(
    part: LabPart,
    code: Explore,
    listener: ExploreListener,
    { done = [], ...options }: StageOptions & { done?: string[] } = {},
  ): Promise<Exploration> {
    const exploration = new Exploration(part, code, listener, options);
    for (const task of exploration.tasks) {
      if (done.includes(task.text.id)) task.verdict = { state: 'done' };
    }
    await exploration.start();
    return exploration;
  }

  get doors(): Scene['doors'] {
    return this.scene.doors;
  }

  /** The first task that is not done. */
  get current(): TaskState | undefined {
    return this.tasks.find(({ verdict }) => verdict.state !== 'done');
  }

  /** What can be typed: usage and meaning. */
  get words(): { usage: string; does: string }[] {
    const own = this.scene.words ?? {};
    // A lab may put its own word in the place of one of the client's.
    const others = this.client.words.filter(({ usage }) => !(usage.split(' ')[0]! in own));
    return [...Object.values(own), ...others];
  }

  /** Markdown, once every task is done. */
  get summary(): string | undefined {
    return this.current ? undefined : this.scene.summary?.(this.stage.log.events);
  }

  /** The next hint for the current task, and which of how many it is; the last one again after that. */
  hint(): { text: string; number: number; of: number } | undefined {
    const task = this.current;
    if (!task) return undefined;
    const { hints } = task.text;
    task.hints = Math.min(hints.length, task.hints + 1);
    return { text: hints[task.hints - 1]!, number: task.hints, of: hints.length };
  }

  /** Does what a line at the prompt says: a word of this lab, or a request. Never rejects. */
  async enter(typed: string): Promise<ClientLine[]> {
    const names = this.scene.names?.(this.stage.log.events) ?? {};
    const line = typed.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
      Object.hasOwn(names, name) ? (names[name] ?? whole) : whole,
    );
    const [first = '', ...args] = line.trim().split(/\s+/);
    const word = this.scene.words?.[first];
    if (!word) return this.client.enter(line);
    try {
      const told = await word.run(args);
      return told.split('\n').map((text) => ({ text, tone: 'plain' }));
    } catch (error) {
      return [{ text: (error as Error).message, tone: 'bad' }];
    }
  }

  /** Starts all servers afresh; what has been ticked off stays so. */
  async restart(): Promise<void> {
    await this.close();
    await this.start();
  }

  /** Ends everything that runs. Never rejects. */
  close(): Promise<void> {
    this.client?.close();
    return this.stage.closing.close();
  }

  private async start(): Promise<void> {
    this.stage = openStage(this.options);
    try {
      this.scene = await this.code.open(this.stage);
    } catch (error) {
      await this.stage.closing.close();
      throw error;
    }
    this.client = new Client(this.scene, this.stage);
    this.judge(false);
    this.stage.log.onEvent((event) => {
      this.listener.wire(event);
      this.judge(true);
    });
  }

  /** Looks at every task that is not done yet. */
  private judge(tell: boolean): void {
    for (const task of this.tasks) {
      if (task.verdict.state === 'done') continue;
      const judgeTask = this.scene.tasks[task.text.id];
      if (!judgeTask) throw new Error(`The lab's code knows no task "${task.text.id}".`);
      const before = task.verdict;
      task.verdict = judgeTask(this.stage.log.events);
      const failed = this.failsNow(task, before);
      if ((failed || task.verdict.state === 'done') && tell) this.listener.task(task);
    }
  }

  /**
   * Whether the task at hand has just gone wrong in a way that has not been told. The same request may look wrong to tasks
   * that the learner is not at yet; that is no failure, neither then nor when their turn comes. And while one thing is being
   * mended, the next one that is wrong comes to light: that is no new failure either.
   */
  private failsNow(task: TaskState, before: Verdict): boolean {
    const { verdict, text } = task;
    if (verdict.state !== 'failed' || task !== this.current) return false;
    const told = this.told.get(text.id);
    const isNew = told
      ? before.state !== 'failed' && !told.has(verdict.got)
      : before.state !== 'failed' || before.got !== verdict.got;
    if (isNew) this.told.set(text.id, new Set([...(told ?? []), verdict.got]));
    return isNew;
  }
}
