import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import packet, { type Answer, type DecodedPacket } from 'dns-packet';

const { AUTHORITATIVE_ANSWER, RECURSION_DESIRED } = packet;

/** What a name server knows: addresses of its own zone, or the zones below it and who serves them. */
export interface Zone {
  /** How the log of the course calls this machine. */
  machine: string;
  addresses?: Record<string, string[]>;
  ttl?: number;
  /** Zone below → machine that serves it. */
  below?: Record<string, string>;
}

/** All name servers of a small world, each with a UDP port of its own. */
export class Names {
  readonly #sockets = new Map<string, Socket>();

  async start(zones: Zone[]): Promise<this> {
    for (const zone of zones) {
      const socket = createSocket('udp4', (bytes, peer) => {
        socket.send(packet.encode(respond(zone, packet.decode(bytes))), peer.port, peer.address);
      });
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      this.#sockets.set(zone.machine, socket);
    }
    return this;
  }

  /** Asks one machine for the addresses of a name, over UDP. */
  async ask(machine: string, name: string): Promise<DecodedPacket> {
    const client = createSocket('udp4');
    const query = packet.encode({
      type: 'query',
      id: 7,
      flags: RECURSION_DESIRED,
      questions: [{ type: 'A', name }],
    });
    client.send(query, this.#sockets.get(machine)!.address().port, '127.0.0.1');
    const [bytes] = (await once(client, 'message')) as [Buffer];
    client.close();
    return packet.decode(bytes);
  }

  stop(): void {
    for (const socket of this.#sockets.values()) socket.close();
  }
}

/** An answer from the zone itself, or a referral to the servers of a zone below. */
function respond({ addresses = {}, ttl = 3600, below = {} }: Zone, query: DecodedPacket): packet.Packet {
  const { name } = query.questions![0]!;
  const answers = (addresses[name] ?? []).map((data): Answer => ({ type: 'A', name, ttl, data }));
  const zone = Object.keys(below).find((each) => name === each || name.endsWith(`.${each}`));
  const authorities: Answer[] =
    answers.length === 0 && zone ? [{ type: 'NS', name: zone, ttl: 86_400, data: below[zone]! }] : [];
  return {
    type: 'response',
    id: query.id!,
    flags: answers.length > 0 ? AUTHORITATIVE_ANSWER : 0,
    questions: query.questions!,
    answers,
    authorities,
  };
}

/** Addresses in the order of an answer. */
export const addressesIn = (answer: DecodedPacket): string[] =>
  (answer.answers ?? []).flatMap((each) => (each.type === 'A' ? [each.data] : []));

/**
 * What a recursive server does for its client: asks the root and follows referrals.
 * @param told how the log puts a referral to a zone.
 * @returns the log, with the given names of the two machines.
 */
export async function resolve(
  names: Names,
  name: string,
  [client, server, root]: [string, string, string],
  told: (zone: string) => string,
): Promise<string> {
  const lines: [string, string, string][] = [[client, server, `${name} A ?`]];
  let machine = root;
  for (;;) {
    lines.push([server, machine, `${name} A ?`]);
    const answer = await names.ask(machine, name);
    const [address] = addressesIn(answer);
    if (address) {
      lines.push([machine, server, `A ${address}`], [server, client, `A ${address}`]);
      break;
    }
    const referral = answer.authorities?.[0];
    if (referral?.type !== 'NS') throw new Error(`${machine} does not know ${name}`);
    lines.push([machine, server, told(referral.name)]);
    machine = referral.data;
  }
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map(([from, to, what]) => `${from.padEnd(widths[0]!)} -> ${to.padEnd(widths[1]!)}  ${what}`)
    .join('\n');
}

/** Records as a zone file writes them. @param passed seconds that they have spent in a cache. */
export const record = (answer: DecodedPacket, passed = 0): string =>
  (answer.answers ?? [])
    .flatMap((each) =>
      each.type === 'A' ? [`${each.name}.  ${each.ttl! - passed}  IN  A  ${each.data}`] : [],
    )
    .join('\n');
