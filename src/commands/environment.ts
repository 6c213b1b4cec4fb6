import type { ReadStream, WriteStream } from 'node:tty';

/** The options that every command takes. */
export interface Options {
  plain?: boolean;
  /** False when `--no-color` was given. */
  color: boolean;
  course?: string;
  dataDir?: string;
  json?: boolean;
}

/** All that a command may know of the process it runs in. */
export interface Environment {
  options: Options;
  env: NodeJS.ProcessEnv;
  stdin: ReadStream;
  stdout: WriteStream;
  stderr: WriteStream;
  /** Aborts when the process is told to end (SIGTERM, SIGHUP). */
  stop: AbortSignal;
  /** The installed package. */
  packageDir: URL;
}

/** Something that the user can mend; its message is one plain sentence. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
    readonly details: string[] = [],
  ) {
    super(message);
    this.name = 'UserError';
  }
}
