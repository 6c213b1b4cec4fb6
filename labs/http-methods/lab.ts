import { openHttpDoor } from '../../src/lab/http-door.ts';
import type { Lab, Scene, Stage } from '../../src/lab/lab.ts';
import { checks } from './checks/index.ts';
import { openShop } from './shop/shop.ts';
import { summary } from './summary.ts';
import { cablePost, cablePut } from './tasks/cable-change.ts';
import { cableDelete } from './tasks/cable-delete.ts';
import { cableSafe } from './tasks/cable-safe.ts';
import { DOOR } from './tasks/look.ts';
import { lostUpdate } from './tasks/lost-update.ts';
import { notModified } from './tasks/not-modified.ts';
import { refusals } from './tasks/refusals.ts';
import { create, patch, replace } from './tasks/upstairs.ts';

/** The bookshop with a bad cable. */
async function open(stage: Stage): Promise<Scene> {
  const { handle, books, cellarBook } = openShop(() => stage.random());
  const door = await openHttpDoor(stage, { name: DOOR, what: 'Mina’s bookshop', handle });
  return {
    doors: [door],
    tasks: {
      create,
      replace: (events) => replace(events, books),
      patch: (events) => patch(events, books),
      'not-modified': notModified,
      'lost-update': lostUpdate,
      refusals,
      'cable-put': (events) => cablePut(events, cellarBook),
      'cable-post': cablePost,
      'cable-delete': cableDelete,
      'cable-safe': (events) => cableSafe(events, cellarBook),
    },
    summary,
  };
}

export default { explore: { open }, build: { checks } } satisfies Lab;
