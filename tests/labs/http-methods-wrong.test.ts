import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';
import { hrefs, open, priceIn, tagIn } from './http-methods-kit.ts';
import type { Explored } from './kit.ts';

/** What the learner does wrong: requests as they are typed, then how the task stands, and what is said of it. */
const ways = readFileSync(fileURLToPath(new URL('http-methods-ways.txt', import.meta.url)), 'utf8')
  .split(/^# /m)
  .slice(1)
  .map((text) => {
    const [name = '', ...rest] = text.trim().split('\n');
    const [, state = '', says = ''] = /^(open|failed): (.*)$/.exec(rest.at(-1)!)!;
    return {
      name,
      task: name.split(':')[0]!,
      lines: rest.slice(0, -1).map((line) => line.slice(2)),
      state,
      says,
    };
  });

it.each(ways)('$name: is not done, and says why', async ({ task, lines, state, says }) => {
  const shop = await open();
  const known = new Map<string, string>();
  for (const line of lines) await shop.type(await filledIn(shop, line, known));
  // The last exchange may reach the log after its answer has reached the client.
  await vi.waitFor(() => {
    const { verdict } = shop.task(task);
    const { expected, got, rule } = verdict as { expected: string; got: string; rule: string };
    expect(`${expected} | ${got} | ${rule}`).toMatch(new RegExp(says));
    expect(verdict.state).toBe(state);
  });
});

it.each([
  [
    'without his price',
    '{"title":"A","price":99}',
    'failed',
    /his price in the new version.*the present tag/,
  ],
  ['without a change', '{"title":"Dune","price":PRICE}', 'open', /another title/],
])('lost-update: saves %s', async (_, content, state, says) => {
  const shop = await open();
  await shop.type('PUT /window If-Match:"x" {}');
  const seen = await shop.type('GET /window');
  await shop.type(`PUT /window If-Match:${tagIn(seen)} ${content.replace('PRICE', priceIn(seen))}`);
  await vi.waitFor(() => {
    const { verdict } = shop.task('lost-update');
    expect(verdict.state).toBe(state);
    expect(JSON.stringify(verdict)).toMatch(says);
  });
});

/** `{Emma}` stands for the address of that book, `{tag of Emma}` for its tag at first, without quotation marks. */
async function filledIn(shop: Explored, line: string, known: Map<string, string>): Promise<string> {
  for (const [place, tag, title] of line.matchAll(/\{(tag of )?([A-Z][\w-]*)\}/g)) {
    if (known.has(place)) continue;
    const list = title === 'Moby-Dick' ? '/cellar' : '/books';
    const [address] = hrefs((await shop.curl(shop.at('shop') + list)).out, title!);
    const answer = tag ? (await shop.curl('-i', shop.at('shop') + address)).out : '';
    known.set(place, tag ? tagIn(answer).replaceAll('"', '') : address!);
  }
  return [...known].reduce((filled, [place, value]) => filled.replaceAll(place, value), line);
}
