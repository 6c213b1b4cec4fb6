import { DONE, notYet, type Verdict } from '../../../src/lab/verdict.ts';
import type { DnsExchange, WireEvent } from '../../../src/lab/wire.ts';
import { plain } from '../dns/message.ts';

const SHOP = 'shop.test';
const BIG = 'catalogue.shop.test';

/** Ask the resolver for the address of the shop. */
export function resolved(events: readonly WireEvent[]): Verdict {
  const asked = questions(events);
  const expected = 'a question to the resolver: shop.test, type A';
  if (asked.some((each) => each.door === 'resolver' && isFor(each, SHOP, 'A') && each.code === 'NOERROR'))
    return DONE;
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'no question yet', 'the task');
  if (last.door !== 'resolver') {
    return notYet(
      expected,
      `${tell(last)}; your device's stub asks a recursive server instead`,
      'RFC 1034 §5.3.1: a stub leaves the work to a recursive server',
    );
  }
  if (last.code === 'REFUSED') {
    return notYet(
      expected,
      `${tell(last)}: you did not ask for recursion, and it had nothing in its memory`,
      'RFC 1034 §4.3.1: the work is done when RD is set and the server offers it (RA)',
    );
  }
  return notYet(expected, tell(last), 'the task');
}

/** Get the same answer twice from the resolver's memory, the second with less of its TTL left. */
export function aged(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 1034 §3.6: a cache may keep a record for its TTL, and hands out what is left';
  const expected = 'two answers of the resolver to one question, the later with a lower TTL';
  const good = questions(events).filter(({ code, records }) => code === 'NOERROR' && records.length > 0);
  const asked = good.filter(({ door }) => door === 'resolver');
  const again = (later: DnsExchange, n: number) =>
    asked.slice(0, n).filter((each) => isFor(each, plain(later.name), later.type));
  if (asked.some((later, n) => later.cached && again(later, n).some((each) => ttl(each) > ttl(later))))
    return DONE;
  const last = asked.at(-1);
  if (!last) {
    const elsewhere = good.at(-1);
    return elsewhere
      ? notYet(
          expected,
          `${tell(elsewhere)} with TTL ${ttl(elsewhere)}; a zone's own server always gives the full TTL`,
          rule,
        )
      : notYet(expected, 'no answer of the resolver yet', rule);
  }
  const before = again(last, asked.length - 1).at(-1);
  if (before && last.cached) {
    return notYet(expected, `TTL ${ttl(last)} twice, as less than a second had passed; ask once more`, rule);
  }
  return notYet(expected, `${tell(last)} with TTL ${ttl(last)}; nothing to compare it with yet`, rule);
}

/** Ask root, test and mina, in that order, as a resolver does. */
export function walked(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 1034 §4.3.1: a server answers for its zones, and refers you to others for the rest';
  const way = ['root', 'test', 'mina'];
  const expected = 'shop.test asked of root, then of test, then of mina, by you';
  const direct = questions(events).filter(({ door }) => way.includes(door));
  const asked = direct.filter((each) => isFor(each, SHOP, 'A') && each.code === 'NOERROR');
  let step = 0;
  for (const { door } of asked) if (door === way[step]) step++;
  if (step === way.length) return DONE;
  const next = `next is ${way[step]}`;
  if (step > 0) return notYet(expected, `asked so far: ${way.slice(0, step).join(', ')}; ${next}`, rule);
  const last = direct.at(-1);
  if (last) return notYet(expected, `${tell(last)}; a walk begins at root, with shop.test, type A`, rule);
  return questions(events).length > 0
    ? notYet(expected, 'questions to the resolver only, which walked for you', rule)
    : notYet(expected, 'no question yet', rule);
}

/** Get an answer that is cut short by UDP, and the whole of it by TCP. */
export function cutShort(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 7766 §5 and RFC 1035 §4.2.1: when TC is set, ask again by TCP';
  const expected = `${BIG}, type TXT: first cut short by UDP, then whole by TCP`;
  const asked = questions(events).filter((each) => isFor(each, BIG, 'TXT'));
  const cut = asked.find(({ truncated }) => truncated);
  if (cut && asked.some(({ n, over, records }) => n > cut.n && over === 'tcp' && records.length > 0))
    return DONE;
  if (cut)
    return notYet(expected, 'an answer by UDP that was cut short, and no question by TCP after it', rule);
  if (asked.some(({ over }) => over === 'tcp')) {
    return notYet(expected, 'a question by TCP at once, so nothing was cut short', rule);
  }
  const last = questions(events).findLast(({ name }) => plain(name) === BIG);
  return last
    ? notYet(expected, `${tell(last)}; the long records are of type TXT`, 'the task')
    : notYet(expected, 'no question for it yet', 'the task');
}

/** Ask the resolver for a name that does not exist. */
export function noSuchName(events: readonly WireEvent[]): Verdict {
  const rule = 'RFC 1035 §4.1.1 and RFC 8020 §2: NXDOMAIN says that the name does not exist';
  const expected = 'an answer NXDOMAIN';
  const asked = questions(events);
  if (asked.some(({ code }) => code === 'NXDOMAIN')) return DONE;
  const last = asked.at(-1);
  if (!last) return notYet(expected, 'no question yet', rule);
  if (last.code === 'NOERROR' && last.records.every(({ type }) => type === 'SOA')) {
    return notYet(
      expected,
      `${tell(last)} without such a record: the name exists, only that type does not`,
      rule,
    );
  }
  if (last.code === 'REFUSED' && last.door !== 'resolver') {
    return notYet(
      expected,
      `${tell(last)}: this server is not the authority for that name, so it cannot know`,
      rule,
    );
  }
  return notYet(expected, tell(last), rule);
}

/** The questions that the learner asked, not those of the resolver on its walk. */
function questions(events: readonly WireEvent[]): DnsExchange[] {
  return events.filter(
    (event): event is DnsExchange => event.kind === 'dns' && !event.door.startsWith('resolver >'),
  );
}

function isFor(asked: DnsExchange, name: string, type: string): boolean {
  return plain(asked.name) === name && asked.type === type;
}

function ttl({ records }: DnsExchange): number {
  return records[0]?.ttl ?? 0;
}

function tell({ door, name, type, code }: DnsExchange): string {
  return name === '' ? `a broken question to ${door}` : `${name} ${type} asked of ${door}: ${code}`;
}
