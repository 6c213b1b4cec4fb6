import { cleanText } from '../course/clean.ts';
import { distance } from '../quiz/typed.ts';
import { UserError } from './environment.ts';

/** The command that lists all names of a kind. */
const LISTS: Record<string, string> = {
  backup: 'restore',
  command: '--help',
  lab: 'lab',
  module: 'list',
  option: '--help',
  setting: 'config',
  term: 'glossary',
};

/** So many names are told at once. */
const FEW = 8;

/**
 * The name that `given` stands for: itself, or the only one that begins with it. Throws a UserError (exit code 2)
 * that names what was probably meant.
 */
export function resolveName(kind: string, given: string, names: readonly string[]): string {
  const wanted = given.toLowerCase();
  if (names.includes(wanted)) return wanted;
  const begun = names.filter((name) => name.startsWith(wanted));
  if (wanted !== '' && begun.length === 1) return begun[0]!;
  if (wanted !== '' && begun.length > 1) {
    throw new UserError(`"${shown(given)}" could be ${list(begun)}. Type more of the ${kind}'s name.`, 2);
  }
  throw unknownName(kind, given, names);
}

/** That there is no such name, with those that are near it, or where to find them all. */
export function unknownName(kind: string, given: string, names: readonly string[]): UserError {
  return new UserError(`There is no ${kind} "${shown(given)}". ${suggest(kind, given, names)}`, 2);
}

function suggest(kind: string, given: string, names: readonly string[]): string {
  if (names.length <= FEW) return `There is ${list(names)}.`;
  const near = nearest(given.toLowerCase(), names);
  if (near.length > 0) return `Did you mean ${list(near)}?`;
  const command = LISTS[kind];
  return command === undefined ? `There is ${list(names)}.` : `backend-tutor ${command} shows them all.`;
}

/** At most three names that differ from what is wanted, or from the part of it typed so far, by a slip or two. */
function nearest(wanted: string, names: readonly string[]): string[] {
  if (wanted.length < 2) return [];
  const slips = wanted.length < 3 ? 0 : Math.max(1, Math.floor(wanted.length / 3));
  return names
    .map((name) => ({ name, far: howFar(wanted, name) }))
    .filter(({ far }) => far <= slips)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Edits from `wanted` to the name, to a word in it, or to the beginning of either. */
function howFar(wanted: string, name: string): number {
  const tails = [...name.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(({ index }) => name.slice(index));
  const lengths = [wanted.length - 1, wanted.length, wanted.length + 1];
  return Math.min(
    ...[name, ...tails].flatMap((tail) => lengths.map((n) => distance(wanted, tail.slice(0, n)))),
  );
}

function shown(given: string): string {
  return cleanText(given).slice(0, 40);
}

function list(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? 'none';
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
