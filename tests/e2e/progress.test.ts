import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asLog, builtInHistory } from '../fixtures/history.ts';
import { TEA } from '../fixtures/tea.ts';
import { Chromium, hasChromium } from './chromium.ts';
import { plain } from './plain.ts';
import { KEY, Terminal, type TerminalOptions, temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
const open: Terminal[] = [];

beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.end();
  remove();
});

/** Somebody has learned some modules of the built-in course until today. */
function learned(modules: number): void {
  mkdirSync(join(home, 'data'), { recursive: true });
  writeFileSync(join(home, 'data', 'answers.jsonl'), asLog(builtInHistory(Date.now(), modules)));
}

function begin(args: string[], options: TerminalOptions = {}): Terminal {
  const terminal = new Terminal(args, home, options);
  open.push(terminal);
  return terminal;
}

/** Turns to the last page; answers all that was on the screen meanwhile, and how many pages there were. */
async function turnPages(terminal: Terminal): Promise<{ text: string; pages: number }> {
  const first = /page 1\/(\d+)/.exec(await terminal.see('q quit'));
  const pages = Number(first?.[1] ?? 1);
  for (let page = 2; page <= pages; page++) {
    terminal.type(KEY.enter);
    await terminal.see(`page ${page}/${pages}`);
  }
  await terminal.see('q quit');
  return { text: stripVTControlCharacters(terminal.raw()), pages };
}

