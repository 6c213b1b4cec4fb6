import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { BIN, NODE, WARNING } from './terminal.ts';

export interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

export interface PlainOptions {
  home: string;
  input?: string;
  env?: Record<string, string>;
}

/** Runs the program without a terminal, gives it all its input, and waits for its end. */
export function plain(args: string[], { home, input = '', env = {} }: PlainOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, [BIN, ...args], {
      cwd: home,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        BACKEND_TUTOR_HOME: join(home, 'data'),
        LANG: 'C.UTF-8',
        ...env,
      },
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.stdin.on('error', () => {});
    child.on('close', (code) => {
      if (WARNING.test(err)) reject(new Error(`The program lets Node warn its user: ${err}`));
      else resolve({ code, out, err });
    });
    child.stdin.end(input);
  });
}
