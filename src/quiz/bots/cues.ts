import { plainText } from '../../course/prose.ts';

/** What gives test-wise people a hint (Millman, Bishop & Ebel 1965), each as a number per text. */

const ABSOLUTE =
  /\b(?:always|never|all|only|must|none|every|each|any(?:body|one|thing)?|no|nobody|nothing|impossible|exactly)\b/gi;
const HEDGE =
  /\b(?:usually|may|might|can|could|often|typically|generally|normally|sometimes|some|most(?:ly)?|likely|probably|tends?)\b/gi;

/** Characters as shown, without the marks of Markdown. */
export function length(text: string): number {
  return [...plainText(text)].length;
}

/** Words such as "always". */
export function absolutes(text: string): number {
  return (text.match(ABSOLUTE) ?? []).length;
}

/** Words such as "usually". */
export function hedges(text: string): number {
  return (text.match(HEDGE) ?? []).length;
}

/** Digits, code spans, commas and brackets: signs of an author who wants to be exact. */
export function specifics(text: string): number {
  return (
    (text.match(/\d/g) ?? []).length +
    (text.match(/`[^`]+`/g) ?? []).length +
    (text.match(/[,;(]/g) ?? []).length
  );
}

/** How a text looks: whether it has code, quotes, a capital at its start, a full stop, brackets, a line break. */
export function format(text: string): string {
  return [/`/, /["“]/, /^\W*\p{Lu}/u, /[.!]$/, /[()]/, /\n/]
    .map((sign) => (sign.test(text.trim()) ? 1 : 0))
    .join('');
}

/** Words that carry meaning, cut to their stems roughly (first six letters without the commonest endings). */
export function stems(text: string): Set<string> {
  const words =
    plainText(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  return new Set(
    words
      .filter((word) => !COMMON.has(word))
      .map((word) => word.replace(/(?:ing|ed|es|s|ly|er)$/, '').slice(0, 6)),
  );
}

/** How many of `a` are in `b`. */
export function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((each) => b.has(each)).length;
}

const COMMON = new Set(
  `the and for are was were has have had not but with that this these those from they them their its his her she him
  you your our who whom which what when where why how into onto out off over under than then there here one two both
  other another such same own too very will would shall should does did done been being because since after before
  while until without within between about also only more most less least each every all any some none can may might
  must could`.split(/\s+/),
);
