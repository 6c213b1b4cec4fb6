import { outputWidth } from '../screen/open.ts';
import { wrap } from '../screen/text.ts';
import { allowed, parseSetting, SETTINGS, type SettingName } from '../store/settings.ts';
import { type Environment, UserError } from './environment.ts';
import { resolveName } from './names.ts';
import { openSession } from './session.ts';

/** `config`: shows all settings, one, or changes one. */
export async function config(environment: Environment, key?: string, value?: string): Promise<void> {
  const { stdout, env } = environment;
  const { settings, store } = await openSession(environment);
  const names = Object.keys(SETTINGS) as SettingName[];
  if (key === undefined) {
    const width = outputWidth(stdout, env);
    const lines = names.flatMap((name) => [
      `${name} = ${settings[name]}`,
      ...wrap(`${SETTINGS[name].help} (${allowed(name)})`, width, '  '),
    ]);
    stdout.write(`${[...lines, '', ...wrap(`Kept in ${store.folder}`, width)].join('\n')}\n`);
    return;
  }
  const name = resolveName('setting', key, names) as SettingName;
  if (value !== undefined) {
    const parsed = parseSetting(name, value);
    if (parsed === undefined) {
      throw new UserError(`${name} can be ${allowed(name)}, not "${value.slice(0, 40)}".`, 2);
    }
    store.config.set(name, parsed);
  }
  stdout.write(`${name} = ${store.config.settings[name]}\n`);
}
