import { existsSync, lstatSync, readFileSync, renameSync, type Stats, statSync } from 'node:fs';
import { reason, StoreError } from './error.ts';

/**
 * Makes way where a file of ours should be and something else is: a folder, a link that leads nowhere, a pipe, or (for
 * JSON files) damaged content. What was there is renamed, never deleted. Answers a sentence about it, or undefined.
 * Throws StoreError when it cannot be renamed.
 */
export function makeWay(
  path: string,
  what: string,
  isSound: (path: string) => boolean = () => true,
): string | undefined {
  if (!isTaken(path)) return undefined;
  const fault = faultOf(path, isSound);
  if (fault === undefined) return undefined;
  const aside = freeName(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    throw new StoreError(`${path} is ${fault} and cannot be set aside: ${reason(error)}.`, error);
  }
  return `${what} ${fault}; that is now in ${aside}.`;
}

/** Whether anything is at `path`. Where that must not be known, the reader will complain. */
function isTaken(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function faultOf(path: string, isSound: (path: string) => boolean): string | undefined {
  const target = targetOf(path);
  if (!target) return 'was a link that leads nowhere';
  if (target.isDirectory()) return 'had a folder in its place';
  if (target.isFIFO() || target.isSocket() || target.isBlockDevice()) return 'was no ordinary file';
  return isSound(path) ? undefined : 'was damaged';
}

/** What a path leads to in the end; undefined when that is nothing, or a circle of links. */
function targetOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ELOOP') return undefined;
    throw new StoreError(`${path} cannot be looked at: ${reason(error)}.`, error);
  }
}

/**
 * Whether a file holds a JSON object, which is then handed over. A file that cannot be read is left for the reader to
 * complain about.
 */
export function holdsJsonObject(path: string, take: (object: object) => void = () => {}): boolean {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return true;
  }
  try {
    const data: unknown = JSON.parse(text);
    const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
    if (isObject) take(data);
    return isObject;
  } catch {
    return false;
  }
}

/** A name beside `path` that is not taken. */
export function freeName(path: string): string {
  let name = `${path}.set-aside`;
  for (let n = 2; existsSync(name); n++) name = `${path}.set-aside-${n}`;
  return name;
}
