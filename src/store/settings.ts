/** Every setting with what it may be, its default, and what it does. */
export const SETTINGS = {
  plain: {
    values: ['off', 'on'],
    default: 'off',
    help: 'plain lines instead of full screens, as with --plain',
  },
  color: {
    values: ['auto', 'off', 'on'],
    default: 'auto',
    help: 'colours; auto asks the terminal',
  },
  symbols: {
    values: ['auto', 'unicode', 'ascii'],
    default: 'auto',
    help: 'characters for drawings and marks; auto asks the terminal',
  },
  minutes: {
    range: [1, 240],
    default: 10,
    help: 'minutes of reviews a day',
  },
  retention: {
    range: [0.8, 0.95],
    decimals: true,
    default: 0.9,
    help: 'how well to remember: the chance of a right answer at which a question comes back',
  },
  confidence: {
    values: ['off', 'on'],
    default: 'off',
    help: 'ask before each verdict whether you are sure; sure mistakes come back at once',
  },
  questions: {
    range: [1, 100],
    default: 10,
    help: 'questions in a quiz',
  },
} as const satisfies Record<string, Setting>;

type Setting = { help: string } & (
  | { values: readonly string[]; default: string }
  | { range: readonly [least: number, most: number]; decimals?: true; default: number }
);

export type SettingName = keyof typeof SETTINGS;

type ValueOf<S> = S extends { values: readonly (infer V)[] } ? V : number;
export type Settings = { [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> };

/** Reads a typed value for a setting. Undefined when it is not one of those allowed. */
export function parseSetting(name: SettingName, text: string): string | number | undefined {
  const setting: Setting = SETTINGS[name];
  if ('values' in setting) return setting.values.find((value) => value === text.toLowerCase());
  const [least, most] = setting.range;
  const number = Number(text);
  const fits = setting.decimals ? text.trim() !== '' && Number.isFinite(number) : Number.isInteger(number);
  return fits && number >= least && number <= most ? number : undefined;
}

/** What a setting may be, in words. */
export function allowed(name: SettingName): string {
  const setting: Setting = SETTINGS[name];
  return 'values' in setting
    ? setting.values.join(', ')
    : `${setting.decimals ? 'a number' : 'a whole number'} from ${setting.range.join(' to ')}`;
}

/** The stored settings with defaults for those that are missing or not allowed. */
export function settingsFrom(stored: unknown): Settings {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const entries = (Object.keys(SETTINGS) as SettingName[]).map((name) => [
    name,
    readStored(name, Object.hasOwn(given, name) ? given[name] : undefined) ?? SETTINGS[name].default,
  ]);
  return Object.fromEntries(entries) as Settings;
}

function readStored(name: SettingName, value: unknown): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? parseSetting(name, String(value))
    : undefined;
}
