/** Where a program stands in its folder, on a machine as on a platform. */
export const FILE = 'guestbook.js';

export type Version = '1.0' | '1.1';
/** Mina's guestbook. 1.0 puts entries into its page as they are; 1.1 escapes them. */
export const VERSIONS: Record<Version, string> = {
  '1.0': source('1.0', '(text) => text'),
  '1.1': source('1.1', "(text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')"),
};

export function isVersion(name: string): name is Version {
  return Object.hasOwn(VERSIONS, name);
}

function source(version: Version, show: string): string {
  return `// Mina's guestbook ${version}
import { createServer } from 'node:http';

const entries = new Map();
let next = 1;
const show = ${show};

const page = () => [
  '<title>Guestbook ${version}</title>',
  '<ol>',
  ...[...entries].map(([n, text]) => \`<li value="\${n}">\${show(text)}</li>\`),
  '</ol>\\n',
].join('\\n');

createServer(async (request, response) => {
  const { method, url } = request;
  const html = { 'Content-Type': 'text/html; charset=utf-8' };
  if (url === '/' && (method === 'GET' || method === 'HEAD')) {
    response.writeHead(200, html).end(page());
  } else if (url === '/' && method === 'POST') {
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    if (text.length < 1 || text.length > 500) {
      response.writeHead(422).end('An entry has 1 to 500 characters.\\n');
      return;
    }
    const n = next++;
    entries.set(n, text);
    response.writeHead(201, { Location: String(n) }).end(\`Entry \${n}.\\n\`);
  } else if (method === 'DELETE' && entries.delete(Number(url.slice(1)))) {
    response.writeHead(204).end();
  } else {
    response.writeHead(404).end('No such thing here.\\n');
  }
}).listen(process.env.PORT, '127.0.0.1');
`;
}
