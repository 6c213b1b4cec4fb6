/** How many of the latest fingerprints are kept for the next start. */
const RECENT = 512;

/** Which event ids have been seen, in little memory: 53 bits of each. */
export class Fingerprints {
  private readonly seen: Set<number>;

  constructor(recent: readonly number[] = []) {
    this.seen = new Set(recent);
  }

  /** Notes an id; answers whether it is new. */
  add(id: string): boolean {
    const print = fingerprint(id);
    if (this.seen.has(print)) return false;
    this.seen.add(print);
    return true;
  }

  /** The latest ones. */
  recent(): number[] {
    return [...this.seen].slice(-RECENT);
  }
}

/** A 53-bit hash (cyrb53 by bryc, public domain). */
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
  return 4294967296 * (2097151 & (h2 >>> 0)) + (h1 >>> 0);
}
