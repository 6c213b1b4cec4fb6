import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import envPaths from 'env-paths';
import { reason, StoreError } from './error.ts';

/** The data folder: the one given, else `BACKEND_TUTOR_HOME`, else the platform's usual place for settings. */
export function dataFolder(given: string | undefined, env: NodeJS.ProcessEnv): string {
  const chosen = given || env.BACKEND_TUTOR_HOME;
  return chosen ? resolve(chosen) : envPaths('backend-tutor', { suffix: '' }).config;
}

/** Makes the folder, private to the user. Throws StoreError when that is impossible. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StoreError(
      `The data folder ${folder} cannot be made: ${reason(error)}. Name another one with --data-dir.`,
      error,
    );
  }
}
