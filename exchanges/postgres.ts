import { PGlite, type Results } from '@electric-sql/pglite';

interface Refusal {
  severity: string;
  message: string;
  detail?: string;
}

/** Real PostgreSQL, compiled to WebAssembly, with one session and nothing in it. */
export class Postgres {
  readonly #db: PGlite;
  private constructor(db: PGlite) {
    this.#db = db;
  }

  static #shared: Promise<Postgres> | undefined;

  /** The one database that all exchanges share, one after another; starting it takes seconds. */
  static shared(): Promise<Postgres> {
    Postgres.#shared ??= PGlite.create().then((db) => new Postgres(db));
    return Postgres.#shared;
  }

  /** Ends the shared database, if it was started. */
  static async stop(): Promise<void> {
    const db = await Postgres.#shared;
    Postgres.#shared = undefined;
    if (db) await db.#db.close();
  }

  /** Throws away all tables and begins anew. */
  async begin(setup: string): Promise<void> {
    await this.#db.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await this.#db.exec(setup);
  }

  /** The rows of a statement with placeholders. */
  async rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.#db.query<Record<string, unknown>>(sql, values)).rows;
  }

  /** Sends statements one by one, and gives what PostgreSQL's own client would print. */
  async psql(sql: string): Promise<string> {
    const said: string[] = [];
    for (const statement of statements(sql)) {
      try {
        for (const result of await this.#db.exec(statement)) said.push(reply(result));
      } catch (error) {
        const { severity, message, detail } = error as Refusal;
        said.push(`${severity}:  ${message}`, ...(detail ? [`DETAIL:  ${detail}`] : []));
      }
    }
    return said.join('\n');
  }
}

/** The single statements of a text; none of the course has a semicolon inside quotes. */
const statements = (sql: string): string[] =>
  sql
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** The command tag, or a table in psql's layout without trailing spaces and without the count of rows. */
function reply(result: Results & { command?: string }): string {
  if (result.fields.length === 0) {
    const counted = ['INSERT', 'UPDATE', 'DELETE'].includes(result.command ?? '');
    const zero = result.command === 'INSERT' ? ' 0' : '';
    return counted ? `${result.command}${zero} ${result.affectedRows}` : result.command!;
  }
  const names = result.fields.map(({ name }) => name);
  const rows = result.rows as Record<string, unknown>[];
  const text = (value: unknown) => (value === null ? '' : String(value));
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => text(row[name]).length)));
  const centred = (name: string, width: number) => {
    const free = width - name.length;
    return name.padStart(name.length + Math.floor(free / 2)).padEnd(width);
  };
  const cell = (value: unknown, width: number) =>
    typeof value === 'number' ? text(value).padStart(width) : text(value).padEnd(width);
  const line = (cells: string[]) => ` ${cells.join(' | ')}`.trimEnd();
  return [
    line(names.map((name, i) => centred(name, widths[i]!))),
    widths.map((width) => '-'.repeat(width + 2)).join('+'),
    ...rows.map((row) => line(names.map((name, i) => cell(row[name], widths[i]!)))),
  ].join('\n');
}
