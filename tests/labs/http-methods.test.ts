import { expect, it, vi } from 'vitest';
import { done, hrefs, locationIn, open, priceIn, tagIn } from './http-methods-kit.ts';

it('is fulfilled at the prompt, task by task', async () => {
  const shop = await open();
  const made = await shop.type('POST /books {"title":"Beloved","price":7}');
  expect(made).toContain('HTTP/1.1 201 Created');
  const book = locationIn(made);
  const tag = tagIn(await shop.type(`GET ${book}`));
  await done(shop, 'create');

  await shop.type(`PUT ${book} {"title":"Beloved","price":6}`);
  await done(shop, 'replace');

  const [emma] = hrefs(await shop.type('GET /books'), 'Emma');
  const patched = await shop.type(`PATCH ${emma} Content-Type:application/merge-patch+json {"sticker":null}`);
  expect(patched).toContain('{"title":"Emma","author":"Jane Austen","price":9}');
  await done(shop, 'patch');

  const present = tagIn(await shop.type(`GET ${book}`));
  expect(present).not.toBe(tag);
  expect(await shop.type(`GET ${book} If-None-Match:${present}`)).toContain('304 Not Modified');
  await done(shop, 'not-modified');

  const save = (seen: string) =>
    shop.type(`PUT /window If-Match:${tagIn(seen)} {"title":"Dune Messiah","price":${priceIn(seen)}}`);
  expect(await save(await shop.type('GET /window'))).toContain('412 Precondition Failed');
  expect(await save(await shop.type('GET /window'))).toContain('204 No Content');
  await done(shop, 'lost-update');

  const refused = await shop.type('DELETE /books');
  expect(refused).toContain('405 Method Not Allowed');
  expect(refused).toContain('Allow: GET, HEAD, POST, OPTIONS');
  expect(await shop.type('POST /books <book/>')).toContain('Accept: application/json');
  await shop.type('POST /books {"title":');
  await shop.type('POST /books {"price":-1}');
  await done(shop, 'refusals');

  const [whale] = hrefs(await shop.type('GET /cellar'), 'Moby-Dick');
  const cheaper = `PUT ${whale} {"title":"Moby-Dick","price":3}`;
  expect(await shop.type(cheaper)).toContain('The connection was closed before a whole answer had come');
  expect(await shop.type(cheaper)).toContain('204 No Content');
  expect(await shop.type('GET /cellar')).toContain('"price":3');
  await done(shop, 'cable-put');

  await shop.type('POST /cellar {"title":"Middlemarch"}');
  expect(await shop.type('POST /cellar {"title":"Middlemarch"}')).toContain('201 Created');
  const copies = hrefs(await shop.type('GET /cellar'), 'Middlemarch');
  expect(copies).toHaveLength(2);
  await done(shop, 'cable-post');

  expect(await shop.type(`DELETE ${copies[0]}`)).toContain('closed before');
  expect(await shop.type(`DELETE ${copies[0]}`)).toContain('404 Not Found');
  expect(hrefs(await shop.type('GET /cellar'), 'Middlemarch')).toEqual([copies[1]]);
  await done(shop, 'cable-delete');

  await shop.type(`POST /cellar Idempotency-Key:"k1" {"title":"Ulysses"}`);
  const again = await shop.type(`POST /cellar Idempotency-Key:"k1" {"title":"Ulysses"}`);
  expect(hrefs(await shop.type('GET /cellar'), 'Ulysses')).toEqual([locationIn(again)]);
  await done(shop, 'cable-safe');
  expect(shop.news.map(({ verdict }) => verdict.state)).toEqual(Array(10).fill('done'));
  expect(shop.exploration.summary).toContain('| POST | 8 | 2 |');
});

