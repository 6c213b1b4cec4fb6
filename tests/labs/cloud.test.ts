import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import lab from '../../labs/cloud/lab.ts';
import { reach } from '../lab/reach.ts';
import { Explored } from './kit.ts';

const open = () => Explored.open('cloud', lab);
const SERVICE = '{"run":"node guestbook.js","restart":"always"}';
const locationIn = (answer: string) => /^location: (\S+)/im.exec(answer)![1]!;

/** Waits for a task: an exchange is logged when the connection has taken its end. */
const done = (cloud: Explored, id: string) =>
  vi.waitFor(() => expect(cloud.task(id).verdict).toEqual({ state: 'done' }), 5000);

/** Waits until a task stands like this. */
const stands = (cloud: Explored, id: string, state: 'open' | 'failed', about: RegExp) =>
  vi.waitFor(() => {
    const { verdict } = cloud.task(id);
    expect(verdict.state).toBe(state);
    expect(JSON.stringify(verdict)).toMatch(about);
  }, 5000);

/** Waits until something has become known. */
const known = (cloud: Explored, door: string, topic: string, about = '') =>
  vi.waitFor(
    () =>
      expect(
        cloud.wire.some(
          (event) =>
            event.kind === 'said' &&
            event.door === door &&
            event.topic === topic &&
            JSON.stringify(event.data).includes(about),
        ),
      ).toBe(true),
    5000,
  );

/** The path of the machine that has been rented. The prompt's bare paths go to Iron from then on. */
async function theMachine(cloud: Explored) {
  await cloud.type('use iron');
  return `/machines/${/"id":"([^"]+)"/.exec(await cloud.type('GET /machines'))![1]}`;
}

async function rent(cloud: Explored) {
  await cloud.type('use iron');
  const machine = locationIn(await cloud.type('POST /machines'));
  await cloud.type(`POST ${machine}/start`);
  return machine;
}

it('is fulfilled at the prompt, task by task', async () => {
  const cloud = await open();
  await cloud.type('use desk');
  const book = locationIn(await cloud.type('POST /guestbooks'));
  expect(await cloud.type(`POST ${book} -d 'Hello'`)).toContain('201 Created');
  expect(await cloud.type(`GET ${book}`)).toContain('<li value="1">Hello</li>');
  await done(cloud, 'desk');

  expect(await cloud.type('push 1.0')).toContain('201');
  await cloud.type('use bench');
  expect(await cloud.type("POST /apps/guestbook/web/ -d 'Hello, Bench'")).toContain('201 Created');
  await done(cloud, 'push');

  const machine = await rent(cloud);
  await done(cloud, 'machine');
  await cloud.type(`PUT ${machine}/inside/packages/node`);
  await cloud.type('copy 1.0');
  await cloud.type(`PUT ${machine}/inside/services/guestbook ${SERVICE}`);
  expect(cloud.task('system').verdict).toMatchObject({ got: 'no notice yet' });
  await cloud.type(`POST ${machine}/web/ -d 'Hello, Iron'`);
  await done(cloud, 'install');

  await known(cloud, 'news', 'notice', 'kernel');
  await known(cloud, 'bench', 'patched', 'operating system');
  await known(cloud, 'desk', 'patched', 'operating system');
  expect((await cloud.curl(`${cloud.at('bench')}/apps/guestbook`)).out).toContain('"kernel":"7.1.2"');
  expect(await cloud.type(`POST ${machine}/inside/upgrade`)).toContain('Kernel 7.1.1 runs until');
  await cloud.type(`POST ${machine}/restart`);
  expect(await cloud.type(`GET ${machine}/web/`)).not.toContain('Hello, Iron');
  await done(cloud, 'system');

  await known(cloud, 'news', 'notice', 'guestbook');
  await cloud.type('push 1.1');
  await cloud.type('copy 1.1');
  await cloud.type(`PUT ${machine}/inside/services/guestbook ${SERVICE}`);
  await cloud.type(`POST ${machine}/web/ -d '<b>hi'`);
  expect(await cloud.type(`GET ${machine}/web/`)).toContain('&lt;b>hi');
  await cloud.type('use bench');
  await cloud.type("POST /apps/guestbook/web/ -d '<b>hi'");
  const page = await cloud.type('GET /apps/guestbook/web/');
  expect(page).toContain('&lt;b>hi');
  expect(page).not.toContain('Hello, Bench');
  await done(cloud, 'application');

  await cloud.type('use desk');
  const [, hats] = /value="(\d+)">Cheap hats/.exec(await cloud.type(`GET ${book}`))!;
  expect(await cloud.type(`DELETE ${book}${hats}`)).toContain('204 No Content');
  expect(await cloud.type(`GET ${book}`)).toContain('Hello');
  await done(cloud, 'data');

  for (const row of [
    'data you you you',
    'application you you provider',
    'runtime you provider provider',
    'os you provider provider',
    'hardware provider provider provider',
  ])
    expect(await cloud.type(`fill ${row}`)).toContain('right for all three');
  await done(cloud, 'table');
  expect(cloud.exploration.summary).toContain('| operating system | you | P | P |');
  expect(cloud.exploration.summary).toContain('Iron 6, Bench 2, Desk 2');
});

