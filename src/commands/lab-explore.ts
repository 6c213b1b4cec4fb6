import { cleanText } from '../course/clean.ts';
import { Exploration, type TaskState } from '../lab/explore.ts';
import type { LabSummary, LabText } from '../lab/manifest.ts';
import type { Shelf } from '../lab/shelf.ts';
import { summariseEvent } from '../lab/summarise.ts';
import { tasksDone } from '../learner/lab-record.ts';
import type { Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import type { Tone, Workbench, WorkLine } from '../screen/workbench.ts';
import { UserError } from './environment.ts';
import { keepDone, keepFailed } from './lab-progress.ts';
import { freshRun } from './run-through.ts';
import type { Session } from './session.ts';

/** Lines that are kept to scroll back to. */
const KEPT = 2000;
const TONES = { plain: 'plain', out: 'sent', in: 'received', bad: 'bad' } as const;

/** Opens a lab's servers and lets the learner at them, until they leave or the program is told to end. */
export async function exploreLab(
  session: Session,
  screen: Screen,
  shelf: Shelf,
  summary: LabSummary,
): Promise<void> {
  const { text, code } = await shelf.open(summary.id);
  if (!text.explore || !code.explore)
    throw new UserError(
      `This lab is built, not explored: backend-tutor lab ${summary.id} --init <folder>`,
      2,
    );
  const desk = new Desk(session, summary, text);
  const exploration = await Exploration.open(
    text.explore,
    code.explore,
    { wire: (event) => desk.say('faint', summariseEvent(event)), task: (task) => desk.news(task) },
    { done: tasksDone(session.store.state, summary.id), signal: session.environment.stop },
  );
  const { stop } = session.environment;
  const end = () => void exploration.close();
  stop.addEventListener('abort', end, { once: true });
  try {
    desk.begin(exploration);
    await screen.work(desk);
  } finally {
    stop.removeEventListener('abort', end);
    await exploration.close();
  }
  screen.say(farewell(exploration, summary));
}

/** The workbench of one exploration. */
class Desk implements Workbench {
  readonly title: string;
  private exploration!: Exploration;
  private readonly told: WorkLine[] = [];
  private readonly hearers = new Set<(line?: WorkLine) => void>();
  private readonly run = freshRun();

  constructor(
    private readonly session: Session,
    private readonly summary: LabSummary,
    private readonly text: LabText,
  ) {
    this.title = `Lab › ${text.title}`;
  }

  begin(exploration: Exploration): void {
    this.exploration = exploration;
    this.say('text', this.text.explore!.story);
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
      default:
        for (const { text, tone } of await this.exploration.enter(line)) this.say(TONES[tone], text);
        return 'stay';
    }
  }

  say(tone: Tone, text: string): void {
    // What came over the wire may hold anything.
    const line = { tone, text: cleanText(text) };
    this.told.push(line);
    if (this.told.length > KEPT) this.told.shift();
    for (const hear of this.hearers) hear(line);
  }

  /** A task was fulfilled, or went wrong for the first time. */
  news({ text, verdict }: TaskState): void {
    if (verdict.state === 'done') {
      this.tellTrouble(keepDone(this.session, this.summary, text.id));
      this.say('good', `Done: ${text.title}.`);
      this.tellTask();
    } else if (verdict.state === 'failed') {
      this.tellTrouble(keepFailed(this.session, this.summary, text, this.run));
      this.say('bad', `${text.title}: expected ${verdict.expected}; got ${verdict.got} (${verdict.rule}).`);
    }
  }

  private tellTrouble(trouble: string | undefined): void {
    if (trouble !== undefined) this.say('bad', trouble);
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
    if (this.text.build) {
      this.say(
        'text',
        `Now build one yourself: \`backend-tutor lab ${this.summary.id} --init <folder>\`. Type \`q\` and Enter to leave.`,
      );
    }
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
    this.say('plain', `${current.text.title}. Expected: ${expected}. Got: ${got}. Rule: ${rule}.`);
  }
}

function farewell({ tasks }: Exploration, { id }: LabSummary): string {
  const done = tasks.filter(({ verdict }) => verdict.state === 'done').length;
  if (done === tasks.length) return `All ${plural(done, 'task')} of the lab are done.`;
  return `${done} of ${plural(tasks.length, 'task')} done. backend-tutor lab ${id} goes on from here.`;
}
