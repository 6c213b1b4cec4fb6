import { openHttpDoor, type Reply, type Request } from '../../../src/lab/http-door.ts';
import type { Stage } from '../../../src/lab/lab.ts';

/** Most lists, items of a list, and characters of an item. */
const MOST = { lists: 50, items: 2000, characters: 2000 };
/** So that no client is caught by a connection that closes at the moment in which it is used again. */
const CLOSE = { Connection: 'close' };

const stores = new Map<string, Store>();

/** The store that runs at an address. */
export function storeAt(url: string | undefined): Store | undefined {
  return stores.get(url ?? '');
}

/**
 * The backing service of the build lab: lists of texts over HTTP. `POST /<list>` appends its content, `GET /<list>` answers
 * all items as JSON. The judge can hold back its answers and make it fail.
 */
export class Store {
  private readonly lists = new Map<string, string[]>();
  private isDown = false;
  private gate: { open(): void; opened: Promise<void> } | undefined;
  /** Items that wait for `release`. */
  readonly held: string[] = [];

  /** Starts one and answers its address. */
  static async open(stage: Stage): Promise<string> {
    const store = new Store();
    const { address } = await openHttpDoor(stage, {
      name: 'store',
      what: 'the backing service',
      handle: (request) => store.answer(request),
    });
    stores.set(address, store);
    stage.closing.add(() => {
      stores.delete(address);
      store.release();
    });
    return address;
  }

  items(list: string): readonly string[] {
    return this.lists.get(list) ?? [];
  }

  /** From now on every connection is closed without an answer, or no longer. */
  fail(isDown: boolean): void {
    this.isDown = isDown;
  }

  /** From now on nothing is appended and answered until `release`. */
  hold(): void {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.gate = { open, opened };
  }

  release(): void {
    this.gate?.open();
    this.gate = undefined;
    this.held.length = 0;
  }

  private async answer({ method, path, text }: Request): Promise<Reply> {
    if (this.isDown) return 'drop';
    const [, list] = /^\/([a-z0-9-]{1,40})$/.exec(path) ?? [];
    if (list === undefined) return { status: 404, headers: CLOSE, body: 'A list is at /<name>.\n' };
    if (method === 'GET') return { status: 200, headers: CLOSE, body: this.items(list) };
    if (method !== 'POST') return { status: 405, headers: { Allow: 'GET, POST', ...CLOSE } };
    if (text.length > MOST.characters) return { status: 413, headers: CLOSE };
    const items = this.lists.get(list) ?? [];
    if (items.length >= MOST.items || this.lists.size >= MOST.lists) return { status: 507, headers: CLOSE };
    if (this.gate) {
      this.held.push(text);
      await this.gate.opened;
    }
    this.lists.set(list, items);
    items.push(text);
    return { status: 201, headers: CLOSE, body: `Item ${items.length}.\n` };
  }
}
