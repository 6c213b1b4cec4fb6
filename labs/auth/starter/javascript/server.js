import { createServer } from 'node:http';

// What the check tells you: who makes the tokens, who you are in them, and where the keys are.
const { ISSUER, AUDIENCE, JWKS_URI } = process.env;
console.log(ISSUER, AUDIENCE, JWKS_URI);

const orders = [];

const server = createServer(async (request, response) => {
  const path = request.url.split('?')[0];
  const send = (status, body, fields = {}) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...fields });
    response.end(JSON.stringify(body));
  };

  if (path === '/') return send(200, { orders: '/orders' });
  if (path !== '/orders') return send(404, {});

  // Everybody gets in. Begin here: look at request.headers.authorization.
  //   Header and claims of a token:  JSON.parse(Buffer.from(part, 'base64url').toString())
  //   The issuer's keys:             (await (await fetch(JWKS_URI)).json()).keys
  //   A signature (node:crypto):     verify('RSA-SHA256', data, createPublicKey({ key, format: 'jwk' }), signature)

  if (request.method === 'GET') return send(200, orders);
  if (request.method !== 'POST') return send(405, {}, { Allow: 'GET, POST' });
  let text = '';
  for await (const piece of request) text += piece;
  try {
    orders.push({ title: JSON.parse(text).title });
  } catch {
    return send(400, {});
  }
  send(201, orders.at(-1), { Location: '/orders' });
});

// The check says in PORT where it expects the server.
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1');
