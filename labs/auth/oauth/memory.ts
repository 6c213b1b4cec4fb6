type Payload = Record<string, unknown> & { uid?: string; grantId?: string; consumed?: number };
interface Entry {
  model: string;
  payload: Payload;
  /** Milliseconds since 1970. */
  until: number;
}

/** Entries that are kept; the oldest go first. */
const MOST = 2000;

/**
 * Where the authorization server keeps codes, tokens and logins: the memory of this run. It answers the factory that
 * oidc-provider asks for (docs: `adapter`). `now` answers milliseconds since 1970.
 */
export function memory(now: () => number): (model: string) => object {
  const entries = new Map<string, Entry>();
  return (model) => {
    const keyOf = (id: string) => `${model}:${id}`;
    const find = (key: string): Payload | undefined => {
      const entry = entries.get(key);
      return entry && entry.until > now() ? entry.payload : undefined;
    };
    return {
      async upsert(id: string, payload: Payload, expiresIn?: number) {
        const until = expiresIn === undefined ? Number.POSITIVE_INFINITY : now() + expiresIn * 1000;
        entries.delete(keyOf(id));
        const [oldest] = entries.keys();
        if (entries.size >= MOST && oldest !== undefined) entries.delete(oldest);
        entries.set(keyOf(id), { model, payload, until });
      },
      async find(id: string) {
        return find(keyOf(id));
      },
      async findByUid(uid: string) {
        for (const [key, entry] of entries) {
          if (entry.model === model && entry.payload.uid === uid) return find(key);
        }
        return undefined;
      },
      async consume(id: string) {
        const payload = find(keyOf(id));
        if (payload) payload.consumed = Math.floor(now() / 1000);
      },
      async destroy(id: string) {
        entries.delete(keyOf(id));
      },
      async revokeByGrantId(grantId: string) {
        for (const [key, { payload }] of entries) {
          if (payload.grantId === grantId) entries.delete(key);
        }
      },
    };
  };
}
