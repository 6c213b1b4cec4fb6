/** Text for the inside of an element or of a quoted attribute: courses come from strangers. */
export function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/** A table whose first column names its rows. Cells are markup, everything else is text. */
export function table(caption: string, header: string[], rows: string[][]): string {
  const heads = header.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const body = rows.map(([name, ...cells]) => {
    const rest = cells.map((cell) => `<td>${cell}</td>`).join('');
    return `<tr><th scope="row">${name}</th>${rest}</tr>`;
  });
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>
${body.join('\n')}
</tbody></table>`;
}

/** A drawing with a name for those who cannot see it. `body` is markup. */
export function drawing(name: string, width: number, height: number, body: string): string {
  return `<svg role="img" aria-label="${escaped(name)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}</svg>`;
}

/** `20 November 2026` for a time in this machine's time zone. */
export function longDate(time: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(time);
}