describe('on a terminal', () => {
  test.each([1, 5, 16])('%d modules fit on one page of 80×24', async (modules) => {
    learned(modules);
    const terminal = begin(['progress']);
    expect(await turnPages(terminal)).toMatchObject({ pages: 1 });
    const page = terminal.text();
    expect(page).toMatch(/^ Progress +\d+ answers, \d+ % right, \d+ days in a row$/m);
    expect(page).toMatch(/what-is-backend +█+▒* +\d+ % +\d+ +\d+ /);
    for (const part of ['Last half year', 'Due in the next 14 days', ' today, ', 'Mistaken ideas'])
      expect(page).toContain(part);
    expect(page.match(/^ [a-z-]+…? +█+▒*░* +\d+ % /gm)).toHaveLength(modules);
    terminal.type(KEY.enter);
    expect((await terminal.exited).code).toBe(0);
    expect(terminal.alternate).toBe(false);
  });

  test('at 40×12 everything is there, page after page', async () => {
    learned(5);
    const terminal = begin(['progress'], { columns: 40, rows: 12 });
    const { pages, text } = await turnPages(terminal);
    expect(pages).toBeLessThanOrEqual(7);
    for (const part of [
      'Languages, frameworks',
      'Last half year',
      'Due in the next 14 days',
      'predicted',
      'Mistaken ideas',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('home leads to the same view and back', async () => {
    learned(2);
    const terminal = begin([]);
    await terminal.see('? help');
    terminal.type(/(\d)\. Progress/.exec(terminal.text())![1]!);
    await terminal.see(/❯ \d\. Progress/);
    terminal.type(KEY.enter);
    await terminal.see('Last half year');
    terminal.type(KEY.enter);
    await terminal.see('Choose a module');
  });
});

describe('without a terminal', () => {
  test('is sentences, without a drawing', async () => {
    learned(3);
    const { code, out, err } = await plain(['progress'], { home, env: { COLUMNS: '60' } });
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).not.toMatch(/[\x1b█▒░▁]/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    const text = out.replace(/\s+/g, ' ');
    expect(text).toMatch(
      /How the Internet carries a request: \d+ of \d+ questions asked; tomorrow you would answer about \d+ % of those rightly/,
    );
    expect(text).toMatch(/The last half year: .* answers on \d+ days/);
    expect(text).toContain('Mistaken ideas met most often, and what answers them:');
  });

  test('as data has the figures of each module and of the whole', async () => {
    learned(16);
    const { out } = await plain(['progress', '--json'], { home });
    const data = JSON.parse(out);
    expect(data.modules).toHaveLength(16);
    for (const module of data.modules) {
      expect(module).toMatchObject({
        state: 'learning',
        due: expect.any(Number),
        minutesSpent: expect.any(Number),
      });
      expect(module.recall).toBeGreaterThan(0.3);
      expect(module.mastery).toBeLessThanOrEqual(module.recall);
    }
    expect(data.forecast).toHaveLength(14);
    const due = data.modules.reduce((sum: number, module: { due: number }) => sum + module.due, 0);
    expect(data.forecast[0].due).toBeGreaterThanOrEqual(due);
    expect(data.calendar.length).toBeGreaterThan(100);
    expect(data.streak.days).toBeGreaterThanOrEqual(9);
    expect(data.misconceptions[0]).toEqual({
      module: expect.any(String),
      id: expect.stringMatching(/^M\d/),
      text: expect.any(String),
      section: expect.any(String),
      times: expect.any(Number),
      lastAt: expect.stringMatching(/Z$/),
    });
    const { calibration } = data;
    expect(calibration.reviews).toBeGreaterThan(100);
    expect(calibration.predicted).toBeGreaterThan(0.5);
    const inBins = calibration.bins.reduce(
      (sum: number, { reviews }: { reviews: number }) => sum + reviews,
      0,
    );
    expect(inBins).toBe(calibration.reviews);
  });

  test('a snapshot that an older program left is made anew from the log', async () => {
    learned(5);
    await plain(['quiz', 'internet', '--count', '1'], { home });
    const before = JSON.parse((await plain(['progress', '--json'], { home })).out);
    const path = join(home, 'data', 'config.json');
    const config = JSON.parse(readFileSync(path, 'utf8'));
    const { version, ...head } = JSON.parse(config.snapshot.body.split('\n')[0]);
    expect(version).toBeGreaterThan(1);
    // The first versions kept the whole state on one line, and had no version.
    const body = JSON.stringify({
      ...head,
      state: { answers: { total: 1, correct: 1 }, questions: {}, runs: {} },
    });
    config.snapshot = { body, sum: createHash('sha1').update(body).digest('hex') };
    writeFileSync(path, JSON.stringify(config));
    const { code, out, err } = await plain(['progress', '--json'], { home });
    expect([code, err]).toEqual([0, '']);
    const { calendar, streak, misconceptions, calibration, answers } = before;
    expect(JSON.parse(out)).toMatchObject({ calendar, streak, misconceptions, calibration, answers });
    expect(calendar.length).toBeGreaterThan(20);
  });
});

describe('as a page', () => {
  const write = (args: string[] = []) => plain(['progress', '--html', 'page.html', ...args], { home });
  const file = () => join(home, 'page.html');

  test('is written, replaced by a newer one, and no other file is replaced unless by force', async () => {
    learned(3);
    const { code, out, err } = await write();
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(/^Written\. Open file:\/\/\S+page\.html in a browser\.\n$/);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect((await write()).code).toBe(0);
    writeFileSync(file(), 'my thesis');
    const refused = await write();
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^page\.html exists already and is no progress page\. .*--force.*\n$/);
    expect(readFileSync(file(), 'utf8')).toBe('my thesis');
    expect((await write(['--force'])).code).toBe(0);
    expect(readFileSync(file(), 'utf8')).toContain('Progress in Back-end development');
  });

  test('that cannot be written is one plain sentence', async () => {
    const inside = await plain(['progress', '--html', join('nowhere', 'page.html')], { home });
    expect(inside.code).toBe(1);
    expect(inside.err).toMatch(/^nowhere\/page\.html could not be written: it does not exist\.\n$/);
    mkdirSync(file());
    for (const folder of [await write(), await write(['--force'])]) {
      expect(folder.code).toBe(1);
      expect(folder.err).toBe('page.html is a folder. Name a file in it, such as page.html/progress.html.\n');
    }
    symlinkSync('/dev/zero', join(home, 'endless'));
    expect((await plain(['progress', '--html', 'endless'], { home })).code).toBe(1);
    expect((await plain(['progress', '--html', 'x.html', '--json'], { home })).code).toBe(2);
    expect(existsSync(join(home, 'x.html'))).toBe(false);
  });

  test('needs a name: neither nothing nor an option is taken for one', async () => {
    const forgotten = await plain(['progress', '--html', '--force'], { home });
    expect(forgotten).toEqual({
      code: 2,
      out: '',
      err: '--html needs the name of a file, and --force looks like an option. If it is the name, write ./--force.\n',
    });
    expect(existsSync(join(home, '--force'))).toBe(false);
    for (const nothing of [['--html', ''], ['--html=']]) {
      const { code, err } = await plain(['progress', ...nothing], { home });
      expect(code).toBe(2);
      expect(err).toMatch(/^--html needs the name of a file, and this one is empty\. .*\n$/);
    }
    expect((await plain(['progress', '--html', './--force'], { home })).code).toBe(0);
    expect(existsSync(join(home, '--force'))).toBe(true);
  });

  test('of a newcomer and of another course is a page too', async () => {
    const { out } = await plain(['progress', '--html', '-', '--course', TEA], { home });
    expect(out).toContain('Progress in Tea for beginners');
    expect(out).toContain('1 module not begun.');
    expect(out).not.toMatch(/NaN|undefined/);
  });

  test.skipIf(!hasChromium)(
    'asks for nothing in a browser, names everything, and follows light and dark',
    async () => {
      learned(6);
      await write();
      const url = pathToFileURL(file()).href;
      const browser = await Chromium.start(home);
      try {
        await browser.open(url);
        expect(await browser.value('document.title')).toBe('Progress in Back-end development');
        expect(await browser.value(`document.querySelectorAll('h2').length`)).toBe(5);
        expect(
          await browser.value(`document.querySelector('details').open = true, document.fonts.status`),
        ).toBe('loaded');
        const colors: unknown[] = [];
        for (const scheme of ['light', 'dark'] as const) {
          await browser.prefer(scheme);
          colors.push(await browser.value('getComputedStyle(document.body).backgroundColor'));
        }
        expect(colors).toEqual(['rgb(255, 255, 255)', 'rgb(13, 17, 23)']);
        const seen = await browser.accessible();
        const pictures = seen.filter(({ role }) => role === 'image' || role === 'img');
        expect(pictures.length).toBeGreaterThanOrEqual(9);
        expect(pictures.filter(({ name }) => name === '')).toEqual([]);
        expect(seen.filter(({ role }) => role === 'table').map(({ name }) => name)).toContain(
          'Modules begun',
        );
        expect(browser.requests).toEqual([url]);
        expect(browser.complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});
