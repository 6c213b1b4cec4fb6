import { openHttpDoor, type Reply, type Request } from '../../src/lab/http-door.ts';
import type { Door, Stage } from '../../src/lab/lab.ts';
import { CLOUDS, type Cloud, faults, type Owner, ROWS, readOwners, rowOf } from './grid.ts';
import { isVersion, VERSIONS } from './guestbook.ts';
import { dispatch, problem, type Route } from './routes.ts';

const WAY = `Mina's laptop.
GET /notices               security notices
GET /guestbook-1.0.js      the guestbook
GET /guestbook-1.1.js      the next one, once it is out
GET /table                 who does what
PUT /table/<row>           fill a row
    {"iron":"you","bench":"provider","desk":"provider"}
Rows: ${ROWS.join(', ')}
`;

/** Mina's laptop: her programs, the notices that came by mail, and the table on the wall. */
export class Laptop {
  private readonly notices: string[] = [];
  private readonly table = new Map<string, Record<Cloud, Owner>>();
  /** Whether the second notice has come, and guestbook 1.1 with it. */
  isMendedOut = false;

  constructor(private readonly stage: Stage) {}

  receive(notice: string): void {
    this.notices.push(notice);
  }

  open(): Promise<Door> {
    const routes: Route[] = [
      [/^\/$/, { GET: () => ({ status: 200, body: WAY }) }],
      [/^\/notices$/, { GET: () => problem(200, this.notices.join('\n\n') || 'No notices.') }],
      [/^\/guestbook-(.*)\.js$/, { GET: (_, [version]) => this.program(version!) }],
      [/^\/table$/, { GET: () => ({ status: 200, body: Object.fromEntries(this.table) }) }],
      [/^\/table\/([^/]+)$/, { PUT: (request, [row]) => this.fill(request, row!) }],
    ];
    return openHttpDoor(this.stage, {
      name: 'mina',
      what: 'Mina’s laptop: notices, programs, the table',
      handle: (request) => dispatch(routes, request),
    });
  }

  private program(version: string): Reply {
    if (!isVersion(version) || (version === '1.1' && !this.isMendedOut))
      return problem(404, `There is no guestbook ${version}${version === '1.1' ? ' yet' : ''}.`);
    return { status: 200, headers: { 'Content-Type': 'text/javascript' }, body: VERSIONS[version] };
  }

  private fill({ text }: Request, named: string): Reply {
    const row = rowOf(named);
    if (!this.isMendedOut)
      return problem(409, 'Too early: first see who gets up when a notice comes. Both must have come.');
    if (!row) return problem(404, `There is no row "${named}". Rows: ${ROWS.join(', ')}.`);
    const owners = readOwners(text);
    if (!owners) return problem(422, `Say "you" or "provider" for each of ${CLOUDS.join(', ')}, in JSON.`);
    this.table.set(row, owners);
    const wrong = Object.fromEntries(faults(row, owners).map(({ cloud, why }) => [cloud, why]));
    return { status: 200, body: { row, wrong } };
  }
}
