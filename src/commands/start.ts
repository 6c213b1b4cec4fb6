import { tellDue } from './between.ts';
import type { Environment } from './environment.ts';
import { farewell } from './farewell.ts';
import { goLearning } from './learning.ts';
import { findModule, openLearningSession, withScreen } from './session.ts';

/** `start`: goes on where the learner stopped; the first time, a welcome and the first module. */
export async function start(environment: Environment, given?: string): Promise<void> {
  const session = await openLearningSession(environment);
  const chosen = given === undefined ? undefined : findModule(session.course, given).id;
  await withScreen(session, async (screen) => {
    if (!screen.rich) await tellDue(session, screen);
    const after = await goLearning(session, screen, chosen);
    if (after === 'home' && screen.rich) {
      const { homeLoop } = await import('./home.ts');
      return homeLoop(session, screen);
    }
    farewell(session, screen);
  });
}
