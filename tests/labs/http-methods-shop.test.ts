import { expect, it } from 'vitest';
import { hrefs, open } from './http-methods-kit.ts';

it('loses the first answer to every change in the cellar, and to nothing else', async () => {
  const shop = await open();
  const isLost = async (line: string) => (await shop.type(line)).includes('closed before');
  const [whale] = hrefs(await shop.type('GET /cellar'), 'Moby-Dick');
  const merge = 'Content-Type:application/merge-patch+json';
  for (const change of [
    'POST /cellar {"title":"M"}',
    'POST /cellar Idempotency-Key:"k" {"title":"M"}',
    `PATCH ${whale} ${merge} {"price":1}`,
    `PUT ${whale} {"price":2}`,
    `DELETE ${whale}`,
  ]) {
    expect([change, await isLost(change), await isLost(change)]).toEqual([change, true, false]);
  }
  for (const other of [
    'GET /cellar',
    'OPTIONS /cellar',
    'POST /cellar {"price":-1}',
    'POST /books {"title":"M"}',
  ]) {
    expect([other, await isLost(other)]).toEqual([other, false]);
  }
});

it('tells what a resource offers', async () => {
  const shop = await open();
  const [emma] = hrefs(await shop.type('GET /books'), 'Emma');
  const offered = await shop.type(`OPTIONS ${emma}`);
  expect(offered).toContain('Allow: GET, HEAD, PUT, PATCH, DELETE, OPTIONS');
  expect(offered).toContain('Accept-Patch: application/merge-patch+json');
  const { out } = await shop.curl('-i', '-X', 'OPTIONS', '--request-target', '*', shop.at('shop'));
  expect(out).toContain('Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
  const whole = await shop.curl('--request-target', `${shop.at('shop')}${emma}`, shop.at('shop'));
  expect(whole.out).toContain('Jane Austen');
});
