import { openHttpDoor, type Reply } from '../../../src/lab/http-door.ts';
import type { Door, Stage } from '../../../src/lab/lab.ts';
import { FILE } from '../guestbook.ts';
import { name } from '../names.ts';
import { type Answer, dispatch, problem, type Route } from '../routes.ts';
import { Machine } from './machine.ts';

const WAY = `Iron, infrastructure (IaaS). We rent out machines. What is inside is yours.
POST /machines                         rent one; it is off
GET  /machines/<id>                    how it is
POST /machines/<id>/start              also: stop, restart
Inside, in the world by SSH:
PUT  /machines/<id>/inside/packages/node
PUT  /machines/<id>/inside/files/${FILE}
PUT  /machines/<id>/inside/services/guestbook
     {"run":"node ${FILE}","restart":"always"}
POST /machines/<id>/inside/upgrade     install updates of the system
     /machines/<id>/web/               your program answers here
`;

/** Rents out one machine. */
export class Iron {
  private machine: Machine | undefined;
  isUpdateOut = false;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly stage: Stage) {}

  get rented(): string | undefined {
    return this.machine?.id;
  }

  open(): Promise<Door> {
    const routes: Route[] = [
      [/^\/$/, { GET: () => ({ status: 200, body: WAY }) }],
      [
        /^\/machines$/,
        {
          GET: () => ({ status: 200, body: { machines: this.machine ? [this.machine.status] : [] } }),
          POST: () => this.rent(),
        },
      ],
      [/^\/machines\/([^/]+)$/, { GET: this.at((machine) => ({ status: 200, body: machine.status })) }],
      [/^\/machines\/([^/]+)\/start$/, { POST: this.inTurn((machine) => machine.start()) }],
      [/^\/machines\/([^/]+)\/stop$/, { POST: this.inTurn((machine) => machine.stop()) }],
      [/^\/machines\/([^/]+)\/restart$/, { POST: this.inTurn((machine) => machine.restart()) }],
      [
        /^\/machines\/([^/]+)\/inside\/packages\/([^/]+)$/,
        { PUT: this.at((machine, _, [, which]) => machine.install(which!)) },
      ],
      // Only by PUT: a form on a web page cannot send one, so no page can copy a program to here.
      [
        new RegExp(`^/machines/([^/]+)/inside/files/${FILE.replace('.', '\\.')}$`),
        { PUT: this.at((machine, request) => machine.copy(request)) },
      ],
      [
        /^\/machines\/([^/]+)\/inside\/services\/guestbook$/,
        { PUT: this.inTurn((machine, request) => machine.serve(request)) },
      ],
      [/^\/machines\/([^/]+)\/inside\/upgrade$/, { POST: this.at((machine) => machine.upgrade()) }],
      [
        /^\/machines\/([^/]+)\/web(\/.*)$/,
        { '*': this.at((machine, request, [, path]) => machine.web(request, path!)) },
      ],
    ];
    return openHttpDoor(this.stage, {
      name: 'iron',
      what: 'Iron, you rent a machine',
      handle: (request) => dispatch(routes, request),
    });
  }

  private rent(): Reply {
    if (this.machine)
      return problem(409, `Your limit is one machine. You have /machines/${this.machine.id}.`);
    this.machine = new Machine(this.stage, name(this.stage, 'm'), () => this.isUpdateOut);
    const address = `/machines/${this.machine.id}`;
    return { status: 201, headers: { Location: address }, body: this.machine.status };
  }

  private at(act: (machine: Machine, ...rest: Parameters<Answer>) => ReturnType<Answer>): Answer {
    return (request, parts) =>
      this.machine?.id === parts[0]
        ? act(this.machine!, request, parts)
        : problem(404, 'You have no such machine. GET /machines lists yours.');
  }

  /** For what takes a while: one after the other. */
  private inTurn(act: (machine: Machine, ...rest: Parameters<Answer>) => Promise<Reply>): Answer {
    return this.at((...all) => {
      const result = this.turn.then(() => act(...all));
      this.turn = result.catch(() => {});
      return result;
    });
  }
}
