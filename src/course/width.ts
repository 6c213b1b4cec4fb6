import stringWidth from 'fast-string-width';

/** Terminal cells that `text` takes: wide characters count two, escape sequences none. */
export function cellWidth(text: string): number {
  // Most texts are plain ASCII, and this is asked for every line.
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}
