import { cleanText } from '../course/clean.ts';
import { distance } from '../quiz/typed.ts';
import { UserError } from './environment.ts';

/**
 * The name that `given` stands for: itself, or the only one that begins with it. Throws a UserError (exit code 2)
 * that names what was probably meant.
 */
export function resolveName(kind: string, given: string, names: readonly string[]): string {
  const wanted = given.toLowerCase();
  if (names.includes(wanted)) return wanted;
  const begun = names.filter((name) => name.startsWith(wanted));
  if (wanted !== '' && begun.length === 1) return begun[0]!;
  const shown = cleanText(given).slice(0, 40);
  if (wanted !== '' && begun.length > 1) {
    throw new UserError(`"${shown}" could be ${list(begun)}. Type more of the ${kind}'s name.`, 2);
  }
  throw new UserError(`There is no ${kind} "${shown}". ${suggest(wanted, names)}`, 2);
}

function suggest(wanted: string, names: readonly string[]): string {
  if (names.length <= 8) return `There is ${list(names)}.`;
  const nearest = names
    .map((name) => ({ name, far: distance(wanted, name.slice(0, wanted.length + 1)) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3);
  return `Did you mean ${list(nearest.map(({ name }) => name))}?`;
}

function list(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? 'none';
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
