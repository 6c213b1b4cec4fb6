import type { LabSummary } from '../lab/manifest.ts';
import { openShelf, type Shelf } from '../lab/shelf.ts';
import type { Screen } from '../screen/screen.ts';
import { labStanding, labStandingText } from './lab.ts';
import { exploreLab } from './lab-explore.ts';
import type { Session } from './session.ts';

/** The lab that belongs to a module; undefined when there is none. Labs belong to the built-in course. */
export function labOf({ environment }: Session, module: string): LabSummary | undefined {
  if (environment.options.course !== undefined) return undefined;
  return openShelf(environment.packageDir).labs.find((lab) => lab.module === module);
}

/** Lets the learner choose a lab and opens it. */
export async function chooseLab(session: Session, screen: Screen): Promise<'home' | 'quit'> {
  const shelf = openShelf(session.environment.packageDir);
  for (;;) {
    const chosen = await screen.choose<LabSummary | 'home'>({
      title: 'Labs',
      text: 'Real servers on your own machine. You talk to them, and see what happens on the wire.',
      choices: [
        ...shelf.labs.map((lab) => ({
          label: lab.title,
          hint: `${labStandingText(labStanding(session, lab))}, about ${lab.minutes} min`,
          value: lab,
        })),
        { label: 'Home', value: 'home' as const },
      ],
    });
    if (chosen === 'quit' || chosen === 'home') return chosen;
    if ((await exploreLab(session, screen, shelf, chosen)) === 'left') return 'home';
  }
}

/** Opens a lab; leaving it leads back to where the learner came from. */
export async function enterLab(
  session: Session,
  screen: Screen,
  lab: LabSummary,
  shelf: Shelf = openShelf(session.environment.packageDir),
): Promise<void> {
  await exploreLab(session, screen, shelf, lab);
}
