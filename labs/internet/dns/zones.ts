import type { Answer } from 'dns-packet';
import { LOOPBACK } from '../../../src/lab/listen.ts';
import type { Zone } from './zone.ts';

/** How long an answer about the shop may be remembered, in seconds. */
export const TTL = 300;
/** How long a "no such name" may. */
const NEGATIVE_TTL = 60;
const LONG = 86_400;

const address = (name: string, ttl: number): Answer => ({ name, type: 'A', ttl, data: LOOPBACK });
const server = (name: string, data: string): Answer => ({ name, type: 'NS', ttl: LONG, data });
const start = (name: string, mname: string): Answer => ({
  name,
  type: 'SOA',
  ttl: NEGATIVE_TTL,
  data: {
    mname,
    rname: 'mina.shop.test',
    serial: 2026_01_01,
    refresh: 7200,
    retry: 3600,
    expire: 1_209_600,
    minimum: NEGATIVE_TTL,
  },
});

/** Answers that do not fit into one UDP message. */
const CATALOGUE = [
  'The Atlas of Lost Packets. For everybody who has ever said that the line was dead. 412 maps, of which 3 did not arrive and were sent again by the publisher.',
  'Ports of Call. A cruise along all 65536 harbours, from the crowded quays at 80 and 443 to islands where nobody listens and every ship is turned away at once.',
  'One Hundred Labels of Solitude. A family saga in 63 octets per generation, in which nobody reads names from the right and everybody ends up at the wrong house.',
  'The Count of Time To Live. He was locked away with 300 seconds on his sleeve. Each visitor finds him a little older, and then one day somebody asks anew.',
  'Certificates for Beginners. Who are you, who says so, and why should I believe them? With an appendix on padlocks, and what thieves are able to buy.',
  'Nine Steps to the Page. A short walk from the Enter key to the screen. Wear good shoes; on a second visit the author starts at the seventh step.',
  'Not Found, a mystery. The inspector arrives, the butler answers the door, the butler says 404. So the house is there, and so is the butler. What is not?',
  'Cooking with Octets. Eight bits, no more, no less. Includes the famous layer cake: four layers in this edition, seven in the one for reference.',
];

/** The zones of this little Internet. All their servers have one address, 127.0.0.1, and differ in the port. */
export const ZONES: Record<'root' | 'test' | 'shop', Zone> = {
  root: {
    apex: '',
    records: [
      start('.', 'root.ns.test'),
      server('.', 'root.ns.test'),
      server('test', 'tld.ns.test'),
      address('root.ns.test', LONG),
      address('tld.ns.test', LONG),
    ],
  },
  test: {
    apex: 'test',
    records: [
      start('test', 'tld.ns.test'),
      server('test', 'tld.ns.test'),
      server('shop.test', 'ns.shop.test'),
      address('ns.shop.test', LONG),
      address('root.ns.test', LONG),
      address('tld.ns.test', LONG),
    ],
  },
  shop: {
    apex: 'shop.test',
    records: [
      start('shop.test', 'ns.shop.test'),
      server('shop.test', 'ns.shop.test'),
      address('shop.test', TTL),
      address('www.shop.test', TTL),
      address('ns.shop.test', LONG),
      ...CATALOGUE.map(
        (data): Answer => ({ name: 'catalogue.shop.test', type: 'TXT', ttl: TTL, data: [data] }),
      ),
    ],
  },
};

/** The name by which each zone's server is known in the records. */
export const SERVER_NAMES = { root: 'root.ns.test', test: 'tld.ns.test', shop: 'ns.shop.test' };
