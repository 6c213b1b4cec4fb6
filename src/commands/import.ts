import { plural } from '../screen/text.ts';
import { readExport } from '../store/transfer.ts';
import type { Environment } from './environment.ts';
import { openSession } from './session.ts';

/** `import`: adds the progress in an exported file to what is here. Doing it twice changes nothing. */
export async function importProgress(environment: Environment, file: string): Promise<void> {
  const { stdout } = environment;
  const events = readExport(file);
  const { store } = await openSession(environment);
  const { added, backup } = store.merge(events);
  store.close();
  const known = events.length - added;
  stdout.write(`${plural(added, 'event')} added, ${known} known already.\n`);
  if (backup !== undefined) stdout.write(`What was here before is kept in ${backup}\n`);
}
