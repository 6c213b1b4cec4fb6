import { judge, probablyKnown } from '../learner/placement.ts';
import type { PlacementCourse } from '../learner/placement-items.ts';
import { placementAnswers, placementEvidence } from '../learner/placement-record.ts';
import type { Choice, Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import { keep } from './keeping.ts';
import { TITLE } from './placement.ts';
import type { Session } from './session.ts';

/** Says what a placement found, lets the learner take marks back, and writes down what is left of them. */
export async function tellResult(
  session: Session,
  screen: Screen,
  whole: PlacementCourse,
  run: string,
): Promise<'done' | 'quit'> {
  const { course, store } = session;
  const answers = placementAnswers(store.state, run);
  const belief = judge({ course: whole, evidence: placementEvidence(whole, answers, store.state) });
  const found = new Set(probablyKnown(whole, belief).filter((id) => !(id in store.state.passed)));
  const inOrder = course.index.modules.map(({ id }) => id).filter((id) => found.has(id));
  const given = Object.values(answers);
  const right = given.filter(({ result }) => result === 'right').length;
  const score = `${right} of ${given.length} right.`;
  if (inOrder.length > 0) return changeMarks(session, screen, inOrder, { run, score });
  await write(session, screen, [], run);
  const text = `${score} No module is surely known, so you begin with the first one. In each lesson you may pass over what you know.`;
  return (await screen.show({ title: TITLE, text })) === 'quit' ? 'quit' : 'done';
}

/** A menu in which each mark can be taken back; what is left is written down when the learner agrees. */
export async function changeMarks(
  session: Session,
  screen: Screen,
  modules: readonly string[],
  { run, score }: { run?: string; score?: string },
): Promise<'done' | 'quit'> {
  const kept = new Set(modules);
  const summaries = session.course.index.modules.filter(({ id }) => kept.has(id));
  const text = [
    ...(score === undefined ? [] : [score]),
    'These modules are probably known. They are passed over when the next one is chosen; you can open them all the same. Take back the mark of any that you want to learn.',
  ];
  for (let at = 0; ; ) {
    const agree: Choice<string> = {
      label: kept.size > 0 ? `Mark ${plural(kept.size, 'module')} and go on` : 'Mark none and go on',
      value: '',
    };
    const toggles = summaries.map(({ id, title }) => ({
      label: title,
      hint: kept.has(id) ? 'probably known; choose to take back' : 'taken back; choose to mark',
      value: id,
    }));
    const choice = await screen.choose({
      title: TITLE,
      text: text.join('\n'),
      choices: [agree, ...toggles],
      at,
    });
    if (choice === 'quit') return 'quit';
    if (choice === '') break;
    if (!kept.delete(choice)) kept.add(choice);
    at = 1 + summaries.findIndex(({ id }) => id === choice);
  }
  await write(session, screen, [...kept], run);
  return 'done';
}

/** Marks these modules and takes back the marks of all others. */
async function write(session: Session, screen: Screen, modules: string[], run?: string): Promise<void> {
  const { placed } = session.store.state;
  const cleared = Object.keys(placed).filter((id) => placed[id]!.known && !modules.includes(id));
  await keep(session, screen, {
    kind: 'placed',
    modules,
    ...(cleared.length > 0 && { cleared }),
    ...(run !== undefined && { run }),
  });
}
