import { describe, expect, test } from 'vitest';
import { BEGINNING, progressPage } from '../../src/screen/html/page.ts';
import { calibrated, moduleProgress, someProgress } from '../fixtures/progress.ts';

const now = Date.UTC(2026, 10, 20, 12);
const page = (change: Parameters<typeof someProgress>[0] = {}) =>
  progressPage({ progress: someProgress(change), now, inline: (text) => text });

/** Everything between the quotes of attributes, and all text. */
const attributes = (html: string) =>
  [...html.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]);

describe('the page', () => {
  test('stands alone: it loads nothing, runs nothing, and forbids itself to', () => {
    const html = page({ calibration: calibrated });
    expect(html.startsWith(BEGINNING)).toBe(true);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<(script|link|img|iframe|object|embed|base|form|a)\b/i);
    expect(html).not.toMatch(/@import|https?:|\bon\w+=/i);
    expect(html.match(/url\([^)]*\)/g)).toEqual(html.match(/url\(#fading\)/g));
    expect(attributes(html).filter(([name]) => ['href', 'src', 'srcset', 'action'].includes(name!))).toEqual(
      [],
    );
  });

  test('is light or dark, and has a name for every drawing and every table', () => {
    const html = page({ calibration: calibrated });
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('prefers-color-scheme: dark');
    for (const [drawing] of html.matchAll(/<svg[^>]*>/g))
      expect(drawing).toMatch(/aria-label="[^"]+"|aria-hidden="true"/);
    for (const [table] of html.matchAll(/<table>.{9}/g)) expect(table).toBe('<table><caption>');
    for (const [head] of html.matchAll(/<th\b[^>]*>/g)) expect(head).toMatch(/scope="(col|row)"/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
  });

  test('tells what the screen tells', () => {
    const html = page({ calibration: calibrated });
    for (const part of [
      'Who are you?',
      '40 %',
      'Predicted for tomorrow. A question that was not asked yet counts as not known.',
      'fading: asked, but not remembered',
      '20 of 40 questions asked so far, 80 % of those remembered',
      '1 module not begun',
      'A JWT is',
      'auth › tokens',
      '<th scope="col">Right</th>',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).toContain('8 answers on 29 May 2026');
    expect(html).toContain('In 50 reviews 88 % right answers were predicted; 84 % were right.');
    expect(page()).toContain('Told after 30 reviews; so far there were 12.');
  });

  test('calls known by placement what list calls so, and has no table of nothing', () => {
    const known = { probablyKnown: true as const, recall: null, met: 0, mastery: 0, due: 0, minutes: 0 };
    const html = page({ modules: [moduleProgress({ ...known, state: 'new' })] });
    expect(html).toContain('1 module probably known.');
    expect(html).not.toMatch(/not begun|Modules begun|Predicted for tomorrow/);
    const begun = page({ modules: [moduleProgress({ probablyKnown: true })] });
    expect(begun).toContain('<td>probably known</td>');
  });

  test('shows a single answer among many questions', () => {
    const width = (met: number) => {
      const html = page({ modules: [moduleProgress({ questions: 500, met, recall: met > 0 ? 1 : null })] });
      return Number(/<td><svg.*?class="known"[^>]* width="([\d.]+)"/.exec(html)![1]);
    };
    expect(width(0)).toBe(0);
    expect(width(1)).toBeGreaterThan(3);
    expect(width(500)).toBe(160);
  });

  test('takes nothing from a course but text', () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='x'>&amp;`;
    const html = page({
      course: evil,
      modules: [moduleProgress({ id: evil, title: evil })],
      misconceptions: [
        { module: evil, id: evil, text: evil, section: evil, times: 1, lastAt: '2026-11-20T10:00:00.000Z' },
      ],
    });
    expect(html).not.toMatch(/<script|<img/);
    const safe =
      '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;x&#39;&gt;&amp;amp;';
    expect(html.split(safe).length - 1).toBe(6);
  });

  test('has room for nothing at all', () => {
    const html = page({ modules: [], misconceptions: [], answers: { total: 0, correct: 0 } });
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
    expect(html).not.toContain('Modules begun');
  });
});
