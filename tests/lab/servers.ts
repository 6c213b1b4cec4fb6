import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with a server.js of these lines and the lab.json that starts it. */
export function serverFolder(source: string, start = 'node server.js'): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'server.js'), source);
  writeFileSync(join(folder, 'lab.json'), JSON.stringify({ start }));
  return folder;
}

const listen = `.listen(process.env.PORT, '127.0.0.1')`;
const http = `const http = require('node:http');`;
const hello = `http.createServer((request, response) => response.end('hello'))`;

export const SERVERS = {
  correct: `${http} ${hello}${listen};`,
  correctAfterThreeSeconds: `${http} setTimeout(() => ${hello}${listen}, 3000);`,
  onIpv6Only: `${http} ${hello}.listen(process.env.PORT, '::1');`,
  exitsAtOnce: `console.error('Cannot find the shop.'); process.exit(3);`,
  neverAnswers: `require('node:net').createServer(() => {})${listen};`,
  /** One byte of the head each second. */
  drips: `require('node:net').createServer((socket) => {
    const answer = 'HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello';
    let sent = 0;
    socket.on('error', () => {});
    const timer = setInterval(() => socket.write(answer[sent++] ?? '\\n'), 1000);
    socket.on('close', () => clearInterval(timer));
  })${listen};`,
  /** The head at once, the content byte by byte. */
  dripsContent: `${http} http.createServer((request, response) => {
    response.writeHead(200, { 'Content-Length': 100000 });
    response.flushHeaders();
    const timer = setInterval(() => response.write('x'), 200);
    response.on('close', () => clearInterval(timer));
  })${listen};`,
  endless: `${http} http.createServer((request, response) => {
    const more = () => { while (response.write('x'.repeat(65536))); };
    response.on('drain', more);
    response.on('error', () => {});
    more();
  })${listen};`,
  onAnotherPort: `${http} const server = ${hello}; server.listen(0, '127.0.0.1');`,
  /** Starts itself again in the background, and ends. */
  forksAndStays: `${http}
    if (process.argv[2] === 'child') ${hello}.listen(Number(process.env.PORT) , '127.0.0.1');
    else require('node:child_process').spawn(process.execPath, [__filename, 'child'], { detached: true, stdio: 'ignore' }).unref();`,
  /** Serves well, and leaves something behind in a group of its own. */
  straysBeside: `${http}
    require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }).unref();
    ${hello}${listen};`,
  /** Says on standard error what is wrong, and closes the connection. */
  hangsUp: `${http} console.error('Here I am.'); http.createServer((request, response) => {
    if (request.url !== '/more') return response.end('hello');
    console.error('TypeError: more of what?');
    request.socket.destroy();
  })${listen};`,
  diesOnRequest: `${http} http.createServer((request, response) => {
    if (request.url === '/') response.end('hello');
    else throw new Error('What is ' + request.url + '?');
  })${listen};`,
  ignoresSigterm: `process.on('SIGTERM', () => {}); ${http} ${hello}${listen};`,
  speaksNoHttp: `require('node:net').createServer((socket) => { socket.on('error', () => {}); socket.end('hello there\\n'); })${listen};`,
};
