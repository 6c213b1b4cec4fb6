import type { Stage } from '../../src/lab/lab.ts';
import type { Bench } from './bench.ts';
import type { Desk } from './desk.ts';
import { CLOUDS } from './grid.ts';
import type { Iron } from './iron/iron.ts';
import { KERNEL } from './kernel.ts';
import type { Laptop } from './laptop.ts';
import { heard, say } from './said.ts';
import { isSigning, seen } from './tasks/look.ts';

export const NEWS = 'news';
const NOTICES = {
  kernel: `SECURITY NOTICE 1. Where: the operating system, kernel before ${KERNEL.mended}. Danger: any program can become administrator. To do: install the update, then restart.`,
  guestbook:
    'SECURITY NOTICE 2. Where: the application, guestbook 1.0. Danger: what somebody writes into it becomes part of the page, scripts included. To do: run guestbook 1.1.',
};

interface World {
  iron: Iron;
  bench: Bench;
  desk: Desk;
  laptop: Laptop;
}

/**
 * Lets weaknesses become known: one of the operating system once all three guestbooks have been signed, one of the guestbook
 * once the rented machine is patched. Each provider then does its own part, and no more.
 */
export function spreadNews(stage: Stage, world: World): void {
  const told = new Set<string>();
  const once = (notice: keyof typeof NOTICES, act: () => void) => {
    if (told.has(notice)) return;
    told.add(notice);
    // What brought it about is told before its consequences.
    queueMicrotask(() => {
      if (stage.signal.aborted) return;
      say(stage, NEWS, 'notice', { about: `(${notice})`, text: NOTICES[notice] });
      world.laptop.receive(NOTICES[notice]);
      act();
    });
  };
  stage.closing.add(
    stage.log.onEvent(() => {
      if (told.size === Object.keys(NOTICES).length) return;
      const { events } = stage.log;
      const all = seen(events);
      if (CLOUDS.every((cloud) => all.some((each) => isSigning(each, cloud))))
        once('kernel', () => kernel(world));
      if (heard(events, 'iron', 'runs')) once('guestbook', () => guestbook(stage, world));
    }),
  );
}

function kernel({ iron, bench, desk }: World): void {
  iron.isUpdateOut = true;
  desk.patchSystem();
  void bench.patchSystem();
}

function guestbook(stage: Stage, { desk, laptop }: World): void {
  laptop.isMendedOut = true;
  desk.patchApplication();
  desk.receiveSpam();
  say(stage, 'iron', 'replaced', { what: 'a broken disk under your machine', note: '(the provider did it)' });
}
