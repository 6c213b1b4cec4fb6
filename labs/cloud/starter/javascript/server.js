// A guestbook that knows nothing of its platform yet. README.md says what is asked for.
import { createServer } from 'node:http';

const entries = [];

const server = createServer(async (request, response) => {
  const { method, url } = request;
  if (method === 'GET' && url === '/') {
    response.end('Welcome\n');
  } else if (method === 'GET' && url === '/entries') {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(entries));
  } else if (method === 'POST' && url === '/entries') {
    let text = '';
    for await (const part of request.setEncoding('utf8')) text += part;
    entries.push(text);
    response.writeHead(201).end('Thank you.\n');
  } else {
    response.writeHead(404).end('Not found.\n');
  }
});

server.listen(process.env.PORT, '127.0.0.1');
