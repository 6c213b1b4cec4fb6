const HOUR = 3_600_000;

/** What is told about lines of the log that could not be read. */
export function damageNotice(lines: number, copy: string): string {
  const [what, counts] = lines === 1 ? ['A line', 'counts'] : [`${lines} lines`, 'count'];
  return `${what} of your answers could not be read and ${counts} for nothing; a copy is in ${copy}. Everything else is there.`;
}

/** What is told when the clock is behind the last answer; undefined when it is not. */
export function clockNotice(latest: string | undefined, now: Date): string | undefined {
  if (latest === undefined || Date.parse(latest) - now.getTime() < HOUR) return undefined;
  const days = `Your last answer is dated ${latest.slice(0, 10)}, but this computer says ${now.toISOString().slice(0, 10)}.`;
  return `${days} Check its clock; nothing is lost.`;
}
