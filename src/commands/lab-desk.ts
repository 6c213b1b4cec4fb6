import { cleanText } from '../course/clean.ts';
import type { Exploration, TaskState } from '../lab/explore.ts';
import type { LabSummary, LabText, TaskText } from '../lab/manifest.ts';
import type { Verdict } from '../lab/verdict.ts';
import { plural } from '../screen/text.ts';
import type { Tone, Workbench, WorkLine } from '../screen/workbench.ts';
import { keepDone, keepFailed } from './lab-progress.ts';
import { freshRun } from './run-through.ts';
import type { Session } from './session.ts';

/** Lines that are kept to scroll back to. */
const KEPT = 2000;
const TONES = { plain: 'plain', out: 'sent', in: 'received', bad: 'bad' } as const;

/** The workbench of one exploration. */
export class Desk implements Workbench {
  readonly title: string;
  private exploration!: Exploration;
  private readonly told: WorkLine[] = [];
  private readonly hearers = new Set<(line?: WorkLine) => void>();
  private readonly run = freshRun();
  private readonly failed = new Set<string>();
  /** Lines that are being done, and what is told after them. */
  private working = 0;
  private readonly held: WorkLine[] = [];

  constructor(
    private readonly session: Session,
    private readonly summary: LabSummary,
    private readonly text: LabText,
  ) {
    this.title = titleOf(text);
  }

  begin(exploration: Exploration): void {
    this.exploration = exploration;
    this.tellDoors();
    this.tellTask();
  }

  get keys() {
    const words = this.exploration.words.map(({ usage, does }) => ({ key: usage, does: '', help: does }));
    return [
      { key: 'h', does: 'hint', help: 'The next hint for the task at hand.' },
      {
        key: 'e',
        does: 'explain',
        help: 'Why the task is not done yet: what is expected, what was seen, whose rule it is.',
      },
      { key: 't', does: 'task', help: 'The task at hand again, and the addresses.' },
      { key: 'r', does: 'restart', help: 'Start the servers afresh. What is ticked off stays so.' },
      { key: 'PgUp PgDn', does: 'scroll', help: 'Look back at what has happened.' },
      { key: '?', does: 'help', help: 'Show this help (then Enter).' },
      { key: 'q', does: 'quit', help: 'Leave the lab (then Enter). What is ticked off is saved.' },
      ...words,
    ];
  }

  tasks() {
    return this.exploration.tasks.map(({ text, verdict }) => ({ title: text.title, state: verdict.state }));
  }

  lines(): readonly WorkLine[] {
    return this.told;
  }

  watch(hear: (line?: WorkLine) => void): () => void {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  }

  async enter(line: string): Promise<'stay' | 'leave'> {
    switch (line) {
      case 'q':
        return 'leave';
      case 'h':
        this.tellHint();
        return 'stay';
      case 'e':
        this.explain();
        return 'stay';
      case 't':
        this.tellDoors();
        this.tellTask();
        return 'stay';
      case 'r':
        this.say('plain', 'The servers are starting afresh…');
        await this.exploration.restart();
        this.tellDoors();
        return 'stay';
      default: {
        this.working++;
        const lines = await this.exploration.enter(line);
        for (const { text, tone } of lines) this.say(TONES[tone], text);
        this.working--;
        if (this.working === 0) this.tellHeld();
        return 'stay';
      }
    }
  }

  say(tone: Tone, text: string): void {
    // What came over the wire may hold anything.
    const line = { tone, text: cleanText(text) };
    this.told.push(line);
    if (this.told.length > KEPT) this.told.shift();
    for (const hear of this.hearers) hear(line);
  }

  /** A task was fulfilled, or went wrong in a new way. What a line did is told before what came of it. */
  news(task: TaskState): void {
    const { text, verdict } = task;
    const trouble = this.keep(task);
    this.held.push({ tone: verdict.state === 'done' ? 'good' : 'bad', text: newsText(text, verdict) });
    if (trouble !== undefined) this.held.push({ tone: 'bad', text: trouble });
    if (this.working === 0) this.tellHeld();
  }

  /** Writes down that a task was fulfilled, or that it went wrong at all: how often it did is no one's business. */
  private keep({ text, verdict }: TaskState): string | undefined {
    if (verdict.state === 'done') return keepDone(this.session, this.summary, text.id);
    if (this.failed.has(text.id)) return undefined;
    this.failed.add(text.id);
    return keepFailed(this.session, this.summary, text, this.run);
  }

  private tellHeld(): void {
    const news = this.held.splice(0);
    for (const { tone, text } of news) this.say(tone, text);
    if (news.some(({ tone }) => tone === 'good')) this.tellTask();
  }

  private tellDoors(): void {
    const doors = this.exploration.doors.map(
      ({ name, address, what }) => `- **${name}** \`${address}\` ${what}`,
    );
    this.say('text', doors.join('\n'));
  }

  private tellTask(): void {
    const { current, tasks, summary } = this.exploration;
    if (current) {
      this.say(
        'text',
        `**Task ${tasks.indexOf(current) + 1} of ${tasks.length}: ${current.text.title}.** ${current.text.text}`,
      );
      return;
    }
    if (summary) this.say('text', summary);
    this.say('good', `All ${plural(tasks.length, 'task')} done.`);
    const build = `Now build one yourself: \`backend-tutor lab ${this.summary.id} --init <folder>\`. `;
    this.say('text', `${this.text.build ? build : ''}Type \`q\` and Enter to leave.`);
  }

  private tellHint(): void {
    const hint = this.exploration.hint();
    if (hint) this.say('text', `Hint ${hint.number} of ${hint.of}: ${hint.text}`);
    else this.say('plain', 'All tasks are done.');
  }

  private explain(): void {
    const { current } = this.exploration;
    if (!current || current.verdict.state === 'done') {
      this.say('plain', 'All tasks are done.');
      return;
    }
    const { expected, got, rule } = current.verdict;
    this.say(
      'plain',
      `${current.text.title}. Expected: ${ended(expected)} Got: ${ended(got)} Rule: ${ended(rule)}`,
    );
  }
}

/** A text as a sentence; what was quoted from an answer may be one already. */
function ended(text: string): string {
  return /[.?!]”?$/.test(text) ? text : `${text}.`;
}

function newsText({ title }: TaskText, verdict: Verdict): string {
  if (verdict.state === 'done') return `Done: ${title}.`;
  return `${title}: expected ${verdict.expected}; got ${verdict.got.replace(/\.$/, '')} (${verdict.rule}).`;
}

/** What stands at the top of a lab's screens. */
export function titleOf({ title }: LabText): string {
  return `Lab › ${title}`;
}
