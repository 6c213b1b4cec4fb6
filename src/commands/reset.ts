import { type Environment, UserError } from './environment.ts';
import { findModule, openSession, withScreen } from './session.ts';

/** `reset`: forgets a module or everything, after asking, with a backup. */
export async function reset(
  environment: Environment,
  given: string | undefined,
  flags: { yes?: boolean },
): Promise<void> {
  const session = await openSession(environment);
  const module = given === undefined ? undefined : findModule(session.course, given);
  const what = module ? `everything about "${module.title}"` : 'all progress';
  await withScreen(session, async (screen) => {
    if (!flags.yes && !(await screen.confirm(`Forget ${what}? A backup is kept.`))) {
      screen.say('Nothing was changed.');
      return;
    }
    const backup = session.store.backUp();
    if (backup === undefined) throw new UserError('There is no progress yet, so nothing was forgotten.');
    session.store.record({ kind: 'reset', ...(module && { module: module.id }) });
    session.store.config.forgetPosition(module?.id);
    screen.say(`Forgotten: ${what}. The backup is ${backup}`);
  });
}
