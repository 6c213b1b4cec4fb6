import { createHash, randomBytes } from 'node:crypto';
import type { Word } from '../../src/lab/lab.ts';
import { partOf, readToken } from './token-text.ts';

/** What would be silly to do by hand: encoding, hashing, and writing a long address. */
export function wordsOf({
  authorize,
  callback,
  names,
}: {
  authorize: string;
  callback: string;
  /** What short names stand for. */
  names(): Record<string, string | undefined>;
}): { words: Record<string, Word>; made: Record<string, string> } {
  // The last thing of each kind that was made here has a short name, too.
  const made: Record<string, string> = {};
  const words: Record<string, Word> = {
    names: {
      usage: 'names',
      does: 'Lists short names for long values; {jwt} in a line stands for the last JWT.',
      run: () =>
        Object.entries(names())
          .map(([name, value]) => `{${name}} ${value ?? '(nothing yet)'}`)
          .join('\n'),
    },
    decode: {
      usage: 'decode <token>',
      does: 'Shows header and payload of a JWT. No key is needed for that.',
      run([token = '']) {
        const read = readToken(token);
        if (!read) throw new Error('That is no signed JWT: three parts with dots between them.');
        const { header, payload, parts } = read;
        return [
          `header     ${JSON.stringify(header)}`,
          `payload    ${JSON.stringify(payload)}`,
          `signature  ${parts[2] === '' ? '(none)' : `${Buffer.from(parts[2], 'base64url').length} bytes`}`,
        ].join('\n');
      },
    },
    forge: {
      usage: 'forge <token> [claim=value]… [alg=none]',
      does: 'Changes a JWT and keeps its signature; alg=none changes the header and drops the signature.',
      run([token = '', ...changes]) {
        made.forged = forge(token, changes);
        return made.forged;
      },
    },
    verifier: {
      usage: 'verifier',
      does: 'Makes a PKCE verifier, its S256 challenge, and a state.',
      run() {
        const verifier = randomBytes(32).toString('base64url');
        const challenge = createHash('sha256').update(verifier).digest('base64url');
        const state = randomBytes(6).toString('base64url');
        Object.assign(made, { verifier, challenge, state });
        return `verifier   ${verifier}\nchallenge  ${challenge}\nstate      ${state}`;
      },
    },
    link: {
      usage: 'link <challenge> <state> [scope]…',
      does: 'Writes the address at which the user logs in and consents; scope orders:read when none is named.',
      run([challenge, state, ...scopes]) {
        if (challenge === undefined || state === undefined)
          throw new Error('Say which challenge and which state: link <challenge> <state>');
        const query = new URLSearchParams({
          response_type: 'code',
          client_id: 'diary',
          redirect_uri: callback,
          scope: scopes.length > 0 ? scopes.join(' ') : 'orders:read',
          code_challenge: challenge,
          code_challenge_method: 'S256',
          state,
        });
        made.link = `${authorize}?${query}`;
        return made.link;
      },
    },
  };
  return { words, made };
}

function forge(token: string, changes: string[]): string {
  const read = readToken(token);
  if (!read) throw new Error('That is no signed JWT: three parts with dots between them.');
  const { header, payload } = read;
  let [first, , signature] = read.parts;
  for (const change of changes) {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(change) ?? [];
    if (name === undefined || value === undefined)
      throw new Error(`"${change}" is no change. Write claim=value, such as role=admin.`);
    if (name === 'alg') {
      header.alg = value;
      first = partOf(header);
      if (value === 'none') signature = '';
    } else payload[name] = /^-?\d+$/.test(value) ? Number(value) : value;
  }
  return `${first}.${partOf(payload)}.${signature}`;
}
