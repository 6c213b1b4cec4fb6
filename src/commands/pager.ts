import { spawn } from 'node:child_process';
import { wantsPlain } from '../screen/open.ts';
import type { Environment } from './environment.ts';

/** Shows a long text: through the user's pager on a terminal, else as it is. */
export async function showText(text: string, environment: Environment): Promise<void> {
  const { options, env, stdout } = environment;
  if (stdout.isTTY && !wantsPlain(options.plain, env)) await page(text, environment);
  else stdout.write(text);
}

/** Sends text through the user's pager, or straight to the terminal when there is none. */
async function page(text: string, { env, stdout }: Environment): Promise<void> {
  const command = env.PAGER?.trim() || 'less -R';
  const shown = await new Promise<boolean>((resolve) => {
    const pager = spawn(command, { shell: true, stdio: ['pipe', 'inherit', 'inherit'] });
    pager.on('error', () => resolve(false));
    // The shell answers 127 when there is no such program.
    pager.on('close', (code) => resolve(code !== 127));
    // A pager may be left before it has read everything.
    pager.stdin.on('error', () => {});
    pager.stdin.end(text);
  });
  if (!shown) stdout.write(text);
}
