import type { Answer } from 'dns-packet';
import type { Word } from '../../src/lab/lab.ts';
import type { WireLog } from '../../src/lab/wire.ts';
import type { Answered, Asker } from './dns/asking.ts';
import { dataText } from './dns/message.ts';
import { note, readNaming } from './naming.ts';

/** `resolve shop.test TXT root`: asks one of the name servers, by default the resolver. */
export function resolveWord(asker: Asker, ports: Record<string, number>): Word {
  return {
    usage: 'resolve <name> [type] [server]',
    does: `Asks for a name. Servers: ${Object.keys(ports).join(', ')}.`,
    async run([name = '', ...rest]) {
      if (name === '') throw new Error('Say which name: resolve shop.test');
      const server = rest.find((word) => Object.hasOwn(ports, word.toLowerCase()))?.toLowerCase();
      const type = rest.find((word) => word.toLowerCase() !== server)?.toUpperCase() ?? 'A';
      const { [server ?? 'resolver']: port } = ports;
      const recursion = (server ?? 'resolver') === 'resolver';
      return describe(await asker.ask({ name, type, port: port!, recursion }));
    },
  };
}

/** `name refused tcp` */
export function nameWord(log: WireLog): Word {
  return {
    usage: 'name <failure> <step>',
    does: 'Notes which step a failure came from. Failures: nxdomain, refused, untrusted, 404. Steps: dns, tcp, tls, http.',
    run([failure = '', ...layer]) {
      const named = readNaming(failure, layer.join(' '));
      if ('problem' in named) throw new Error(named.problem);
      return note(log, named);
    },
  };
}

/** An answer in lines, much as dig prints it. */
function describe({ packet, over, cut }: Answered): string {
  const { flag_aa, flag_rd, flag_ra, answers = [], authorities = [], additionals = [] } = packet;
  const flags = ['qr', flag_aa && 'aa', flag_rd && 'rd', flag_ra && 'ra'].filter(Boolean).join(' ');
  const lines = [
    ...(cut ? ['The answer by UDP was cut short (flag tc); asked again by TCP.'] : []),
    `${(packet as { rcode?: string }).rcode}, flags ${flags}, by ${over.toUpperCase()}`,
  ];
  const sections = { answer: answers, authority: authorities, additional: additionals };
  for (const [section, records] of Object.entries(sections)) {
    if (records.length > 0) lines.push(`${section}:`, ...records.map((each) => `  ${recordText(each)}`));
  }
  return lines.join('\n');
}

function recordText(record: Answer): string {
  const { ttl } = record as { ttl?: number };
  return `${record.name.replace(/\.?$/, '.')} ${ttl} IN ${record.type} ${dataText(record as { data?: unknown })}`;
}
