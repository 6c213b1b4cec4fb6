import type { Foreseen, NumberQuestion, TextQuestion } from '../course/model.ts';

/** Words shorter than this must be typed without a slip: too many of them differ by one letter (PUT, GET, SET). */
const FORGIVEN_LENGTH = 6;

export interface TypedVerdict {
  right: boolean;
  foreseen?: Foreseen;
}

/** Grades a typed word. Case, spaces and one slip in a longer word are forgiven unless the question is `exact`. */
export function gradeText(question: TextQuestion, text: string): TypedVerdict {
  const given = question.exact ? text.trim() : normalise(text);
  const same = (other: string) => given === (question.exact ? other.trim() : normalise(other));
  if (question.accept.some(same)) return { right: true };
  const foreseen = question.wrong?.find(({ match }) => same(match));
  if (foreseen) return { right: false, foreseen };
  const right = !question.exact && question.accept.some((answer) => isSlip(given, normalise(answer)));
  return { right };
}

/** Grades a typed number; accepts `1_000`, `1,000`, `1 000` and the unit after it. */
export function gradeNumber(question: NumberQuestion, text: string): TypedVerdict {
  const given = parseNumber(text);
  if (given === undefined) return { right: false };
  const near = (other: number, tolerance: number) => Math.abs(given - other) <= tolerance + 1e-9;
  if (near(question.answer, question.tolerance ?? 0)) return { right: true };
  const foreseen = question.wrong?.find(({ match }) => {
    const value = parseNumber(match);
    return value !== undefined && near(value, 0);
  });
  return foreseen ? { right: false, foreseen } : { right: false };
}

/**
 * The one number of a text, or undefined. Words may stand before it (`HTTP 304`) and a unit behind it. A comma before exactly
 * three digits groups thousands.
 */
export function parseNumber(text: string): number | undefined {
  const ascii = text.trim().replace(/\u2212/g, '-');
  const [, digits = '', rest = ''] =
    /^(?:\p{L}[\p{L}\s]{0,40}[\s:=]\s{0,3})?[^\d+\-.\p{L}]{0,2}\s*([+-]?(?:\d{1,3}(?:[,_\s]\d{3})+(?!\d)|[\d_]+)?(?:[.,]\d+)?)(.*)/su.exec(
      ascii,
    ) ?? [];
  // Of two numbers nobody knows which one is the answer.
  if (!/\d/.test(digits) || /(?<![\p{L}\d])\d/u.test(rest)) return undefined;
  const bare = digits.replace(/[_\s]/g, '');
  // `0,125` can only be a decimal comma.
  const plain = (/^[+-]?0/.test(bare) ? bare : bare.replace(/,(?=\d{3}(?:\D|$))/g, '')).replace(',', '.');
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[`"'“”‘’]/g, '')
    .replace(/[\s_]+/g, ' ')
    .replace(/\s*([-/:;,.])\s*/g, '$1')
    .replace(/[.,;]$/, '')
    .trim();
}

/** Whether two texts differ by one slip inside one word of at least six letters. */
function isSlip(given: string, wanted: string): boolean {
  const a = given.split(' ');
  const b = wanted.split(' ');
  if (a.length !== b.length) return false;
  const different = b.map((word, i) => [a[i]!, word] as const).filter(([x, y]) => x !== y);
  if (different.length !== 1) return false;
  const [typed, word] = different[0]!;
  return word.length >= FORGIVEN_LENGTH && !/[0-9]/.test(word) && distance(typed, word) === 1;
}

/** Edits between two words: insert, delete, replace, or swap of neighbours (optimal string alignment). */
export function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
