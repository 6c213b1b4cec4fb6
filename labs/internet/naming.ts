import type { Reply, Request } from '../../src/lab/http-door.ts';
import type { WireLog } from '../../src/lab/wire.ts';

/** The steps of the trip, in order, each with what it is called besides. */
export const STEPS = { dns: 'name lookup', tcp: 'TCP', tls: 'TLS', http: 'HTTP' } as const;
export type Step = keyof typeof STEPS;

/** The failures of this lab, by what they are called when they are named, with the step that each came from. */
export const FAILURES = { nxdomain: 'dns', refused: 'tcp', untrusted: 'tls', 404: 'http' } as const;
export type Failure = keyof typeof FAILURES;

/** Words that mean a step without doubt. */
const SYNONYMS: Record<string, Step> = {
  dns: 'dns',
  lookup: 'dns',
  'name-lookup': 'dns',
  'name lookup': 'dns',
  tcp: 'tcp',
  tls: 'tls',
  ssl: 'tls',
  http: 'http',
};

/** What is said about a failure that was put to a step. */
export type Named = { failure: Failure; step: Step };

/** Reads "this failure came from that step". Answers a sentence when it cannot be meant. */
export function readNaming(failure: string, layer: string): Named | { problem: string } {
  const which = failure.toLowerCase();
  if (!Object.hasOwn(FAILURES, which)) {
    return {
      problem: `"${failure}" is no failure of this lab. They are ${Object.keys(FAILURES).join(', ')}.`,
    };
  }
  const said = layer.toLowerCase();
  if (said === '') return { problem: `Say the step too: name ${which} and dns, tcp, tls or http.` };
  if (said === 'application') {
    return { problem: 'DNS and HTTP are both in the application layer. Say which of the two.' };
  }
  const step = Object.hasOwn(SYNONYMS, said) ? SYNONYMS[said] : undefined;
  if (!step) return { problem: `"${layer}" is no step here. They are dns, tcp, tls and http.` };
  return { failure: which as Failure, step };
}

/** Notes what was named, and answers what to tell. */
export function note(log: WireLog, { failure, step }: Named): string {
  log.add({ kind: 'said', door: 'desk', topic: 'named', data: { failure, step } });
  return `Noted: you put ${failure} to ${STEPS[step]}.`;
}

/** The desk: takes what no server can see or know, as a form by POST, so that any client will do. */
export function desk(log: WireLog) {
  return ({ method, path, header, text }: Request): Reply => {
    if (path !== '/') return { status: 404, body: 'The desk is at /.\n' };
    if (method === 'GET' || method === 'HEAD') return { status: 200, body: USAGE };
    if (method !== 'POST') return { status: 405, headers: { Allow: 'GET, HEAD, POST' }, body: USAGE };
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(header('content-type') ?? '')) {
      return { status: 415, headers: { Accept: 'application/x-www-form-urlencoded' }, body: USAGE };
    }
    const fields = [...new URLSearchParams(text)];
    const read = fields.map(([name, value]) => (name === 'exit' ? readExit(value) : readNaming(name, value)));
    const problem = read.find((each) => 'problem' in each);
    if (problem || read.length === 0) return { status: 422, body: `${problem?.problem ?? USAGE}\n` };
    const told = read.map((each) => {
      if ('exit' in each) log.add({ kind: 'said', door: 'desk', topic: 'exit', data: each });
      return 'exit' in each ? `Noted: curl ended with ${each.exit}.` : note(log, each as Named);
    });
    return { status: 200, body: `${told.join('\n')}\n` };
  };
}

function readExit(value: string): { exit: number } | { problem: string } {
  return /^\d{1,3}$/.test(value)
    ? { exit: Number(value) }
    : { problem: `"${value}" is no exit code. In a shell, $? holds it right after curl.` };
}

const USAGE = `This desk takes notes, as a form by POST:
  nxdomain=dns   which step a failure came from
  exit=7         the exit code of your curl
`;
