import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEA } from '../fixtures/tea.ts';
import { plain } from './plain.ts';
import { Terminal, temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
let terminal: Terminal | undefined;
beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => {
  terminal?.end();
  remove();
});

describe('reading a lesson without questions', () => {
  test('goes through the pager on a terminal', async () => {
    const env = { PAGER: 'sed -e "s/^/paged: /"' };
    terminal = new Terminal(['read', 'leaves', 'water', '--course', TEA], home, { env });
    await terminal.see('paged: ');
    await terminal.see('Hot, but how hot?');
    expect(await terminal.exited).toMatchObject({ code: 0 });
  });

  test('is shown all the same when there is no pager', async () => {
    const env = { PAGER: 'no-such-pager' };
    terminal = new Terminal(['read', 'leaves', 'plant', '--course', TEA], home, { env });
    await terminal.see('All true tea comes from');
  });

  test('is plain text in a pipe, a whole module when no section is named', async () => {
    const { code, out } = await plain(['read', 'lea', '--course', TEA], { home });
    expect(code).toBe(0);
    expect(out).toContain('One plant');
    expect(out).toContain('Hot, but how hot?');
    expect(out).toContain('leaf ──► heat now ──► green tea');
    expect(out).not.toMatch(/\x1b|\*\*|`/);
  });

  test('tells pictures in words for screen readers', async () => {
    const { out } = await plain(['read', 'leaves', 'plant', '--course', TEA, '--plain'], { home });
    expect(out).toContain('Picture: A picked leaf becomes green tea');
    expect(out).not.toContain('──►');
  });
});
