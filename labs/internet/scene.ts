import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHttpDoor } from '../../src/lab/http-door.ts';
import type { Scene, Stage } from '../../src/lab/lab.ts';
import { AUTHORITY, CERTIFICATE, KEY } from './certificates.ts';
import { Asker } from './dns/asking.ts';
import { openNameServer } from './dns/name-server.ts';
import { Resolver } from './dns/resolver.ts';
import { answerFrom } from './dns/zone.ts';
import { SERVER_NAMES, ZONES } from './dns/zones.ts';
import { desk } from './naming.ts';
import { openBell, openEmptyPort } from './ports.ts';
import { nameWord, resolveWord } from './prompt.ts';
import { shop } from './shop.ts';
import { summary } from './summary.ts';
import { tasksFor } from './tasks/tasks.ts';

/** Starts the little Internet: four name servers, a shop with and without TLS, a bell, and an empty port. */
export async function openScene(stage: Stage): Promise<Scene> {
  const hosts = ['shop.test', 'www.shop.test'];
  const plainShop = await openHttpDoor(stage, {
    name: 'shop',
    what: 'the bookshop by HTTP',
    hosts,
    handle: shop,
  });
  const file = join(stage.folder(), 'lab-ca.pem');
  writeFileSync(file, AUTHORITY);
  const secure = await openHttpDoor(stage, {
    name: 'secure',
    what: `the same by HTTPS; its authority: ${file}`,
    hosts,
    tls: { key: KEY, cert: CERTIFICATE },
    handle: shop,
  });
  const notes = await openHttpDoor(stage, {
    name: 'desk',
    what: 'takes notes: which step a failure came from',
    handle: desk(stage.log),
  });

  const own = new Set<number>();
  const zoneServer = (name: keyof typeof ZONES, door: string, what: string) =>
    openNameServer(stage, { name: door, what, own, answer: (question) => answerFrom(ZONES[name], question) });
  const root = await zoneServer('root', 'root', 'name server of the root zone');
  const test = await zoneServer('test', 'test', 'name server of the zone test');
  const mina = await zoneServer('shop', 'mina', 'name server of the zone shop.test');
  const asker = new Asker(stage);
  const portOf = new Map([
    [SERVER_NAMES.root, root.port],
    [SERVER_NAMES.test, test.port],
    [SERVER_NAMES.shop, mina.port],
  ]);
  const memory = new Resolver({
    asker,
    now: stage.now,
    root: root.port,
    portOf: (server) => portOf.get(server),
    from(port) {
      own.add(port);
      return () => own.delete(port);
    },
  });
  const resolver = await openNameServer(stage, {
    name: 'resolver',
    what: 'recursive name server with a cache',
    own,
    answer: (question, recursionDesired) => memory.answer(question, recursionDesired),
  });

  const bell = await openBell(stage);
  const empty = await openEmptyPort(stage);
  const ports = { resolver: resolver.port, root: root.port, test: test.port, mina: mina.port };
  return {
    doors: [plainShop, secure, resolver, root, test, mina, bell, empty, notes],
    tasks: tasksFor({ empty: empty.port }),
    words: { resolve: resolveWord(asker, ports), name: nameWord(stage.log) },
    authority: AUTHORITY,
    summary,
    async resolve(name, type) {
      const { packet } = await asker.ask({ name, type, port: resolver.port, recursion: true });
      const code = (packet as { rcode?: string }).rcode;
      if (code !== 'NOERROR') throw new Error(`Could not resolve ${name}: ${code}. No connection was tried.`);
      return (packet.answers ?? [])
        .filter((each) => each.type === type)
        .map((each) => (each as { data: string }).data);
    },
  };
}