it('is fulfilled with curl', async () => {
  const cloud = await open();
  const folder = await mkdtemp(join(tmpdir(), 'cloud-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'guestbook.js');
  const [iron, bench, desk, mina] = ['iron', 'bench', 'desk', 'mina'].map((name) => cloud.at(name));
  const book = desk + locationIn((await cloud.curl('-i', '-X', 'POST', `${desk}/guestbooks`)).out);
  await cloud.curl('-d', 'Hello', book);
  expect((await cloud.curl(book)).out).toContain('Hello');
  await cloud.curl('-o', file, `${mina}/guestbook-1.0.js`);
  await cloud.curl('-T', file, `${bench}/apps/guestbook/code`);
  await cloud.curl('-d', 'Hello', `${bench}/apps/guestbook/web/`);
  const machine = iron + locationIn((await cloud.curl('-i', '-X', 'POST', `${iron}/machines`)).out);
  await cloud.curl('-X', 'POST', `${machine}/start`);
  await cloud.curl('-X', 'PUT', `${machine}/inside/packages/node`);
  await cloud.curl('-T', file, `${machine}/inside/files/guestbook.js`);
  const serve = () => cloud.curl('-X', 'PUT', '-d', SERVICE, `${machine}/inside/services/guestbook`);
  await serve();
  await cloud.curl('-d', 'Hello', `${machine}/web/`);
  await known(cloud, 'news', 'notice', 'kernel');
  expect((await cloud.curl(`${mina}/notices`)).out).toContain('SECURITY NOTICE 1');
  await cloud.curl('-X', 'POST', `${machine}/inside/upgrade`);
  await cloud.curl('-X', 'POST', `${machine}/restart`);
  await cloud.curl(`${machine}/web/`);
  await known(cloud, 'news', 'notice', 'guestbook');
  await cloud.curl('-o', file, `${mina}/guestbook-1.1.js`);
  await cloud.curl('-T', file, `${bench}/apps/guestbook/code`);
  await cloud.curl('-T', file, `${machine}/inside/files/guestbook.js`);
  await serve();
  for (const web of [`${machine}/web/`, `${bench}/apps/guestbook/web/`]) {
    await cloud.curl('-d', '<b>hi', web);
    await cloud.curl(web);
  }
  const [, hats] = /value="(\d+)">Cheap hats/.exec((await cloud.curl(book)).out)!;
  await cloud.curl('-X', 'DELETE', book + hats);
  await cloud.curl(book);
  for (const [row, owners] of Object.entries({
    data: '{"iron":"you","bench":"you","desk":"you"}',
    application: '{"iron":"you","bench":"you","desk":"provider"}',
    runtime: '{"iron":"you","bench":"provider","desk":"provider"}',
    'operating-system': '{"iron":"you","bench":"provider","desk":"provider"}',
    hardware: '{"iron":"provider","bench":"provider","desk":"provider"}',
  }))
    await cloud.curl('-X', 'PUT', '-d', owners, `${mina}/table/${row}`);
  await vi.waitFor(() => expect(cloud.done).toHaveLength(8), 5000);
});

it('says what is missing at Desk, and that its program is not the learner’s', async () => {
  const cloud = await open();
  await cloud.type('use desk');
  await cloud.type("POST /guestbooks/g-0000/ -d 'Hello'");
  await stands(cloud, 'desk', 'open', /answered 404: “There is no such guestbook/);
  await cloud.type('PUT /apps/guestbook/code -d x');
  await stands(cloud, 'desk', 'failed', /that layer is the business of Desk/);
  const book = locationIn(await cloud.type('POST /guestbooks'));
  await stands(cloud, 'desk', 'open', /a POST to your guestbook/);
  await cloud.type(`POST ${book} -d 'Hello'`);
  await stands(cloud, 'desk', 'open', /a GET of the guestbook that you signed/);
});

it('says why a pushed program does not run', async () => {
  const cloud = await open();
  await cloud.type('use bench');
  await cloud.type('POST /upgrade');
  await stands(cloud, 'push', 'failed', /the business of Bench/);
  await cloud.type("PUT /apps/guestbook/code -d 'const = 3'");
  await stands(cloud, 'push', 'open', /The build failed.*SyntaxError: Unexpected token/);
  await cloud.type("PUT /apps/guestbook/code -d 'console.log(1)'");
  await stands(cloud, 'push', 'failed', /ended before it answered/);
  await cloud.type("POST /apps/guestbook/web/ -d 'Hello'");
  await stands(cloud, 'push', 'open', /a PUT of a program to/);
  await expect(cloud.type('push 9.9')).resolves.toContain('There is no guestbook 9.9');
  await expect(cloud.type('push 1.1')).resolves.toContain('There is no guestbook 1.1 yet');
  await expect(cloud.type('push /nowhere.js')).resolves.toContain('There is no file /nowhere.js');
  await cloud.type('push 1.0');
  await stands(cloud, 'push', 'open', /a POST to \/apps\/guestbook\/web\//);
});

it('keeps what ran when a later push fails, and starts again what has crashed', async () => {
  const cloud = await open();
  const folder = await mkdtemp(join(tmpdir(), 'cloud-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'my guestbook.js');
  const mine = `require('node:http').createServer((request, response) => {
    if (request.url === '/crash') process.exit(3);
    response.end('mine ' + process.pid + ' ' + JSON.stringify(Object.keys(process.env)));
  }).listen(process.env.PORT, '127.0.0.1')`;
  writeFileSync(file, mine);
  expect(await cloud.type(`push ${file}`)).toContain('201');
  await cloud.type('use bench');
  expect(await cloud.type('PUT /apps/guestbook/code -d (')).toContain('What ran before goes on');
  const first = await cloud.type('GET /apps/guestbook/web/');
  expect(first).toMatch(/mine \d+/);
  expect(first).not.toContain('HOME');
  expect(await cloud.type('GET /apps/guestbook/web/crash')).toContain('502 Bad Gateway');
  await known(cloud, 'bench', 'program', 'with exit code 3 and was started again');
  const second = await cloud.type('GET /apps/guestbook/web/');
  expect(second).toMatch(/mine \d+/);
  expect(/mine \d+/.exec(second)![0]).not.toBe(/mine \d+/.exec(first)![0]);
});

it('says what a machine needs before it runs a program', async () => {
  const cloud = await open();
  await stands(cloud, 'machine', 'open', /a POST to \/machines/);
  await cloud.type('use iron');
  const machine = locationIn(await cloud.type('POST /machines'));
  await cloud.type(`PUT ${machine}/inside/packages/node`);
  await stands(cloud, 'machine', 'failed', /The machine is off/);
  expect(await cloud.type('POST /machines')).toContain('409 Conflict');
  await cloud.type(`POST ${machine}/start`);
  await done(cloud, 'machine');
  await cloud.type(`PUT ${machine}/inside/services/guestbook ${SERVICE}`);
  await stands(cloud, 'install', 'failed', /node: not found/);
  await cloud.type(`PUT ${machine}/inside/packages/node`);
  await cloud.type(`PUT ${machine}/inside/services/guestbook ${SERVICE}`);
  await stands(cloud, 'install', 'failed', /Cannot find module/);
  await cloud.type('copy 1.0');
  await stands(cloud, 'install', 'open', /services\/guestbook, so that it runs/);
  await cloud.type(`PUT ${machine}/inside/services/guestbook {"run":"node guestbook.js","restart":"no"}`);
  await cloud.type(`POST ${machine}/web/ -d 'Hello'`);
  await stands(cloud, 'install', 'failed', /nobody starts it again/);
  await cloud.type(`PUT ${machine}/inside/services/guestbook ${SERVICE}`);
  await stands(cloud, 'install', 'open', /a POST to \/machines\/<id>\/web\//);
});

it('does not take the word setup for the learner’s work, and says what is wrong with a patch', async () => {
  const cloud = await open();
  expect(await cloud.type('setup')).toContain('Set up and signed');
  await known(cloud, 'bench', 'patched');
  expect(cloud.done).toEqual([]);
  expect(await cloud.type('setup')).toContain('You have a machine at Iron already');
  const machine = await theMachine(cloud);
  await cloud.type('use bench');
  await cloud.type('POST /apps/guestbook/upgrade');
  await stands(cloud, 'system', 'failed', /that layer is the business of Bench/);
  await cloud.type('use iron');
  await cloud.type(`POST ${machine}/restart`);
  await stands(cloud, 'system', 'failed', /the same kernel runs again/);
  await cloud.type(`POST ${machine}/inside/upgrade`);
  await stands(cloud, 'system', 'open', /the weak one still runs/);
  await cloud.type(`PUT ${machine}/inside/services/guestbook {"run":"node guestbook.js","restart":"no"}`);
  await cloud.type(`POST ${machine}/restart`);
  await stands(cloud, 'system', 'open', /is it back/);
  await cloud.type(`GET ${machine}/web/`);
  await stands(cloud, 'system', 'failed', /nobody started it again/);

  await known(cloud, 'news', 'notice', 'guestbook');
  await cloud.type(`PUT ${machine}/inside/services/guestbook ${SERVICE}`);
  await cloud.type(`POST ${machine}/web/ -d '<b>hi'`);
  await stands(cloud, 'application', 'open', /a GET of the guestbook at Iron/);
  await cloud.type(`GET ${machine}/web/`);
  await stands(cloud, 'application', 'failed', /the old program runs there/);
  await cloud.type('copy 1.1');
  await cloud.type(`GET ${machine}/web/`);
  await stands(cloud, 'application', 'failed', /set up the service again/);
  await cloud.type('use desk');
  await cloud.type('PUT /apps/guestbook/code -d x');
  await stands(cloud, 'application', 'failed', /the business of Desk/);

  const [book] = /\/guestbooks\/g-\w+\//.exec(await cloud.type('GET /guestbooks'))!;
  await cloud.type(`DELETE ${book}1`);
  await cloud.type(`GET ${book}`);
  await stands(cloud, 'data', 'failed', /that was another entry/);
  await cloud.type(`DELETE ${book}2`);
  await stands(cloud, 'data', 'open', /a GET of the guestbook at Desk/);
  await cloud.type(`GET ${book}`);
  await stands(cloud, 'data', 'open', /a GET of the guestbook at Bench/);
});

it('says for each wrong cell of the table what happened there', async () => {
  const cloud = await open();
  expect(await cloud.type('fill data you you you')).toContain('Too early');
  await stands(cloud, 'table', 'open', /answered 409: “Too early/);
  await cloud.type('setup');
  const machine = await theMachine(cloud);
  await known(cloud, 'news', 'notice', 'kernel');
  await cloud.type(`POST ${machine}/inside/upgrade`);
  await cloud.type(`POST ${machine}/restart`);
  await known(cloud, 'news', 'notice', 'guestbook');
  const answer = await cloud.type('fill data provider provider provider');
  expect(answer).toContain('data at Iron: not so. When the machine restarted');
  expect(answer).toContain('data at Desk: not so. The stranger’s hats');
  await stands(cloud, 'table', 'failed', /the other one for data at Iron/);
  await cloud.type('fill data you you you');
  await stands(cloud, 'table', 'open', /rows for application, runtime, operating system, hardware/);
  for (const [row, about] of [
    ['application you provider provider', /stayed weak until you pushed/],
    ['runtime provider provider provider', /You installed it/],
    ['os you you provider', /Bench patched the kernel without you/],
    ['hardware you provider provider', /replaced a broken disk/],
  ] as const) {
    expect(await cloud.type(`fill ${row}`)).toMatch(about);
    await stands(cloud, 'table', 'failed', /the other one for/);
  }
  expect(await cloud.type('fill weather you you you')).toContain('For example: fill');
  expect(await cloud.type('fill data me me me')).toContain('Say "you" or "provider"');
});

it('runs nothing for a page of another site', async () => {
  const cloud = await open();
  const { out } = await cloud.curl(
    ...['-X', 'PUT', '-H', 'Sec-Fetch-Site: cross-site', '-d', 'console.log(1)', '-w', '%{http_code}'],
    `${cloud.at('bench')}/apps/guestbook/code`,
  );
  expect(out).toContain('403');
  const post = await cloud.curl(
    '-d',
    'x',
    '-o',
    '/dev/null',
    '-w',
    '%{http_code}',
    `${cloud.at('bench')}/apps/guestbook/code`,
  );
  expect(post.out).toBe('405');
});

it('leaves nothing behind', async () => {
  const cloud = await open();
  const folder = await mkdtemp(join(tmpdir(), 'cloud-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'stubborn.js');
  const note = join(folder, 'note');
  writeFileSync(
    file,
    `const fs = require('node:fs');
    process.on('SIGTERM', () => {});
    fs.writeFileSync(${JSON.stringify(note)}, JSON.stringify([process.pid, process.env.PORT, process.cwd()]));
    require('node:http').createServer((_, response) => response.end('x')).listen(process.env.PORT, '127.0.0.1')`,
  );
  expect(await cloud.type(`push ${file}`)).toContain('201');
  const [pid, port, home] = JSON.parse(readFileSync(note, 'utf8'));
  const ports = cloud.exploration.doors.map(({ address }) => Number(new URL(address).port));
  await cloud.exploration.close();
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(home)).toBe(false);
  for (const each of [Number(port), ...ports]) await expect(reach(each)).resolves.toBe('ECONNREFUSED');
  // Nor did anybody try to start it again.
  expect(cloud.wire.filter(({ kind }) => kind === 'said')).toEqual([]);
});

it('ends a pushed program the instant that the tutor is told to end', async () => {
  const stop = new AbortController();
  const cloud = await Explored.open('cloud', lab, { signal: stop.signal });
  const folder = await mkdtemp(join(tmpdir(), 'cloud-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'mine.js');
  writeFileSync(
    file,
    `process.on('SIGTERM', () => {});
    require('node:http').createServer((_, response) => response.end('pid ' + process.pid)).listen(process.env.PORT, '127.0.0.1')`,
  );
  await cloud.type(`push ${file}`);
  await cloud.type('use bench');
  const [, pid] = /pid (\d+)/.exec(await cloud.type('GET /apps/guestbook/web/'))!;
  expect(isAlive(Number(pid))).toBe(true);
  stop.abort();
  await vi.waitFor(() => expect(isAlive(Number(pid))).toBe(false), 5000);
});

/** Whether a process runs; one that has ended but was not waited for does not. */
function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return false;
  }
}
