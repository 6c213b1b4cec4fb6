import type { Choice, Screen } from '../screen/screen.ts';
import { plural } from '../screen/text.ts';
import { keep } from './keeping.ts';
import type { Session } from './session.ts';

/** The title of every screen of a placement. */
export const TITLE = 'What do you know already?';

/** What a mark does. */
export const MARKS =
  'Marked modules are passed over when the next one is chosen; you can open them all the same.';

/** A module that can be marked as probably known, and how it stands when the menu is opened. */
export interface Offer {
  module: string;
  now: 'marked' | 'perhaps' | 'unmarked';
}

/** What a line says of a module without a mark, by how it stood at first. */
const WITHOUT: Record<Offer['now'], string> = {
  marked: 'taken back',
  perhaps: 'perhaps known',
  unmarked: 'not marked',
};

/**
 * A menu in which each mark can be taken back or set. What is left is written down when the learner agrees; to quit
 * changes nothing. `run` is the placement that ends here, if one does.
 */
export async function changeMarks(
  session: Session,
  screen: Screen,
  offers: readonly Offer[],
  text: string,
  run?: string,
): Promise<'done' | 'quit'> {
  const kept = new Set(offers.filter(({ now }) => now === 'marked').map(({ module }) => module));
  const titles = new Map(session.course.index.modules.map(({ id, title }) => [id, title]));
  for (let at = 0; ; ) {
    const agree: Choice<string> = {
      label: kept.size > 0 ? `Mark ${plural(kept.size, 'module')} and go on` : 'Mark none and go on',
      value: '',
    };
    const toggles = offers.map(({ module, now }) => ({
      label: titles.get(module) ?? module,
      hint: kept.has(module) ? 'probably known; choose to take back' : `${WITHOUT[now]}; choose to mark`,
      value: module,
    }));
    const choice = await screen.choose({ title: TITLE, text, choices: [agree, ...toggles], at });
    if (choice === 'quit') return 'quit';
    if (choice === '') break;
    if (!kept.delete(choice)) kept.add(choice);
    at = 1 + offers.findIndex(({ module }) => module === choice);
  }
  const ids = (wanted: (offer: Offer) => boolean) => offers.filter(wanted).map(({ module }) => module);
  await writeMarks(session, screen, {
    marked: ids(({ module }) => kept.has(module)),
    takenBack: ids(({ module, now }) => now === 'marked' && !kept.has(module)),
    run,
  });
  return 'done';
}

/**
 * Marks these modules and takes back the marks of all others. A mark that was only shown and taken back is written down
 * too, so that it can be set again another time.
 */
export async function writeMarks(
  session: Session,
  screen: Screen,
  { marked, takenBack, run }: { marked: string[]; takenBack: string[]; run: string | undefined },
): Promise<void> {
  const { placed } = session.store.state;
  const before = Object.keys(placed).filter((id) => placed[id]!.known && !marked.includes(id));
  const cleared = [...new Set([...before, ...takenBack])];
  await keep(session, screen, {
    kind: 'placed',
    modules: marked,
    ...(cleared.length > 0 && { cleared }),
    ...(run !== undefined && { run }),
  });
}
