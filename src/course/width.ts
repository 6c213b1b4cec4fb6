import stringWidth from 'fast-string-width';

/**
 * Characters of one cell each: ASCII, Latin letters, and the dashes, quotes, boxes and marks that we draw ourselves. To ask
 * the library costs two milliseconds the first time, which every start would pay.
 */
export const NARROW =
  /^[ -~\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2193\u21aa\u2500-\u25fc\u2714\u2718\u276f]*$/;

/** Terminal cells that `text` takes: wide characters count two, escape sequences none. */
export function cellWidth(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}
