/** One line of a benchmark's report. */
export interface Row {
  name: string;
  value: string;
  /** What the design asks for. */
  limit?: string;
  holds?: boolean;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Prints rows in columns; answers whether every limit holds. */
export function report(title: string, rows: Row[]): boolean {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${title}`);
  for (const { name, value, limit, holds } of rows) {
    const verdict = limit ? `  ${limit}  ${holds ? 'holds' : 'DOES NOT HOLD'}` : '';
    console.log(`  ${name.padEnd(width)}  ${value}${verdict}`);
  }
  return rows.every(({ holds }) => holds !== false);
}