it('is fulfilled by curl, task by task', async () => {
  const shop = await open();
  const curl = async (path: string, ...args: string[]) => {
    const { out } = await shop.curl('-i', ...args, `${shop.at('shop')}${path}`);
    return out.replace(/\r/g, '');
  };
  const json = ['-H', 'Content-Type: application/json', '-d'];
  const book = locationIn(await curl('/books', ...json, '{"title":"Beloved","price":7}'));
  const tag = tagIn(await curl(book));
  await done(shop, 'create');
  expect(await curl(book, '-H', `If-None-Match: ${tag}`)).toContain('304 Not Modified');
  await done(shop, 'not-modified');
  await curl(book, '-X', 'PUT', ...json, '{"title":"Beloved","price":5}');
  await done(shop, 'replace');
  const [dracula] = hrefs(await curl('/books'), 'Dracula');
  await curl(
    dracula!,
    '-X',
    'PATCH',
    '-H',
    'Content-Type: application/merge-patch+json',
    '-d',
    '{"sticker":null}',
  );
  await done(shop, 'patch');
  for (const expected of ['412', '204']) {
    const seen = await curl('/window');
    const condition = ['-H', `If-Match: ${tagIn(seen)}`];
    const mine = `{"title":"Dune Messiah","price":${priceIn(seen)}}`;
    expect(await curl('/window', '-X', 'PUT', ...condition, ...json, mine)).toContain(expected);
  }
  await done(shop, 'lost-update');
  await curl('/window', '-X', 'DELETE');
  await curl('/books', '-d', 'title=Emma');
  await curl('/books', ...json, 'title=Emma');
  await curl('/books', ...json, '[]');
  await done(shop, 'refusals');
  const [whale] = hrefs(await curl('/cellar'), 'Moby-Dick');
  const lost = await shop.curl('-X', 'PUT', ...json, '{"title":"Moby-Dick"}', shop.at('shop') + whale);
  expect([lost.code, lost.err]).toEqual([52, expect.stringContaining('Empty reply from server')]);
  await curl(whale!, '-X', 'PUT', ...json, '{"title":"Moby-Dick"}');
  await curl('/cellar');
  await done(shop, 'cable-put');
  for (let n = 0; n < 2; n++) await curl('/cellar', ...json, '{"title":"Middlemarch"}');
  const copies = hrefs(await curl('/cellar'), 'Middlemarch');
  await done(shop, 'cable-post');
  for (let n = 0; n < 2; n++) await curl(copies[1]!, '-X', 'DELETE');
  await curl('/cellar');
  await done(shop, 'cable-delete');
  for (let n = 0; n < 2; n++) await curl('/cellar/my-9f2c41', '-X', 'PUT', ...json, '{"title":"Ulysses"}');
  await curl('/cellar');
  await done(shop, 'cable-safe');
  expect(shop.exploration.current).toBeUndefined();
});

it('holds nothing against the learner that is not about the task at hand', async () => {
  const shop = await open();
  const failures = () =>
    shop.news.filter(({ verdict }) => verdict.state === 'failed').map(({ text }) => text.id);
  await shop.type('PUT /window {"title":"A"}');
  await shop.type('PUT /books/mine {"title":"A"}');
  await vi.waitFor(() => expect(shop.states).toMatchObject({ 'lost-update': 'failed', replace: 'failed' }));
  expect(failures()).toEqual(['create']);
  await shop.type(`GET ${locationIn(await shop.type('POST /books {"title":"A"}'))}`);
  await done(shop, 'create');
  expect(failures()).toEqual([]);
  await shop.type('PUT /books {"title":"A"}');
  await vi.waitFor(() => expect(failures()).toEqual(['replace']));
});

it('makes a new shop on a fresh start, and leaves nothing behind', async () => {
  const shop = await open();
  const first = hrefs(await shop.type('GET /books'), 'Emma');
  const before = shop.at('shop');
  await shop.exploration.restart();
  expect(hrefs(await shop.type('GET /books'), 'Emma')).not.toEqual(first);
  const after = shop.at('shop');
  await shop.exploration.close();
  for (const address of [before, after]) expect((await shop.curl(address)).code).toBe(7);
});
