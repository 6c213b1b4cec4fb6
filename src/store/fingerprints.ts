/** How many of the latest fingerprints are kept for the next start. */
const RECENT = 512;

/**
 * Which event ids have been seen, in little memory: 53 bits of each, in a table that is at most half full, where an id
 * that finds its place taken goes to the next free one. A Set would take five times as much for a million ids.
 */
export class Fingerprints {
  private table = new Float64Array(2 * RECENT);
  private size = 0;
  /** The latest ones, each at its number in the order of arrival modulo RECENT. */
  private readonly latest = new Float64Array(RECENT);

  constructor(recent: readonly number[] = []) {
    for (const print of recent) this.note(print);
  }

  /** Notes an id; answers whether it is new. */
  add(id: string): boolean {
    return this.note(fingerprint(id));
  }

  /** Forgets all of them, and keeps the room for as many. */
  clear(): void {
    this.table.fill(0);
    this.size = 0;
  }

  /** The latest ones, the oldest first. */
  recent(): number[] {
    const count = Math.min(this.size, RECENT);
    return Array.from({ length: count }, (_, n) => this.latest[(this.size - count + n) % RECENT]!);
  }

  private note(print: number): boolean {
    const place = placeFor(this.table, print);
    if (this.table[place] === print) return false;
    this.table[place] = print;
    this.latest[this.size % RECENT] = print;
    this.size++;
    if (2 * this.size > this.table.length) this.grow();
    return true;
  }

  private grow(): void {
    const larger = new Float64Array(2 * this.table.length);
    for (const print of this.table) if (print !== 0) larger[placeFor(larger, print)] = print;
    this.table = larger;
  }
}

/** Where a fingerprint stands in a table, or would stand. */
function placeFor(table: Float64Array, print: number): number {
  const last = table.length - 1;
  // The length is a power of two, so these are the lowest bits.
  for (let place = (print >>> 0) & last; ; place = (place + 1) & last) {
    if (table[place] === print || table[place] === 0) return place;
  }
}

/** A 53-bit hash (cyrb53 by bryc, public domain), never 0, which marks a free place. */
function fingerprint(text: string): number {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return 4294967296 * (2097151 & (h2 >>> 0)) + (h1 >>> 0) || 1;
}
