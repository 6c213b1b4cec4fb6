// Runs after `npm install`, also for `npm install -g .`, which links this folder without installing what builds it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(`${root}node_modules/esbuild`)) {
  // npm hands its own flags down by the environment; this install is for this folder, not a global one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(global|prefix|location|local_prefix)$/i.test(name),
    ),
  );
  const { status } = spawnSync('npm', ['install', '--include=dev', '--ignore-scripts'], {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
await import('./build.js');
