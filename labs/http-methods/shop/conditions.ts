import type { Request } from '../../../src/lab/http-door.ts';
import { Refused } from './refused.ts';

/**
 * Looks at `If-Match` and `If-None-Match` in the order of RFC 9110 §13.2.2. `tag` is the present entity tag, undefined where
 * nothing is. Answers `unchanged` when a 304 is due. Throws Refused with 412. To be asked last, when the request would
 * otherwise succeed (§13.2.1).
 */
export function checkConditions(request: Request, tag: string | undefined): 'go on' | 'unchanged' {
  const match = request.header('if-match');
  // Strong comparison: a weak tag never matches.
  if (match !== undefined && !(tag !== undefined && (match.trim() === '*' || tagsIn(match).includes(tag)))) {
    throw new Refused(412, 'If-Match: this is not the version that you have seen. Nothing was changed.');
  }
  const noneMatch = request.header('if-none-match');
  if (noneMatch === undefined || tag === undefined) return 'go on';
  // Weak comparison: the mark for weakness does not count.
  const same = noneMatch.trim() === '*' || tagsIn(noneMatch).some((each) => each.replace('W/', '') === tag);
  if (!same) return 'go on';
  if (request.method === 'GET' || request.method === 'HEAD') return 'unchanged';
  throw new Refused(412, 'If-None-Match: there is something here already. Nothing was changed.');
}

/** The entity tags in a field; what is no tag, such as a word without quotation marks, is passed over. */
export function tagsIn(value: string): string[] {
  return value.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];
}
