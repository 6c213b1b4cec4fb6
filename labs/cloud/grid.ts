/** Whose work a layer is. */
export type Owner = 'you' | 'provider';
export const CLOUDS = ['iron', 'bench', 'desk'] as const;
export type Cloud = (typeof CLOUDS)[number];
export const ROWS = ['data', 'application', 'runtime', 'os', 'hardware'] as const;
export type Row = (typeof ROWS)[number];

interface Layer {
  owners: Record<Cloud, Owner>;
  /** What happened in this lab that shows it. */
  why: Record<Cloud, string>;
  /** Who says so. */
  rule: string;
}

const NIST = 'NIST SP 800-145 §2';
const bare = (cloud: string) =>
  `You asked ${cloud} for nothing below its own layer, and could not have. The metal is its own.`;

/** The table as it should be. For IaaS, PaaS and SaaS in general, see the definitions of NIST. */
export const GRID: Record<Row, Layer> = {
  data: {
    owners: { iron: 'you', bench: 'you', desk: 'you' },
    why: {
      iron: 'When the machine restarted, the entries in the memory of the program were gone. Nobody but you could have kept them elsewhere.',
      bench:
        'When Bench patched its system, it started your program anew, and the entries in its memory were gone. It takes care of programs, not of what you keep in them.',
      desk: 'The stranger’s hats stayed in your guestbook until you removed them. Desk keeps the entries; what stands there is your affair.',
    },
    rule: 'Microsoft Learn, “Shared responsibility in the cloud”',
  },
  application: {
    owners: { iron: 'you', bench: 'you', desk: 'provider' },
    why: {
      iron: 'The second notice was about the guestbook, and it stayed weak on your machine until you copied 1.1 there.',
      bench:
        'Bench mended its system by itself, but after the second notice the guestbook stayed weak until you pushed another one.',
      desk: 'You never pushed a program to Desk. After the second notice it ran 1.1 without you.',
    },
    rule: NIST,
  },
  runtime: {
    owners: { iron: 'you', bench: 'provider', desk: 'provider' },
    why: {
      iron: 'The fresh machine had no Node. You installed it, so you keep it up to date.',
      bench: 'You pushed one file. Node was there already, and Bench chose which.',
      desk: 'You never learned in which language it is written.',
    },
    rule: NIST,
  },
  os: {
    owners: { iron: 'you', bench: 'provider', desk: 'provider' },
    why: {
      iron: 'After the first notice the old kernel ran until you upgraded and restarted.',
      bench: 'After the first notice Bench patched the kernel without you.',
      desk: 'After the first notice Desk patched the kernel without you.',
    },
    rule: NIST,
  },
  hardware: {
    owners: { iron: 'provider', bench: 'provider', desk: 'provider' },
    why: {
      iron: 'Iron replaced a broken disk under your machine. Nobody asked you for a screwdriver.',
      bench: bare('Bench'),
      desk: bare('Desk'),
    },
    rule: NIST,
  },
};

/** How a row is written. */
export function rowOf(text: string): Row | undefined {
  const wanted = text.toLowerCase().replace(/^operating[- ]?system$/, 'os');
  return ROWS.find((row) => row === wanted);
}

/** Names of rows in sentences. */
export const TITLES: Record<Row, string> = {
  data: 'data',
  application: 'application',
  runtime: 'runtime',
  os: 'operating system',
  hardware: 'hardware',
};

export const NAMES: Record<Cloud, string> = { iron: 'Iron', bench: 'Bench', desk: 'Desk' };

/** A row as it was sent; undefined when it is none. */
export function readOwners(text: string): Record<Cloud, Owner> | undefined {
  try {
    const owners = JSON.parse(text);
    const isRow = CLOUDS.every((cloud) => owners[cloud] === 'you' || owners[cloud] === 'provider');
    return isRow ? owners : undefined;
  } catch {
    return undefined;
  }
}

/** The cells of a row that are wrong, and why. */
export function faults(row: Row, owners: Record<Cloud, Owner>): { cloud: Cloud; why: string }[] {
  const { owners: right, why } = GRID[row];
  return CLOUDS.filter((cloud) => owners[cloud] !== right[cloud]).map((cloud) => ({
    cloud,
    why: why[cloud],
  }));
}
