import type { Answer, DecodedPacket, Question, SoaAnswer } from 'dns-packet';
import type { Asker } from './asking.ts';
import { type Code, plain, type Reply } from './message.ts';
import { within } from './zone.ts';

/** Referrals that are followed for one question. */
const MOST_STEPS = 8;
/** Answers and referrals that are remembered; the oldest go first. */
const MOST_KEPT = 500;

interface Kept<T> {
  value: T;
  /** When it was fetched, in milliseconds since 1970. */
  at: number;
  /** Seconds for which it is good from then on. */
  ttl: number;
}

type Final = Pick<Reply, 'code' | 'answers' | 'authorities'>;

export interface ResolverOptions {
  asker: Asker;
  /** Milliseconds since 1970. */
  now(): number;
  /** Port of the root's server: all that a resolver has to know from the start. */
  root: number;
  /** Port of a name server by its name. On the Internet its address would do; here all have the same. */
  portOf(server: string): number | undefined;
  /** Told each port that the resolver asks from; what it answers is called when that is over. */
  from(port: number): () => void;
}

/** A recursive server: asks its way down from the root, and remembers for as long as it may. */
export class Resolver {
  private readonly answers = new Map<string, Kept<Final>>();
  private readonly zones = new Map<string, Kept<number>>();

  constructor(private readonly options: ResolverOptions) {}

  async answer({ name, type }: Question, recursionDesired: boolean): Promise<Reply> {
    const wanted = plain(name);
    const kept = this.recall(wanted, type);
    if (kept) return { ...aged(kept, this.options.now(), name), cached: true, recursive: true };
    // RFC 1034 §4.3.1: who does not ask for the legwork gets what is at hand, and here that is nothing.
    if (!recursionDesired) return { code: 'REFUSED', recursive: true };
    const final = await this.walk(wanted, type);
    return { ...withOwner(final, name), cached: false, recursive: true };
  }

  private async walk(name: string, type: string): Promise<Final> {
    let { zone, port } = this.nearest(name);
    for (let step = 0; step < MOST_STEPS; step++) {
      const { from, asker, portOf } = this.options;
      const { packet } = await asker.ask({ name: name || '.', type, port, recursion: false, from });
      const code = (packet as { rcode?: string }).rcode;
      if (code !== 'NOERROR' && code !== 'NXDOMAIN') break;
      const down = referralIn(packet, zone, name);
      if (!down) return this.keep(name, type, packet, code);
      const next = portOf(plain(down.data));
      if (next === undefined) break;
      zone = plain(down.name);
      port = next;
      remember(this.zones, zone, { value: port, at: this.options.now(), ttl: down.ttl ?? 0 });
    }
    return { code: 'SERVFAIL' };
  }

  /** The server of the zone closest to a name that is remembered; the root's when none is. */
  private nearest(name: string): { zone: string; port: number } {
    const labels = name.split('.');
    for (let n = 0; n < labels.length; n++) {
      const zone = labels.slice(n).join('.');
      const kept = this.zones.get(zone);
      if (kept && left(kept, this.options.now()) > 0) return { zone, port: kept.value };
    }
    return { zone: '', port: this.options.root };
  }

  private keep(name: string, type: string, packet: DecodedPacket, code: Code): Final {
    const answers = packet.answers ?? [];
    const authorities = (packet.authorities ?? []).filter((each): each is SoaAnswer => each.type === 'SOA');
    const ttls = (answers.length > 0 ? answers : authorities).map(
      (each) => (each as { ttl?: number }).ttl ?? 0,
    );
    const value: Final = { code, answers, authorities: answers.length > 0 ? [] : authorities };
    // RFC 2308 §5: that a name does not exist holds for every type.
    const key = keyOf(name, code === 'NXDOMAIN' ? '*' : type);
    const ttl = ttls.length > 0 ? Math.min(...ttls) : 0;
    if (ttl > 0) remember(this.answers, key, { value, at: this.options.now(), ttl });
    return value;
  }

  private recall(name: string, type: string): Kept<Final> | undefined {
    return [keyOf(name, '*'), keyOf(name, type)]
      .map((key) => this.answers.get(key))
      .find((kept) => kept && left(kept, this.options.now()) > 0);
  }
}

/** A pointer to the servers of a zone that is further down the way to a name. */
function referralIn(packet: DecodedPacket, zone: string, name: string) {
  if (packet.flag_aa || packet.answers?.length) return undefined;
  return packet.authorities?.find(
    (each): each is Answer & { type: 'NS'; ttl?: number; data: string } =>
      each.type === 'NS' && within(name, plain(each.name)) && plain(each.name).length > zone.length,
  );
}

/** RFC 1034 §3.6 and RFC 2181 §8: a record that was kept is handed out with what is left of its time. */
function aged(kept: Kept<Final>, now: number, name: string): Final {
  const spent = kept.ttl - left(kept, now);
  const older = (each: Answer) => ({ ...each, ttl: ((each as { ttl?: number }).ttl ?? 0) - spent }) as Answer;
  const { code, answers = [], authorities = [] } = kept.value;
  return withOwner({ code, answers: answers.map(older), authorities: authorities.map(older) }, name);
}

function withOwner(final: Final, name: string): Final {
  return { ...final, answers: (final.answers ?? []).map((each) => ({ ...each, name })) };
}

/** Seconds that are left. */
function left({ at, ttl }: Kept<unknown>, now: number): number {
  return ttl - Math.floor((now - at) / 1000);
}

function keyOf(name: string, type: string): string {
  return `${name} ${type}`;
}

function remember<T>(memory: Map<string, Kept<T>>, key: string, kept: Kept<T>): void {
  memory.delete(key);
  memory.set(key, kept);
  const [oldest] = memory.keys();
  if (memory.size > MOST_KEPT && oldest !== undefined) memory.delete(oldest);
}
