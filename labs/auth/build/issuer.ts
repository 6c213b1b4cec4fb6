import { generateKeyPair, type KeyObject, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Closing } from '../../../src/lab/closing.ts';
import { openHttpDoor } from '../../../src/lab/http-door.ts';
import type { Stage } from '../../../src/lab/lab.ts';
import { partOf } from '../token-text.ts';

export const AUDIENCE = 'https://api.shop.test';
/** Seconds that a token lasts when nothing else is said. */
const LIFETIME = 600;

export interface KeyPair {
  kid: string;
  publicKey: KeyObject;
  privateKey: KeyObject;
}

/** What a token shall be, where it differs from a good one. A claim that is `undefined` is left out. */
export interface Wanted {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** The first one when absent. */
  key?: KeyPair;
}

/** Makes tokens as RFC 9068 wants them, and others. Its public keys are at `jwks`. */
export class Issuer {
  private count = 0;

  constructor(
    private readonly stage: Pick<Stage, 'now'>,
    readonly address: string,
    /** Two keys that everybody can find, as in the days when one takes over from the other. */
    readonly keys: [KeyPair, KeyPair],
    /** A key that is nowhere to be found. */
    readonly stranger: KeyPair,
  ) {}

  /** Seconds since 1970. */
  now(): number {
    return Math.floor(this.stage.now() / 1000);
  }

  header({ kid }: KeyPair = this.keys[0]): Record<string, unknown> {
    return { alg: 'RS256', typ: 'at+jwt', kid };
  }

  /** The claims of a good token (RFC 9068 §2.2). */
  claims(scope: string): Record<string, unknown> {
    const now = this.now();
    return {
      iss: this.address,
      sub: 'theo',
      aud: AUDIENCE,
      client_id: 'diary',
      iat: now,
      exp: now + LIFETIME,
      jti: `token-${++this.count}`,
      scope,
    };
  }

  /** A token signed with RS256, whatever its header says. */
  token(scope: string, { header = {}, claims = {}, key = this.keys[0] }: Wanted = {}): string {
    const head = partOf({ ...this.header(key), ...header });
    const payload = partOf({ ...this.claims(scope), ...claims });
    const seal = sign('RSA-SHA256', Buffer.from(`${head}.${payload}`), key.privateKey);
    return `${head}.${payload}.${seal.toString('base64url')}`;
  }
}

const issuers = new WeakMap<Closing, Issuer>();

/** The issuer that was opened on a stage. */
export function issuerOf({ closing }: Pick<Stage, 'closing'>): Issuer {
  const issuer = issuers.get(closing);
  if (!issuer) throw new Error('No issuer was opened on this stage.');
  return issuer;
}

/** Starts the issuer; answers what the learner's server is told about it. */
export async function openIssuer(stage: Stage): Promise<Record<string, string>> {
  const [first, second, stranger] = await pairs();
  const keys = [first, second].map(({ kid, publicKey }) => ({
    ...publicKey.export({ format: 'jwk' }),
    kid,
    use: 'sig',
    alg: 'RS256',
  }));
  const door = await openHttpDoor(stage, {
    name: 'issuer',
    what: 'the issuer of tokens',
    handle: ({ method, path }) => {
      if (path !== '/jwks.json') return { status: 404, body: 'Here is only /jwks.json.\n' };
      if (method !== 'GET' && method !== 'HEAD')
        return { status: 405, headers: { Allow: 'GET, HEAD' }, body: 'Here: GET.\n' };
      return { status: 200, headers: { 'Content-Type': 'application/jwk-set+json' }, body: { keys } };
    },
  });
  issuers.set(stage.closing, new Issuer(stage, door.address, [first, second], stranger));
  return {
    ISSUER: door.address,
    AUDIENCE,
    JWKS_URI: `${door.address}/jwks.json`,
    // A proxy that the learner's machine uses cannot reach this one's own addresses.
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
  };
}

let made: Promise<[KeyPair, KeyPair, KeyPair]> | undefined;

/** Three pairs of keys. Making RSA keys takes a while, so `--watch` goes on with those of its first run. */
function pairs(): Promise<[KeyPair, KeyPair, KeyPair]> {
  made ??= Promise.all([pair(), pair(), pair()]);
  return made;
}

async function pair(): Promise<KeyPair> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { kid: randomUUID().slice(0, 8), ...keys };
}
