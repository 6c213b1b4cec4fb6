/**
 * Characters that could drive the terminal or disguise text: C0 and C1 controls except tab and newline, and the
 * bidirectional overrides and isolates (U+202A–202E, U+2066–2069), also zero-width joiners of lines (U+2028, U+2029).
 */
const DANGEROUS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** `text` without anything that a terminal would obey instead of showing. Tabs become two spaces. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(DANGEROUS, '').replace(/\t/g, '  ');
}

/** Data as JSON on several lines, in which everything that a terminal would obey is escaped, so that nothing of it is lost. */
export function jsonText(data: unknown): string {
  return JSON.stringify(data, null, 2).replace(
    DANGEROUS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Cleans every string inside plain data. Throws RangeError when it is nested deeper than any course needs. */
export function cleanData<T>(data: T, depth = 0): T {
  if (depth > 50) throw new RangeError('nested too deeply');
  if (typeof data === 'string') return cleanText(data) as T;
  if (Array.isArray(data)) return data.map((item) => cleanData(item, depth + 1)) as T;
  if (data !== null && typeof data === 'object') {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [cleanText(key), cleanData(value, depth + 1)]),
    ) as T;
  }
  return data;
}
