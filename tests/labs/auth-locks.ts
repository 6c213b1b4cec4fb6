import { afterEach, beforeEach, expect, vi } from 'vitest';
import lab from '../../labs/auth/lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { Explored } from './kit.ts';

export const USER = '-d user=theo -d password=dog-ear';
export const ALL = [
  'new-id',
  'logout',
  'read',
  'change',
  'none',
  'expire',
  'code',
  'exchange',
  'scope',
  'reuse',
];

/** The lab, with a clock that can be put forward. */
export class Locks {
  ahead = 0;
  explored!: Explored;

  static async open(code: Lab = lab): Promise<Locks> {
    const locks = new Locks();
    locks.explored = await Explored.open('auth', code, { now: () => Date.now() + locks.ahead });
    return locks;
  }

  type(line: string): Promise<string> {
    return this.explored.type(line);
  }

  at(door: string): string {
    return this.explored.at(door);
  }

  /** How a task stands, in words. */
  why(id: string): string {
    const { verdict } = this.explored.task(id);
    return verdict.state === 'done'
      ? 'done'
      : `${verdict.state}: ${verdict.expected} | ${verdict.got} | ${verdict.rule}`;
  }

  async visit(): Promise<string> {
    return found(await this.type(`GET ${this.at('shop')}/`), /sid=([^;]+)/);
  }

  async logIn(sid: string): Promise<string> {
    return found(
      await this.type(`POST ${this.at('shop')}/login -b sid=${sid} ${USER}`),
      /Set-Cookie: sid=([^;]+)/,
    );
  }

  async token(more = ''): Promise<string> {
    return found(await this.type(`POST ${this.at('api')}/login ${USER} ${more}`), /"access_token":"([^"]+)"/);
  }

  show(door: string, path: string, token: string, method = 'GET'): Promise<string> {
    return this.type(`${method} ${this.at(door)}${path} "Authorization: Bearer ${token}"`);
  }

  forge(token: string, changes: string): Promise<string> {
    return this.type(`forge ${token} ${changes}`);
  }

  /** Challenge, verifier and state, made by the word. */
  async pkce(): Promise<{ verifier: string; challenge: string; state: string }> {
    const told = await this.type('verifier');
    const part = (name: string) => found(told, new RegExp(`${name} +(\\S+)`));
    return { verifier: part('verifier'), challenge: part('challenge'), state: part('state') };
  }

  /** From the link to where the browser is sent in the end. */
  async allow(link: string, answer = `${USER} -d allow=yes`): Promise<string> {
    const id = found(await this.type(`GET ${link}`), /Location: \/interaction\/(\S+)/);
    await this.type(`POST ${this.at('login')}/interaction/${id} -b interaction=${id} ${answer}`);
    return found(await this.type(`GET ${this.at('login')}/auth/${id} -b resume=${id}`), /Location: (\S+)/);
  }

  async code(scopes = ''): Promise<{ code: string; verifier: string }> {
    const { verifier, challenge, state } = await this.pkce();
    const back = await this.allow(await this.type(`link ${challenge} ${state} ${scopes}`));
    expect(new URL(back).searchParams.get('state')).toBe(state);
    return { code: new URL(back).searchParams.get('code')!, verifier };
  }

  exchange(code: string, verifier: string | undefined, more = ''): Promise<string> {
    const verified = verifier === undefined ? '' : `-d code_verifier=${verifier}`;
    return this.type(
      `POST ${this.at('login')}/token -d grant_type=authorization_code -d client_id=diary ` +
        `-d redirect_uri=${this.at('diary')}/callback -d code=${code} ${verified} ${more}`,
    );
  }
}

export function found(text: string, pattern: RegExp): string {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`${pattern} is not in:\n${text}`);
  return value;
}

/** Nothing that runs in a lab may write over the learner's screen: call it at the top of a test file. */
export function demandSilence(): void {
  const spies = () =>
    (['log', 'info', 'warn', 'error'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
  let written: ReturnType<typeof spies>;
  beforeEach(() => {
    written = spies();
  });
  afterEach(() => {
    for (const spy of written) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
}
