import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cellWidth } from '../../src/course/width.ts';
import { TEA } from '../fixtures/tea.ts';
import { plain } from './plain.ts';
import { KEY, Terminal, temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;

beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => remove());

const run = (args: string[], env: Record<string, string> = {}) =>
  plain([...args, '--course', TEA], { home, env });

describe('search in plain mode', () => {
  test('lists places with excerpts and the commands that open them', async () => {
    const { code, out, err } = await run(['search', 'oxidation'], { COLUMNS: '200' });
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      '1. One plant  (From leaf to cup)',
      '   green tea is heated soon, so that oxidation stops',
      `   backend-tutor read leaves plant --course ${TEA}`,
      '',
    ]);
    const command = out.split('\n')[2]!.trim().split(' ').slice(1);
    expect((await plain(command, { home })).out).toContain('so that oxidation stops');
  });

  test('finds terms and opens them with glossary', async () => {
    const { out } = await run(['search', 'infuison']);
    expect(out).toContain('1. infusion  (From leaf to cup › Glossary)');
    expect(out).toContain('backend-tutor glossary infusion');
    const { out: term } = await run(['glossary', 'inf']);
    expect(term).toContain('What you drink after leaves have stood in hot water.');
    expect(term).toContain('Source: Tea handbook, chapter 1');
  });

  test('finds an explanation and leads to its section', async () => {
    const { out } = await run(['search', 'check-water', '--json']);
    expect(JSON.parse(out).hits).toMatchObject([{ kind: 'explanation', module: 'leaves', section: 'water' }]);
  });

  test('shows no answer of a question that was not asked yet', async () => {
    for (const words of ['true answer', 'degrees Fahrenheit', 'handbook trying']) {
      expect((await run(['search', words])).out).not.toMatch(
        /true answer|Fahrenheit|what anybody would find/,
      );
    }
  });

  test('--json is data and nothing else', async () => {
    const { code, out, err } = await run(['search', 'green', 'tea', '--json']);
    expect([code, err]).toEqual([0, '']);
    const { query, total, hits } = JSON.parse(out);
    expect([query, total]).toEqual(['green tea', hits.length]);
    for (const { excerpt, marks } of hits) {
      expect(marks.length).toBeGreaterThan(0);
      for (const [from, to] of marks)
        expect(excerpt.slice(from, to).toLowerCase()).toMatch(/^(green|teas?)$/);
    }
  });

  test('nothing found is a sentence with a suggestion, and no failure', async () => {
    expect(await run(['search', 'elephant'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Nothing found for "elephant"\. Try another word;/),
    });
    expect((await run(['search', '\u001b[31m!'])).out).not.toContain('\u001b');
    expect(JSON.parse((await run(['search', 'elephant', '--json'])).out)).toMatchObject({
      total: 0,
      hits: [],
    });
    expect((await run(['search'])).code).toBe(2);
  });

  test('fits 40 columns', async () => {
    const { out } = await plain(['search', 'token'], { home, env: { COLUMNS: '40' } });
    expect(out).toContain('read auth tokens');
    for (const line of out.split('\n')) expect(cellWidth(line)).toBeLessThanOrEqual(40);
  });

  test('the index is kept beside the compiled course, and made anew when it is lost or damaged', async () => {
    const { out } = await run(['search', 'oxidation']);
    const courses = join(home, 'data', 'courses');
    const index = join(courses, readdirSync(courses)[0]!, '.search.json');
    expect(readFileSync(index, 'utf8')).toContain('oxidation');
    rmSync(index);
    expect((await run(['search', 'oxidation'])).out).toBe(out);
    expect(existsSync(index)).toBe(false);
  });
});

describe('glossary', () => {
  test('lists the words of the whole course in order, and says when there is no such word', async () => {
    const { code, out } = await plain(['glossary'], { home, env: { COLUMNS: '100' } });
    expect(code).toBe(0);
    const terms = out.split('\n').filter((line) => /^\S/.test(line) && line.endsWith(')'));
    expect(terms.length).toBeGreaterThan(50);
    expect(await plain(['glossary', 'elephantine'], { home })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('There is no term "elephantine".'),
    });
  });
});

describe('search on a terminal', () => {
  test('is a menu; a place opens in the page reader where the words stand, and back leads to the menu', async () => {
    const terminal = new Terminal(['search', 'pour', '--course', TEA], home, { columns: 60, rows: 12 });
    try {
      await terminal.see('❯ 1. Hot, but how hot?');
      expect(terminal.text()).toContain('Search › pour');
      terminal.type(KEY.enter);
      // The word stands on a later page.
      await terminal.see(/page [2-9]/);
      expect(terminal.text()).toContain('Pour.');
      terminal.type('s');
      await terminal.see('❯ 1. Hot');
      terminal.type('q');
      expect(await terminal.exited).toMatchObject({ code: 0 });
      expect(terminal.alternate).toBe(false);
    } finally {
      terminal.end();
    }
  });

  test('marks the words, by colour or by asterisks', async () => {
    const args = ['search', 'oxidation', '--course', TEA];
    const colored = new Terminal(args, home);
    const bare = new Terminal([...args, '--no-color'], home);
    try {
      await colored.see('so that oxidation');
      expect(colored.raw()).toContain('\u001b[36moxidation\u001b[39m');
      await bare.see('*oxidation*');
    } finally {
      colored.end();
      bare.end();
    }
  });

  test('a term shows its meaning, and plain mode stays plain', async () => {
    const terminal = new Terminal(['search', 'infusion', '--course', TEA], home);
    const lines = new Terminal(['search', 'infusion', '--plain', '--course', TEA], home);
    try {
      await terminal.see('❯ 1. infusion');
      terminal.type(KEY.enter);
      await terminal.see('What you drink after');
      await terminal.see('Source: Tea handbook');
      expect(await lines.exited).toMatchObject({ code: 0 });
      expect(lines.raw()).not.toContain('\u001b');
    } finally {
      terminal.end();
      lines.end();
    }
  });
});
