import { openHttpDoor, type Reply, type Request } from '../../src/lab/http-door.ts';
import type { Door, Stage } from '../../src/lab/lab.ts';
import { name } from './names.ts';
import { dispatch, problem, type Route } from './routes.ts';
import { say } from './said.ts';

/** What a stranger writes into every guestbook of the world. */
export const SPAM = 'Cheap hats! Order at hats.example';
/** Entries that a guestbook holds at most. */
const MOST = 200;

const WAY = `Desk, a finished guestbook (SaaS). You use it; all else is ours.
POST   /guestbooks             open one
GET    /guestbooks/<id>/       read it
POST   /guestbooks/<id>/       sign it; the content is the entry
DELETE /guestbooks/<id>/<n>    remove an entry
`;

/** The finished application. It keeps its entries when it is patched. */
export class Desk {
  private id: string | undefined;
  private readonly entries = new Map<number, string>();
  private next = 1;
  private version = '1.0';

  constructor(private readonly stage: Stage) {}

  open(): Promise<Door> {
    const routes: Route[] = [
      [/^\/$/, { GET: () => ({ status: 200, body: WAY }) }],
      [
        /^\/guestbooks$/,
        {
          GET: () => ({ status: 200, body: { guestbooks: this.id ? [`/guestbooks/${this.id}/`] : [] } }),
          POST: () => this.create(),
        },
      ],
      [
        /^\/guestbooks\/([^/]+)\/$/,
        {
          GET: (_, [id]) => (id === this.id ? this.page() : NONE),
          POST: (request, [id]) => (id === this.id ? this.sign(request) : NONE),
        },
      ],
      [
        /^\/guestbooks\/([^/]+)\/(\d+)$/,
        {
          DELETE: (_, [id, n]) => (id === this.id && this.entries.delete(Number(n)) ? { status: 204 } : NONE),
        },
      ],
      [/^\/(machines|packages|system|upgrade|apps|code)\b|\/(upgrade|code|restart)$/, { '*': refuse }],
    ];
    return openHttpDoor(this.stage, {
      name: 'desk',
      what: 'Desk, you use a guestbook',
      handle: (request) => dispatch(routes, request),
    });
  }

  /** What the provider does by itself when its machines have a weakness. */
  patchSystem(): void {
    say(this.stage, 'desk', 'patched', { layer: 'the operating system', note: '(the provider did it)' });
  }

  /** What the provider does by itself when the guestbook has a weakness. */
  patchApplication(): void {
    this.version = '1.1';
    say(this.stage, 'desk', 'patched', { layer: 'the application', note: '(the provider did it)' });
  }

  /** Somebody signs who was not invited. */
  receiveSpam(): void {
    this.entries.set(this.next++, SPAM);
  }

  private create(): Reply {
    if (this.id) return problem(409, `You have one already: /guestbooks/${this.id}/`);
    this.id = name(this.stage, 'g');
    const address = `/guestbooks/${this.id}/`;
    return { status: 201, headers: { Location: address }, body: { guestbook: address } };
  }

  private sign({ text }: Request): Reply {
    if (text.length < 1 || text.length > 500) return problem(422, 'An entry has 1 to 500 characters.');
    if (this.entries.size >= MOST) return problem(409, 'This guestbook is full.');
    const n = this.next++;
    this.entries.set(n, text);
    return { status: 201, headers: { Location: String(n) }, body: `Entry ${n}.\n` };
  }

  private page(): Reply {
    const show = (text: string) =>
      this.version === '1.0' ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const list = [...this.entries].map(([n, text]) => `<li value="${n}">${show(text)}</li>`);
    const body = [`<title>Guestbook ${this.version}</title>`, '<ol>', ...list, '</ol>\n'].join('\n');
    return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
  }
}

const NONE = problem(404, 'There is no such guestbook or entry. GET /guestbooks lists yours.');

function refuse(): Reply {
  return problem(
    403,
    'The program, its machines and their system are the business of Desk. Yours is what is written.',
  );
}
