import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import lab from '../../labs/internet/lab.ts';
import { Explored, run } from './kit.ts';

/** An exploration with a clock that stands still until it is turned. */
async function open() {
  const clock = { now: Date.UTC(2026, 0, 1) };
  const lab_ = await Explored.open('internet', lab, { now: () => clock.now });
  const port = (name: string) => Number(/:(\d+)/.exec(lab_.at(name).replace(/^https?:\/\//, ''))![1]);
  const pass = (seconds: number) => {
    clock.now += seconds * 1000;
  };
  return { lab: lab_, port, pass };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** How a task stands, in its own words. */
function verdict({ lab }: Opened, id: string): string {
  const { verdict: found } = lab.task(id);
  return found.state === 'done' ? 'done' : `${found.state}: ${found.expected} | ${found.got} | ${found.rule}`;
}

/** Waits until a task is done or a time has passed that no step here takes. */
async function settled(opened: Opened, id: string, wanted: (told: string) => boolean): Promise<string> {
  await expect.poll(() => verdict(opened, id), { timeout: 5000, interval: 10 }).toSatisfy(wanted);
  return verdict(opened, id);
}

const caFile = ({ lab }: Opened) =>
  /authority: (.*)$/.exec(lab.exploration.doors.find(({ name }) => name === 'secure')!.what)![1]!;

const hasDig = (await run('dig', ['-v'])).code === 0;

test('the right way at the prompt fulfils every task, and leaves nothing behind', async () => {
  const opened = await open();
  const { lab, port, pass } = opened;
  expect(await lab.type('resolve shop.test')).toContain('shop.test. 300 IN A 127.0.0.1');
  expect(lab.done).toEqual(['resolve']);
  pass(42);
  expect(await lab.type('resolve shop.test')).toContain('shop.test. 258 IN A 127.0.0.1');
  expect(lab.done).toContain('ttl');
  expect(await lab.type('resolve shop.test root')).toContain('authority:\n  test. 86400 IN NS tld.ns.test');
  await lab.type('resolve shop.test test');
  expect(await lab.type('resolve shop.test mina')).toContain('NOERROR, flags qr aa, by UDP');
  expect(lab.done).toContain('walk');
  expect(await lab.type('resolve catalogue.shop.test TXT')).toMatch(/cut short.*by TCP.*NOERROR/s);
  expect(lab.done).toContain('truncated');
  expect(await lab.type('resolve shpo.test')).toContain('NXDOMAIN');
  expect(lab.done).toContain('nxdomain');
  expect(await lab.type(`connect ${port('bell')}`)).toContain('Connected');
  expect(await lab.type('send Good morning\\r\\n')).toContain('Ding! Good morning');
  expect(await lab.type(`connect ${port('empty')}`)).toContain('refused');
  expect(lab.done).toContain('refused');
  const distrusted = await lab.type(`GET https://shop.test:${port('secure')}/`);
  expect(distrusted).toContain('TLS');
  expect(distrusted, 'no request has left').not.toContain('GET / HTTP/1.1');
  await settled(opened, 'untrusted', (told) => told === 'done');
  expect(await lab.type(`GET https://shop.test:${port('secure')}/ --cacert`)).toContain('HTTP/1.1 200 OK');
  await settled(opened, 'trusted', (told) => told === 'done');
  expect(await lab.type('GET /cakes')).toContain('404');
  await settled(opened, 'missing', (told) => told === 'done');
  for (const pair of ['nxdomain dns', 'refused tcp', 'untrusted tls', '404 http']) {
    expect(lab.exploration.summary).toBeUndefined();
    await lab.type(`name ${pair}`);
  }
  expect(lab.exploration.current).toBeUndefined();
  expect(lab.exploration.summary).toContain('| name lookup |');
  expect(lab.exploration.summary).toContain('| TLS | 1 agreed | 1 given up |');

  const file = caFile(opened);
  expect(existsSync(file)).toBe(true);
  await lab.exploration.close();
  expect(existsSync(file)).toBe(false);
  for (const name of ['shop', 'secure', 'desk', 'resolver', 'root', 'test', 'mina', 'bell', 'empty']) {
    expect(await opens(port(name)), name).toBe(false);
  }
});

test('the right way with curl and dig fulfils every task', async () => {
  const opened = await open();
  const { lab, port, pass } = opened;
  const dig = (server: string, ...args: string[]) =>
    run('dig', ['@127.0.0.1', '-p', String(port(server)), '+tries=1', ...args]);
  if (hasDig) {
    const first = await dig('resolver', 'shop.test');
    expect(first.out).toMatch(/status: NOERROR/);
    expect(first.out).toMatch(/flags: qr rd ra;/);
    expect(first.out).toMatch(/COOKIE: \S+ \(good\)/);
    expect(first.out).toMatch(/^shop\.test\.\s+300\s+IN\s+A\s+127\.0\.0\.1$/m);
    expect(first.out).not.toMatch(/WARN|warning|malformed|expected/i);
    pass(5);
    expect((await dig('resolver', 'SHOP.test')).out).toMatch(/^SHOP\.test\.\s+295\s/m);
    expect((await dig('root', 'shop.test', '+norecurse')).out).toMatch(
      /^test\.\s+86400\s+IN\s+NS\s+tld\.ns\.test\.$/m,
    );
    await dig('test', 'shop.test', '+norecurse');
    expect((await dig('mina', 'shop.test', '+norecurse')).out).toMatch(/flags: qr aa;/);
    const long = await dig('resolver', 'catalogue.shop.test', 'TXT');
    expect(long.out).toMatch(/Truncated, retrying in TCP mode/);
    expect(long.out).toMatch(/ANSWER: 8/);
    expect((await dig('resolver', 'shpo.test')).out).toMatch(/status: NXDOMAIN/);
  } else {
    for (const line of ['', ' root', ' test', ' mina']) await lab.type(`resolve shop.test${line}`);
    pass(5);
    for (const name of ['shop.test', 'shpo.test']) await lab.type(`resolve ${name}`);
    await lab.type('resolve catalogue.shop.test TXT');
  }
  expect(lab.done).toEqual(['resolve', 'ttl', 'walk', 'truncated', 'nxdomain']);

  // curl's telnet ends when the time is over; the connection is what counts.
  await lab.curl('--max-time', '0.3', `telnet://127.0.0.1:${port('bell')}`);
  const refused = await lab.curl(`http://127.0.0.1:${port('empty')}/`);
  expect(refused.code).toBe(7);
  const desk = lab.at('desk');
  expect((await lab.curl('-d', `exit=${refused.code}`, desk)).out).toBe('Noted: curl ended with 7.\n');
  expect(lab.done).toContain('refused');

  const url = `https://shop.test:${port('secure')}/`;
  const lead = ['--resolve', `shop.test:${port('secure')}:127.0.0.1`];
  expect((await lab.curl(...lead, url)).code).toBe(60);
  await settled(opened, 'untrusted', (told) => told === 'done');
  const page = await lab.curl('--cacert', caFile(opened), ...lead, url);
  expect(page).toMatchObject({ code: 0, out: expect.stringContaining('Welcome') });
  expect((await lab.curl('-i', `${lab.at('shop')}/cakes`)).out).toMatch(/^HTTP\/1\.1 404 Not Found/);
  await lab.curl('-d', 'nxdomain=dns&refused=tcp', '-d', 'untrusted=tls', '-d', '404=http', desk);
  await expect.poll(() => lab.exploration.current).toBeUndefined();
});

test('the prompt takes the curl commands of the hints, and its word for names is the one of this lab', async () => {
  const { lab, port } = await open();
  const where = `shop.test:${port('secure')}`;
  const line = `curl --noproxy '*' --cacert FILE --resolve ${where}:127.0.0.1 https://${where}/`;
  expect(await lab.type(line)).toContain('HTTP/1.1 200 OK');
  const words = lab.exploration.words.map(({ usage }) => usage.split(' ')[0]);
  expect(words.filter((word) => word === 'resolve')).toEqual(['resolve']);
});

test('resolve: other servers, types and questions are told apart', async () => {
  const opened = await open();
  const { lab, port } = opened;
  expect(verdict(opened, 'resolve')).toContain('no question yet');
  await lab.type('resolve shop.test mina');
  expect(verdict(opened, 'resolve')).toMatch(
    /open: .*asked of mina: NOERROR; your device's stub .*RFC 1034 §5/,
  );
  await lab.type('resolve shop.test AAAA');
  expect(verdict(opened, 'resolve')).toContain('shop.test AAAA asked of resolver: NOERROR');
  await lab.type('resolve www.shop.test');
  expect(verdict(opened, 'resolve')).toContain('www.shop.test A asked of resolver');
  if (hasDig) {
    await run('dig', ['@127.0.0.1', '-p', String(port('resolver')), 'shop.test', '+norecurse']);
    expect(verdict(opened, 'resolve')).toMatch(/REFUSED: you did not ask for recursion.*RFC 1034 §4\.3\.1/);
  }
  expect(lab.done).toEqual([]);
});

test('ttl: one answer, two within a second, and the full TTL of a zone’s own server do not count', async () => {
  const opened = await open();
  const { lab, pass } = opened;
  await lab.type('resolve shop.test mina');
  pass(3);
  await lab.type('resolve shop.test mina');
  expect(verdict(opened, 'ttl')).toMatch(/with TTL 300; a zone's own server always gives the full TTL/);
  await lab.type('resolve shop.test');
  expect(verdict(opened, 'ttl')).toContain('nothing to compare it with yet');
  await lab.type('resolve shop.test');
  expect(verdict(opened, 'ttl')).toContain('TTL 300 twice, as less than a second had passed');
  pass(301);
  // By then it is forgotten, and fetched anew.
  await lab.type('resolve shop.test');
  expect(verdict(opened, 'ttl')).toMatch(/^open/);
  expect(lab.done).not.toContain('ttl');
});

test('walk: the resolver’s own walk and a wrong order do not count', async () => {
  const opened = await open();
  const { lab } = opened;
  await lab.type('resolve shop.test');
  expect(lab.wire.map((event) => event.door)).toEqual([
    'resolver > root',
    'resolver > test',
    'resolver > mina',
    'resolver',
  ]);
  expect(verdict(opened, 'walk')).toContain('questions to the resolver only, which walked for you');
  await lab.type('resolve shop.test mina');
  expect(verdict(opened, 'walk')).toContain('a walk begins at root');
  await lab.type('resolve shop.test root');
  await lab.type('resolve shop.test mina');
  expect(verdict(opened, 'walk')).toContain('asked so far: root; next is test');
  expect(lab.done).not.toContain('walk');
});

test('truncated: another type, TCP at once, and no second question do not count', async () => {
  const opened = await open();
  const { lab, port } = opened;
  expect(verdict(opened, 'truncated')).toContain('no question for it yet');
  await lab.type('resolve catalogue.shop.test');
  expect(verdict(opened, 'truncated')).toContain('the long records are of type TXT');
  if (!hasDig) return;
  const dig = (...args: string[]) =>
    run('dig', ['@127.0.0.1', '-p', String(port('resolver')), 'catalogue.shop.test', 'TXT', ...args]);
  await dig('+tcp');
  expect(verdict(opened, 'truncated')).toContain('by TCP at once, so nothing was cut short');
  const cut = await dig('+ignore', '+noedns');
  expect(cut.out).toMatch(/flags: qr tc rd ra;/);
  expect(verdict(opened, 'truncated')).toContain('cut short, and no question by TCP after it');
  expect(lab.done).not.toContain('truncated');
});

test('nxdomain: no record of that type, and a server that is not the authority, are something else', async () => {
  const opened = await open();
  const { lab } = opened;
  await lab.type('resolve shop.test MX');
  expect(verdict(opened, 'nxdomain')).toContain('the name exists, only that type does not');
  await lab.type('resolve cakes.example mina');
  expect(verdict(opened, 'nxdomain')).toContain('REFUSED: this server is not the authority');
  await lab.type('resolve shop.test');
  expect(verdict(opened, 'nxdomain')).toContain('shop.test A asked of resolver: NOERROR');
  expect(await lab.type(`resolve ${'x'.repeat(64)}.test`)).toContain('at most 63 octets');
  expect(await lab.type('resolve shop..test')).toContain('empty label');
  expect(await lab.type(`resolve ${Array(5).fill('x'.repeat(60)).join('.')}`)).toContain(
    'at most 255 octets',
  );
  expect(lab.done).not.toContain('nxdomain');
});

test('refused: the bell alone, another port, and other exit codes do not count', async () => {
  const opened = await open();
  const { lab, port } = opened;
  expect(verdict(opened, 'refused')).toContain('no connection to the bell, and none refused');
  await lab.type(`connect ${port('bell')}`);
  await settled(opened, 'refused', (told) => /reaches no server.*RFC 9293 §3\.5\.2/.test(told));
  await lab.curl('-d', 'exit=6', lab.at('desk'));
  expect(verdict(opened, 'refused')).toMatch(/exit code 6: the name could not be resolved.*curl\(1\)/);
  await lab.curl('-d', 'exit=28', lab.at('desk'));
  expect(verdict(opened, 'refused')).toContain('silence and no refusal');
  expect((await lab.curl('-i', '-d', 'exit=seven', lab.at('desk'))).out).toMatch(/^HTTP\/1\.1 422/);
  await lab.type('connect 1');
  expect(verdict(opened, 'refused')).toContain('a refused connection to port 1, which is not the empty one');
  expect(lab.done).not.toContain('refused');
});

test('refused: the empty port alone is half of it', async () => {
  const opened = await open();
  await opened.lab.type(`connect ${opened.port('empty')}`);
  expect(verdict(opened, 'refused')).toContain('now hear the difference at the bell');
});

test('refused: a request at the prompt that nobody took counts as well', async () => {
  const opened = await open();
  const { lab, port } = opened;
  await lab.type('connect bell');
  await settled(opened, 'refused', (told) => /reaches no server/.test(told));
  expect(await lab.type(`GET http://127.0.0.1:${port('empty')}/`)).toContain('ECONNREFUSED');
  expect(lab.done).toContain('refused');
});

test('untrusted and trusted: plain HTTP, -k and another name are told apart', async () => {
  const opened = await open();
  const { lab, port } = opened;
  const secure = `127.0.0.1:${port('secure')}`;
  await lab.curl(`http://${secure}/`);
  await settled(opened, 'untrusted', (told) => told.includes('must begin with https'));
  await lab.curl('--tls-max', '1.1', '--ciphers', 'DEFAULT@SECLEVEL=0', `https://${secure}/`);
  await settled(opened, 'untrusted', (told) => told.includes('failed otherwise'));
  expect(verdict(opened, 'trusted')).toContain('only handshakes that failed');
  await lab.curl('-k', `https://${secure}/`);
  await settled(opened, 'trusted', (told) => told.includes('a GET by HTTPS from 127.0.0.1'));
  await lab.curl('-k', '-H', 'Host: shop.test', `https://${secure}/`);
  await settled(opened, 'trusted', (told) => /not for that name; put the name.*RFC 6066 §3/.test(told));
  expect(lab.done).toEqual([]);
});

test('trusted: another method, and another host of the same certificate, do not count', async () => {
  const opened = await open();
  const { lab, port } = opened;
  const https = `https://shop.test:${port('secure')}`;
  await lab.type(`DELETE ${https}/ --cacert`);
  await settled(opened, 'trusted', (told) => told.includes('a DELETE of /, answered 405'));
  await lab.type(`GET ${https}/cakes --cacert`);
  await settled(opened, 'trusted', (told) => told.includes('a GET of /cakes, answered 404'));
  await lab.type(`GET https://www.shop.test:${port('secure')}/ --cacert`);
  await settled(opened, 'trusted', (told) => told.includes('a GET by HTTPS from www.shop.test'));
});

test('untrusted: a client that does not look is told so', async () => {
  const opened = await open();
  await opened.lab.curl('-k', opened.lab.at('secure'));
  await settled(opened, 'untrusted', (told) => told.includes('was told not to look (-k)'));
  expect(opened.lab.done).toEqual([]);
});

test('untrusted: a program in Node that hangs up after the handshake counts too', async () => {
  const opened = await open();
  const program = `require('https').get('${opened.lab.at('secure')}/').on('error', (e) => console.log(e.code))`;
  const { out } = await run(process.execPath, ['-e', program]);
  expect(out).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE\n');
  await settled(opened, 'untrusted', (told) => told === 'done');
});

test('missing: 200, 405, 421 and a POST are no 404 of a GET', async () => {
  const opened = await open();
  const { lab } = opened;
  const shop = lab.at('shop');
  expect(verdict(opened, 'missing')).toContain('no request to the shop yet');
  await lab.curl(`${shop}/books`);
  await settled(opened, 'missing', (told) => told.includes('a GET of /books, answered 200'));
  await lab.curl('-X', 'DELETE', `${shop}/books`);
  await settled(opened, 'missing', (told) => /not for DELETE.*RFC 9110 §15\.5\.6/.test(told));
  await lab.curl('-H', 'Host: evil.example', `${shop}/cakes`);
  await settled(opened, 'missing', (told) => /host is not served here.*RFC 9110 §15\.5\.20/.test(told));
  await lab.curl('-d', 'x=1', `${shop}/cakes`);
  await settled(opened, 'missing', (told) => told.includes('a POST of /cakes, answered 404'));
  await lab.curl(`${lab.at('desk')}/nothing`);
  expect(lab.done).not.toContain('missing');
});

test('name: each wrong step has its own explanation, and the last word counts', async () => {
  const opened = await open();
  const { lab } = opened;
  expect(verdict(opened, 'name')).toContain('nothing named yet');
  expect(await lab.type('name refused')).toBe('Say the step too: name refused and dns, tcp, tls or http.');
  expect(await lab.type('name nxdomain application')).toContain('both in the application layer');
  expect(await lab.type('name timeout tcp')).toContain('no failure of this lab');
  expect(await lab.type('name refused 4')).toContain('no step here');
  for (const [said, told] of [
    ['nxdomain http', /^failed: for nxdomain, .*nothing had been connected.*RFC 1035 §4\.1\.1/],
    ['refused dns', /^failed: for refused, .*no byte was exchanged.*RFC 9293 §3\.5\.2/],
    ['untrusted http', /^failed: for untrusted, .*no request had left.*RFC 9846/],
    ['404 dns', /^failed: for 404, .*all the steps before it had worked.*RFC 9110 §15\.5\.5/],
  ] as const) {
    await lab.type(`name ${said}`);
    expect(verdict(opened, 'name')).toMatch(told);
  }
  for (const said of ['refused tcp', 'untrusted ssl', '404 http']) await lab.type(`name ${said}`);
  expect(verdict(opened, 'name')).toContain('for nxdomain');
  await lab.type('name nxdomain name lookup');
  expect(verdict(opened, 'name')).toBe('done');
});

test('desk: reads forms by POST only, and says what it takes', async () => {
  const { lab } = await open();
  const desk = lab.at('desk');
  expect((await lab.curl('-i', desk)).out).toMatch(/200 OK.*nxdomain=dns/s);
  expect((await lab.curl('-i', '-X', 'PUT', desk)).out).toMatch(/405.*Allow: GET, HEAD, POST/s);
  expect((await lab.curl('-i', '--json', '{}', desk)).out).toMatch(/415/);
  expect((await lab.curl('-i', '-d', 'nxdomain=magic', desk)).out).toMatch(/422.*no step here/s);
  expect((await lab.curl('-i', '-d', 'toString=dns', desk)).out).toMatch(/422/);
});

/** Whether somebody listens on a port. */
function opens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
