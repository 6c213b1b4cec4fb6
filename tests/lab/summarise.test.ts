import { expect, test } from 'vitest';
import { summariseEvent } from '../../src/lab/summarise.ts';
import type { DnsExchange } from '../../src/lab/wire.ts';

const record = (type: string, data: string) => ({ name: 'shop.test', type, ttl: 60, data });
const soa = record('SOA', 'ns.shop.test mina.shop.test 20260101 7200 3600 1209600 60');

test.each<[string, Partial<DnsExchange>, string]>([
  ['an address', { records: [record('A', '127.0.0.1')] }, 'NOERROR, 127.0.0.1 (TTL 60)'],
  ['from memory', { cached: true, records: [record('A', '127.0.0.1')] }, 'NOERROR from the cache, 127.0.0.1'],
  ['a referral', { records: [record('NS', 'ns.shop.test')] }, 'NOERROR, ask ns.shop.test (TTL 60)'],
  ['servers, when asked for', { type: 'NS', records: [record('NS', 'a.test')] }, 'NOERROR, a.test (TTL 60)'],
  ['no such type', { type: 'MX', records: [soa] }, 'NOERROR, no record of this type (TTL 60)'],
  ['no such name', { code: 'NXDOMAIN', records: [soa] }, 'NXDOMAIN, no such name (TTL 60)'],
  ['the SOA, when asked for', { type: 'SOA', records: [soa] }, 'NOERROR, ns.shop.test mina.shop.test'],
  ['cut short', { truncated: true, records: [] }, 'NOERROR, cut short (flag tc)'],
  ['nothing', { code: 'REFUSED', records: [] }, 'over UDP, REFUSED'],
])('the answer of a name server in a line: %s', (_, event, wanted) => {
  const exchange: DnsExchange = {
    kind: 'dns',
    n: 1,
    at: 0,
    door: 'root',
    over: 'udp',
    name: 'shop.test',
    type: 'A',
    code: 'NOERROR',
    records: [],
    ...event,
  };
  expect(summariseEvent(exchange)).toContain(wanted);
});

test('many long records take one line', () => {
  const records = Array.from({ length: 8 }, () => record('TXT', 'word '.repeat(40)));
  const line = summariseEvent({
    kind: 'dns',
    n: 1,
    at: 0,
    door: 'resolver',
    over: 'tcp',
    name: 'catalogue.shop.test',
    type: 'TXT',
    code: 'NOERROR',
    records,
  });
  expect(line).toMatch(/… \(TTL 60\) and 7 more$/);
  expect(line.length).toBeLessThan(160);
});
