import wasm from 'node-sqlite3-wasm';

/** A fresh SQLite database in memory, after running `setup`. Foreign keys are enforced, as the course switches them on. */
export function sqlite(setup: string): InstanceType<typeof wasm.Database> {
  const db = new wasm.Database(':memory:');
  db.exec('PRAGMA foreign_keys = ON');
  db.exec(setup);
  return db;
}

/** All rows of a statement. */
export function rows(
  db: InstanceType<typeof wasm.Database>,
  sql: string,
  values?: (string | number | null)[],
): Record<string, unknown>[] {
  return db.all(sql, values) as Record<string, unknown>[];
}

/** The message with which SQLite refuses a statement; undefined when it takes it. */
export function refusal(db: InstanceType<typeof wasm.Database>, sql: string): string | undefined {
  try {
    db.exec(sql);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
