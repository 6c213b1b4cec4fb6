import type { Answer, Question, SoaAnswer } from 'dns-packet';
import { plain, type Reply } from './message.ts';

/** A piece of the tree of names, with its own owner. */
export interface Zone {
  /** The name at its top; empty for the root. */
  apex: string;
  /** All records, also the pointers to zones further down, and the addresses of their servers. */
  records: Answer[];
}

/** What the authority of a zone answers (RFC 1034 §4.3.2, without wildcards and aliases, which no zone here has). */
export function answerFrom(zone: Zone, { name, type }: Question): Reply {
  const wanted = plain(name);
  if (!within(wanted, zone.apex)) return { code: 'REFUSED' };
  const cut = zone.records.find(
    (each) => each.type === 'NS' && plain(each.name) !== zone.apex && within(wanted, plain(each.name)),
  );
  if (cut) return referral(zone, plain(cut.name));
  const here = zone.records.filter((each) => plain(each.name) === wanted);
  // RFC 8482 §4.1: to the question for ANY, one kind of record is enough.
  const kind = (type as string) === 'ANY' ? here[0]?.type : type;
  // The name of the owner comes back with the letters of the question.
  const answers = here.filter((each) => each.type === kind).map((each) => ({ ...each, name }));
  if (answers.length > 0) return { code: 'NOERROR', authoritative: true, answers };
  // A name with names below it exists, even when it owns no record (RFC 8020 §2).
  const exists = here.length > 0 || zone.records.some((each) => within(plain(each.name), wanted));
  return { code: exists ? 'NOERROR' : 'NXDOMAIN', authoritative: true, authorities: [negative(zone)] };
}

/** Whether a name is another one or below it. */
export function within(name: string, apex: string): boolean {
  return apex === '' || name === apex || name.endsWith(`.${apex}`);
}

function referral(zone: Zone, child: string): Reply {
  const authorities = zone.records.filter((each) => each.type === 'NS' && plain(each.name) === child);
  const servers = authorities.map((each) => plain((each as { data: string }).data));
  const additionals = zone.records.filter((each) => each.type === 'A' && servers.includes(plain(each.name)));
  return { code: 'NOERROR', authorities, additionals };
}

/** The record by which a "no" may be remembered, and for how long (RFC 2308 §3). */
function negative({ records }: Zone): Answer {
  const soa = records.find((each): each is SoaAnswer => each.type === 'SOA')!;
  return { ...soa, ttl: Math.min(soa.ttl ?? 0, soa.data.minimum ?? 0) };
}
