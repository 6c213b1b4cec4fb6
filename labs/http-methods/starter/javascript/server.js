import { createServer } from 'node:http';

// The books that the shop has: a book for each id.
const books = new Map();

const server = createServer(async (request, response) => {
  const path = request.url.split('?')[0];
  console.log(request.method, path, books.size);

  // The content of a request comes in pieces:
  //   let text = '';
  //   for await (const piece of request) text += piece;

  // Begin here. README.md says what the shop has to answer.
  response.statusCode = 501;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end('Not built yet.\n');
});

// The check says in PORT where it expects the server.
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1');
