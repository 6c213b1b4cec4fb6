import type { Reply, Request } from '../../src/lab/http-door.ts';

const BOOKS = [
  { id: 1, title: 'The Atlas of Lost Packets', price: 24 },
  { id: 2, title: 'Ports of Call', price: 18 },
  { id: 3, title: 'Nine Steps to the Page', price: 12 },
];

/** Mina's shop: a front page and a list of books; the same by HTTP and by HTTPS. */
export function shop({ method, path }: Request): Reply {
  if (path !== '/' && path !== '/books') {
    return { status: 404, body: 'Not here. But somebody answered you: this is an HTTP server.\n' };
  }
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, headers: { Allow: 'GET, HEAD' }, body: `${path} can only be read.\n` };
  }
  if (path === '/books') return { status: 200, body: BOOKS };
  return { status: 200, body: "Welcome to Mina's bookshop. The books are at /books.\n" };
}
