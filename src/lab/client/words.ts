/** Splits a line as a shell does: at spaces, except inside quotes. A quote that is never closed is a plain character. */
export function splitWords(line: string): { word: string; at: number }[] {
  const found: { word: string; at: number }[] = [];
  let place = 0;
  while (place < line.length) {
    if (/\s/.test(line[place]!)) {
      place++;
      continue;
    }
    const at = place;
    let word = '';
    while (place < line.length && !/\s/.test(line[place]!)) {
      const quote = line[place]!;
      const close = quote === '"' || quote === "'" ? closing(line, place) : -1;
      if (close === -1) {
        word += quote;
        place++;
      } else {
        const inside = line.slice(place + 1, close);
        word += quote === '"' ? inside.replace(/\\(["\\])/g, '$1') : inside;
        place = close + 1;
      }
    }
    found.push({ word, at });
  }
  return found;
}

/** Where the quote at `from` ends, or -1. Between double quotes, a backslash takes away the meaning of the next one. */
function closing(line: string, from: number): number {
  for (let place = from + 1; place < line.length; place++) {
    if (line[from] === '"' && line[place] === '\\') place++;
    else if (line[place] === line[from]) return place;
  }
  return -1;
}
