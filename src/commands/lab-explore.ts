import { Exploration } from '../lab/explore.ts';
import type { LabSummary } from '../lab/manifest.ts';
import type { Shelf } from '../lab/shelf.ts';
import { summariseEvent } from '../lab/summarise.ts';
import { tasksDone } from '../learner/lab-record.ts';
import type { Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import { UserError } from './environment.ts';
import { Desk, titleOf } from './lab-desk.ts';
import type { Session } from './session.ts';

/**
 * Opens a lab's servers and lets the learner at them, until they leave or the program is told to end. Answers `back` when
 * they turned back from the story, before anything was opened.
 */
export async function exploreLab(
  session: Session,
  screen: Screen,
  shelf: Shelf,
  summary: LabSummary,
): Promise<'left' | 'back'> {
  const { text, code } = await shelf.open(summary.id);
  if (!text.explore || !code.explore)
    throw new UserError(
      `This lab is built, not explored: backend-tutor lab ${summary.id} --init <folder>`,
      2,
    );
  const before = tasksDone(session.store.state, summary.id);
  // Whoever has been here knows the story.
  const fresh = text.explore.tasks.every(({ id }) => !before.includes(id));
  const { story } = text.explore;
  if (fresh) {
    const shown = await screen.show({ title: titleOf(text), text: story });
    if (shown !== 'done') return shown === 'back' ? 'back' : 'left';
  }
  const desk = new Desk(session, summary, text);
  const exploration = await Exploration.open(
    text.explore,
    code.explore,
    { wire: (event) => desk.say('faint', summariseEvent(event)), task: (task) => desk.news(task) },
    { done: before, signal: session.environment.stop },
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
  return 'left';
}

function farewell({ tasks }: Exploration, { id }: LabSummary): string {
  const done = tasks.filter(({ verdict }) => verdict.state === 'done').length;
  if (done === tasks.length) return `All ${plural(done, 'task')} of the lab are done.`;
  return `${done} of ${plural(tasks.length, 'task')} done. backend-tutor lab ${id} goes on from here.`;
}
