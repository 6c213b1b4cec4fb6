import type { Build } from '../../../src/lab/lab.ts';
import { name } from '../names.ts';
import { config } from './checks/config.ts';
import { crash } from './checks/crash.ts';
import { health } from './checks/health.ts';
import { logs } from './checks/logs.ts';
import { port } from './checks/port.ts';
import { sigterm } from './checks/sigterm.ts';
import { stateless } from './checks/stateless.ts';
import { Store } from './store.ts';

/** The contract between a platform and a program, checked. */
export const build: Build = {
  async open(stage) {
    return { STORE_URL: await Store.open(stage), GREETING: `Welcome, says ${name(stage, 'cat')}` };
  },
  checks: { port, config, logs, health, stateless, sigterm, crash },
};
