import { readFile, stat } from 'node:fs/promises';
import { exchange, type Incoming } from '../../src/lab/client/http.ts';
import type { Door, Word } from '../../src/lab/lab.ts';
import { LOOPBACK } from '../../src/lab/listen.ts';
import { field } from '../../src/lab/wire.ts';
import { CLOUDS, type Cloud, NAMES, ROWS, rowOf, TITLES } from './grid.ts';
import { FILE } from './guestbook.ts';
import { SETUP } from './setup.ts';

/** The longest program that is sent, in bytes. */
const LONGEST = 256 * 1024;
/** A push builds the program and waits until it answers. */
const PATIENCE = 20_000;

interface Asked {
  method: string;
  path: string;
  body?: string;
  /** Whether it is done in the learner's place. */
  setup?: boolean;
}

type Send = (door: string, asked: Asked) => Promise<Incoming>;

/** What only this lab's prompt knows. Every word sends requests that could as well be sent with curl. */
export function words(doors: readonly Door[], rented: () => string | undefined): Record<string, Word> {
  const send: Send = (name, { method, path, body, setup = false }) => {
    const url = new URL(path, doors.find((door) => door.name === name)!.address);
    const fields: [string, string][] = setup ? [[SETUP, 'yes']] : [];
    if (body !== undefined)
      fields.push(['Content-Type', /^\{/.test(body) ? 'application/json' : 'text/plain']);
    return exchange({
      url,
      address: LOOPBACK,
      method,
      fields,
      ...(body !== undefined && { body }),
      deadline: PATIENCE,
    });
  };
  const put = async (door: string, path: string, what: string) => {
    const body = await program(send, what);
    return tell({ method: 'PUT', path }, door, await send(door, { method: 'PUT', path, body }));
  };
  return {
    push: {
      usage: 'push <1.0 | 1.1 | file>',
      does: 'Sends a program to Bench: a guestbook of Mina’s, or a file of yours.',
      run: (args) => put('bench', '/apps/guestbook/code', args.join(' ')),
    },
    copy: {
      usage: 'copy <1.0 | 1.1 | file>',
      does: 'Copies a program to your machine at Iron.',
      run: (args) => {
        const id = rented();
        if (!id) throw new Error('You have no machine at Iron yet.');
        return put('iron', `/machines/${id}/inside/files/${FILE}`, args.join(' '));
      },
    },
    fill: {
      usage: 'fill <row> <iron> <bench> <desk>',
      does: `Fills a row of the table with you or provider. Rows: ${ROWS.join(', ')}.`,
      run: (args) => fill(send, args),
    },
    setup: {
      usage: 'setup',
      does: 'In a lab started afresh: sets all three up, as in tasks 1 to 4.',
      run: () => setUp(send, rented),
    },
  };
}

/** The source of a program that was named. Throws an Error with a sentence. */
async function program(send: Send, what: string): Promise<string> {
  if (what === '') throw new Error('Say which: 1.0, 1.1, or a file of yours.');
  if (/^\d+\.\d+$/.test(what)) {
    const { status, body } = await send('mina', { method: 'GET', path: `/guestbook-${what}.js` });
    if (status !== 200) throw new Error(body.toString().trim());
    return body.toString();
  }
  const found = await stat(what).catch(() => undefined);
  if (!found?.isFile()) throw new Error(`There is no file ${what}.`);
  if (found.size > LONGEST) throw new Error(`${what} is longer than ${LONGEST / 1024} KiB.`);
  return readFile(what, 'utf8');
}

async function fill(send: Send, [named = '', ...owners]: string[]): Promise<string> {
  const row = rowOf(named);
  if (!row || owners.length !== CLOUDS.length)
    throw new Error('For example: fill runtime you provider provider');
  const body = JSON.stringify(Object.fromEntries(CLOUDS.map((cloud, n) => [cloud, owners[n]])));
  const answer = await send('mina', { method: 'PUT', path: `/table/${row}`, body });
  if (answer.status !== 200) throw new Error(answer.body.toString().trim());
  const { wrong } = JSON.parse(answer.body.toString()) as { wrong: Partial<Record<Cloud, string>> };
  const faults = CLOUDS.filter((cloud) => wrong[cloud] !== undefined);
  if (faults.length === 0) return `${TITLES[row]}: right for all three.`;
  return faults.map((cloud) => `${TITLES[row]} at ${NAMES[cloud]}: not so. ${wrong[cloud]}`).join('\n');
}

async function setUp(send: Send, rented: () => string | undefined): Promise<string> {
  const code = await program(send, '1.0');
  const setup = true;
  const post = (door: string, path: string, body?: string) =>
    send(door, { method: 'POST', path, setup, ...(body !== undefined && { body }) });
  const place = (door: string, path: string, body: string) =>
    send(door, { method: 'PUT', path, body, setup });
  if (rented()) throw new Error('You have a machine at Iron already. This word is for a lab started afresh.');
  const machine = field((await post('iron', '/machines')).fields, 'location')!;
  await post('iron', `${machine}/start`);
  await place('iron', `${machine}/inside/packages/node`, '');
  await place('iron', `${machine}/inside/files/${FILE}`, code);
  await place('iron', `${machine}/inside/services/guestbook`, `{"run":"node ${FILE}","restart":"always"}`);
  await place('bench', '/apps/guestbook/code', code);
  const listed = JSON.parse((await send('desk', { method: 'GET', path: '/guestbooks' })).body.toString());
  const book: string = listed.guestbooks[0] ?? field((await post('desk', '/guestbooks')).fields, 'location');
  for (const [door, path] of [
    ['iron', `${machine}/web/`],
    ['bench', '/apps/guestbook/web/'],
    ['desk', book],
  ] as const)
    await post(door, path, 'Hello again');
  return `Set up and signed: ${machine}/web/ at iron, /apps/guestbook/web/ at bench, ${book} at desk.`;
}

function tell({ method, path }: Asked, door: string, { status, body }: Incoming): string {
  return `${method} ${path} at ${door}: ${status}\n${body.toString().trim()}`;
}
