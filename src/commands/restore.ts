import { plural } from '../screen/text.ts';
import { listBackups } from '../store/backup.ts';
import { dataFolder } from '../store/folder.ts';
import { restoreBackup } from '../store/restore.ts';
import { Store } from '../store/store.ts';
import type { Environment } from './environment.ts';
import { resolveName } from './names.ts';

/** `restore`: lists the backups, or brings one back; what it replaces becomes a backup itself. */
export function restore({ options, env, stdout }: Environment, given: string | undefined): void {
  const folder = dataFolder(options.dataDir, env);
  const backups = listBackups(folder);
  if (backups.length === 0) {
    stdout.write('There is no backup yet. reset and import make one before they change anything.\n');
    return;
  }
  if (given === undefined) {
    backups.forEach(({ name, size }, index) => {
      stdout.write(`${index + 1}. ${name}  ${Math.ceil(size / 1024)} KiB\n`);
    });
    stdout.write('backend-tutor restore <number> brings one back.\n');
    return;
  }
  const byNumber = /^[0-9]+$/.test(given) ? backups[Number(given) - 1]?.name : undefined;
  const name =
    byNumber ??
    resolveName(
      'backup',
      given,
      backups.map((backup) => backup.name),
    );
  const kept = restoreBackup(folder, name, new Date());
  const { state } = new Store(folder, () => new Date());
  stdout.write(`${name} is back: ${plural(state.answers.total, 'answer')}.\n`);
  if (kept !== undefined) stdout.write(`What was here before is kept in ${kept}\n`);
}
