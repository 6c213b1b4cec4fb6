import type { Lab, Scene, Stage } from '../../src/lab/lab.ts';
import { Bench } from './bench.ts';
import { build } from './build/build.ts';
import { Desk } from './desk.ts';
import { Iron } from './iron/iron.ts';
import { Laptop } from './laptop.ts';
import { spreadNews } from './news.ts';
import { summary } from './summary.ts';
import { data, table } from './tasks/ending.ts';
import { application, system } from './tasks/patching.ts';
import { desk, install, machine, push } from './tasks/running.ts';
import { words } from './words.ts';

/** One guestbook on three clouds. */
async function open(stage: Stage): Promise<Scene> {
  const world = {
    iron: new Iron(stage),
    bench: new Bench(stage),
    desk: new Desk(stage),
    laptop: new Laptop(stage),
  };
  const doors = [
    await world.desk.open(),
    await world.bench.open(),
    await world.iron.open(),
    await world.laptop.open(),
  ];
  spreadNews(stage, world);
  return {
    doors,
    tasks: { desk, push, machine, install, system, application, data, table },
    words: words(doors, () => world.iron.rented),
    summary,
  };
}

export default { explore: { open }, build } satisfies Lab;
