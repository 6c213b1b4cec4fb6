// A guestbook that keeps the platform's contract. `--fault <name>` makes it break one rule of it.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { PORT, GREETING, STORE_URL } = process.env;
const has = (fault) => process.argv.includes(fault);
const own = [];
const file = join(tmpdir(), `backend-tutor-guestbook-${STORE_URL.replace(/\W/g, '')}.json`);
let copy;
const late = [];

async function readEntries() {
  if (has('memory')) return own;
  if (has('file')) return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  if (has('cache') && copy) return copy;
  const answer = await fetch(`${STORE_URL}/entries`);
  if (!answer.ok) throw new Error(`The store answered ${answer.status}.`);
  copy = await answer.json();
  return copy;
}

async function addEntry(text) {
  if (has('memory')) return own.push(text);
  if (has('file')) return appendFileSync(file, `${text}\n`);
  const sent = fetch(`${STORE_URL}/entries`, { method: 'POST', body: text });
  if (has('behind')) {
    sent.catch(() => {});
    return;
  }
  const answer = await sent;
  if (!answer.ok) throw new Error(`The store answered ${answer.status}.`);
}

async function respond(request) {
  switch (`${request.method} ${request.url}`) {
    case 'GET /':
      return [200, has('config') ? 'Welcome to the shop' : GREETING];
    case 'GET /health':
      if (has('no-health')) return [404, 'Not found.'];
      if (!has('lying-health')) await (await fetch(`${STORE_URL}/entries`)).text();
      return [200, 'fine'];
    case 'GET /entries':
      return [200, JSON.stringify(await readEntries()), 'application/json'];
    case 'POST /entries': {
      let text = '';
      for await (const part of request.setEncoding('utf8')) text += part;
      await addEntry(text);
      return [201, 'Thank you.'];
    }
    default:
      return [404, 'Not found.'];
  }
}

function log(line) {
  // As a language does that collects lines for a pipe until there are enough of them.
  if (has('log-late')) late.length < 500 ? late.push(line) : console.log(late.splice(0).join('\n'));
  else if (has('log-file')) appendFileSync(`${file}.log`, `${line}\n`);
  else if (has('log-stderr')) console.error(line);
  else console.log(line);
}

const server = createServer(async (request, response) => {
  response.on('finish', () => log(`${request.method} ${request.url} ${response.statusCode}`));
  try {
    const [status, body, type = 'text/plain; charset=utf-8'] = await respond(request);
    response.writeHead(status, { 'Content-Type': type }).end(`${body}\n`);
  } catch (error) {
    if (has('fragile')) throw error;
    log(`${request.method} ${request.url} ${error.message}`);
    response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' }).end('The store is away.\n');
  }
});
server.listen(has('port') ? 28_173 : PORT, '127.0.0.1');

if (has('lingers')) setInterval(() => {}, 1000);
if (has('ignores')) process.on('SIGTERM', () => log('Not now.'));
// Without a handler, SIGTERM ends the process at once.
else if (!has('dies')) process.on('SIGTERM', () => server.close());
